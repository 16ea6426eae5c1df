import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { contextOf, type RequestContext } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { codeOf } from '@jiedui/kit/masking';
import { openDatabase } from '@jiedui/kit/orm';
import { checkReport, reportFile } from '@jiedui/pairings/report/file';
import { ownerOf } from '@jiedui/schema/contract/id';
import { GraphQLError } from 'graphql';

import { configExitCode, readReportConfig } from './config.ts';
import { loadSubgraphs } from './subgraphs.ts';
import { ConfigError } from './variables.ts';

const usage = `node subgraphs/deployment/dist/report.js ID --out FILE.docx
node subgraphs/deployment/dist/report.js ID --verify

Writes a report as docx: of a locked one the same bytes each time. --verify: prints as JSON whether the locked data are what was
locked, and which numbers the records would give otherwise now.
Environment: DATABASE_URL, JIEDUI_FEDERATION, JIEDUI_JURISDICTIONS, JIEDUI_OBLIGATION_*, as for the deployment.
Exit code: 0 done, or intact; 1 refused, or not intact; 64 wrong arguments; 78 wrong environment.`;
const usageExitCode = 64;

process.exitCode = await main();

async function main(): Promise<number> {
  let asked: { id: string; out?: string; verify: boolean };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { out: { type: 'string' }, verify: { type: 'boolean', default: false } },
    });
    if (positionals.length !== 1) throw new Error('The id of one report is needed.');
    if ((values.out === undefined) === !values.verify) throw new Error('Either --out or --verify is needed.');
    asked = { id: positionals[0]!, ...values };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
    return usageExitCode;
  }
  try {
    return await within(asked.id, (context) => run(context, asked));
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`INVALID_CONFIGURATION\n${error.message}\n`);
      return configExitCode;
    }
    const told = error instanceof GraphQLError || 'syscall' in (error as object);
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${told ? text : `${codeOf(error)}: ${text}`}\n`);
    return 1;
  }
}

async function run(
  context: RequestContext,
  { id, out, verify }: { id: string; out?: string; verify: boolean },
): Promise<number> {
  if (verify) {
    const found = await checkReport(context, id);
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return found.intact ? 0 : 1;
  }
  const { bytes } = await reportFile(context, id);
  await writeFile(out!, bytes);
  return 0;
}

async function within<Answer>(
  id: string,
  work: (context: RequestContext) => Promise<Answer>,
): Promise<Answer> {
  const { databaseUrl, federation, jurisdictions, policies } = readReportConfig(process.env);
  const subgraphs = await loadSubgraphs(['pairings']);
  const database = await openDatabase({ url: databaseUrl, subgraphs, connections: 2 });
  try {
    // Whoever may run commands beside the database is its jurisdiction's officer.
    const level = federation.find(ownerOf(id) ?? '')?.level ?? 'COUNTY';
    return await work(
      contextOf({
        viewer: { subject: 'report command', roles: [level], jurisdictions },
        em: database.em(),
        owned: jurisdictions,
        federation,
        policies,
        // Nothing is paged here.
        seal: cursorSeal('-'.repeat(32)),
      }),
    );
  } finally {
    await database.close();
  }
}
