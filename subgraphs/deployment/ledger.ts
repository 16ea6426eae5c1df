import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';

import { contextOf } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { codeOf } from '@jiedui/kit/masking';
import { openDatabase } from '@jiedui/kit/orm';
import { writeAnnotated, writeTemplate } from '@jiedui/organisations/import/files';
import { importLedger, type ImportOptions } from '@jiedui/organisations/import/import';
import type { ImportReport } from '@jiedui/organisations/import/report';
import { type SheetKind, sheetKinds } from '@jiedui/organisations/import/sheet';
import { UnreadableTable } from '@jiedui/organisations/import/table';
import { GraphQLError } from 'graphql';

import { configExitCode, readLedgerConfig } from './config.ts';
import { loadSubgraphs } from './subgraphs.ts';
import { ConfigError } from './variables.ts';

const usage = `node subgraphs/deployment/dist/ledger.js FILE --jurisdiction CODE [--kind KIND] [--reason TEXT] [--commit] [--out FILE.xlsx]
node subgraphs/deployment/dist/ledger.js --template FILE.xlsx

Checks a ledger (.xlsx with the sheets 组织, 党组织, 成员单位, or .csv in UTF-8 or GB18030) and prints a report as JSON; with
--commit it is also written, all of it or, where anything is wrong, nothing. --kind: what a file of one table holds,
${sheetKinds.join(', ')}; the first where absent. --reason: why, for the history; needed to attest credit codes. --out: the
file again, with what is wrong beside each row.
Environment: DATABASE_URL, JIEDUI_FEDERATION, JIEDUI_JURISDICTIONS, as for the deployment.
Exit code: 0 nothing is wrong, 1 the file is refused, 64 wrong arguments, 78 wrong environment.`;
const usageExitCode = 64;

process.exitCode = await main();

async function main(): Promise<number> {
  let asked: {
    file: string | undefined;
    jurisdiction?: string;
    kind?: string;
    reason?: string;
    commit: boolean;
    out?: string;
    template?: string;
  };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        jurisdiction: { type: 'string' },
        kind: { type: 'string' },
        reason: { type: 'string' },
        commit: { type: 'boolean', default: false },
        out: { type: 'string' },
        template: { type: 'string' },
      },
    });
    asked = { file: positionals[0], ...values };
    if (!asked.template && (positionals.length !== 1 || !asked.jurisdiction))
      throw new Error('A file and its jurisdiction are needed.');
    if (asked.kind !== undefined && !sheetKinds.includes(asked.kind as SheetKind))
      throw new Error(`--kind: expected ${sheetKinds.join(', ')}; received ${asked.kind}.`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
    return usageExitCode;
  }
  const { file, jurisdiction, kind, reason, commit, out, template } = asked;
  try {
    if (template) await writeTemplate(createWriteStream(template));
    if (!file || !jurisdiction) return 0;
    const report = await run({
      path: file,
      jurisdiction,
      kind: kind as SheetKind | undefined,
      reason,
      commit,
    });
    if (out) await writeAnnotated(file, report, createWriteStream(out));
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return report.errors > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`INVALID_CONFIGURATION\n${error.message}\n`);
      return configExitCode;
    }
    const told =
      error instanceof UnreadableTable || error instanceof GraphQLError || 'syscall' in (error as object);
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${told ? text : `${codeOf(error)}: ${text}`}\n`);
    return 1;
  }
}

async function run(asked: ImportOptions): Promise<ImportReport> {
  const { jurisdiction } = asked;
  const { databaseUrl, federation, jurisdictions } = readLedgerConfig(process.env);
  const database = await openDatabase({
    url: databaseUrl,
    subgraphs: await loadSubgraphs(['organisations']),
    connections: 2,
  });
  try {
    // Whoever may run commands beside the database is its jurisdiction's officer.
    const level = federation.find(jurisdiction)?.level ?? 'COUNTY';
    const context = contextOf({
      viewer: { subject: 'ledger command', roles: [level], jurisdictions },
      em: database.em(),
      owned: jurisdictions,
      federation,
      // Nothing is paged here.
      seal: cursorSeal('-'.repeat(32)),
    });
    return await importLedger(context, {
      ...asked,
      progress: (step, rows) => process.stderr.write(`${step === 'READ' ? '已校验' : '已写入'} ${rows} 行\n`),
    });
  } finally {
    await database.close();
  }
}
