import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { sortKey } from '@jiedui/kit/pinyin';
import { run, sql } from '@jiedui/kit/sql';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { newId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { canWrite, organisationColumns } from '../organisation/rules.ts';
import { layoutOf, type Layout, ledgerColumns } from './columns.ts';
import { openTable } from './open-table.ts';
import { Findings, type ImportReport } from './report.ts';
import { isEmpty, type ReadRow, readRow, type RowProblem } from './row.ts';
import {
  type Clash,
  createStaging,
  type Effect,
  effectOf,
  matchStaging,
  stage,
  type StagedRow,
  writeStaged,
} from './staging.ts';
import { UnreadableTable } from './table.ts';

export interface ImportOptions {
  /** The file. It is read from the disk, a piece at a time. */
  path: string;
  /** The code of the jurisdiction whose ledger it is. */
  jurisdiction: string;
  /** Absent: everything is checked and nothing written. */
  commit?: boolean;
  /** Told every few thousand rows: how many are read, and then written. */
  progress?: (step: 'READ' | 'WRITTEN', rows: number) => void;
}

/** Rows per statement. */
const batch = 2_000;
export const mostRows = 200_000;
/** Rows above the headings: titles and notes that people put there. */
const mostTitles = 10;

/**
 * Imports the organisations of a file into a ledger: all or, where anything is wrong, nothing; in one transaction, by the
 * rules of the mutations. The same file again changes nothing: a row is about the organisation that has its credit code, or
 * its name. A cell that is empty leaves what the ledger has.
 * @throws FORBIDDEN, UNKNOWN_JURISDICTION, UnreadableTable
 */
export async function importLedger(
  context: RequestContext,
  { path, jurisdiction, commit = false, progress = () => undefined }: ImportOptions,
): Promise<ImportReport> {
  const owner = mayImport(context, jurisdiction);
  const today = context.clock.today();
  const table = await openTable(path);
  const findings = new Findings();

  return context.em.transactional(async (em) => {
    const reader = { em };
    await run(reader, sql`set local statement_timeout = 0`);
    await run(reader, sql`select pg_advisory_xact_lock(hashtext('ledger import'), hashtext(${owner}))`);
    await createStaging(reader);

    let layout: Layout | null = null;
    let titles = 0;
    let rows = 0;
    let last = 0;
    let waiting: StagedRow[] = [];
    for await (const line of table.rows()) {
      if (isEmpty(line)) continue;
      if (!layout) {
        layout = layoutOf(line.cells);
        titles += 1;
        if (!layout && titles >= mostTitles) break;
        if (layout) findings.add(headingProblems(layout, line.number));
        continue;
      }
      rows += 1;
      if (rows > mostRows) throw new UnreadableTable(`一次至多导入 ${mostRows} 行，请拆分文件`);
      last = line.number;
      const read = readRow(line, layout, { today, date1904: table.date1904 });
      findings.add(read.problems);
      // Rows that cannot be stored are not compared with others; the import is refused anyway.
      if (!read.problems.some(({ severity }) => severity === 'ERROR')) {
        waiting.push(stagedOf(read, newId(owner, 'org', context.clock.now().getTime())));
      }
      if (waiting.length >= batch) await stage(reader, waiting.splice(0));
      if (rows % batch === 0) progress('READ', rows);
    }
    if (!layout)
      throw new UnreadableTable('找不到表头：前几行中应有“名称”“类别”“行业门类”“登记日期”等列名，可下载模板');
    await stage(reader, waiting);
    waiting = [];
    const clashes = await matchStaging(reader, owner);
    findings.add(clashes.map((clash) => placed(clash, layout!)));
    const effect: Effect = await effectOf(reader);

    const committed = commit && findings.errors === 0;
    if (committed) {
      await attribute(em, context, { change: 'IMPORTED' });
      const now = context.clock.now().toISOString();
      const source = [...context.viewer.roles, ...context.viewer.jurisdictions].join(' ');
      for (let from = 0; from <= last; from += batch) {
        await writeStaged(reader, { owner, source, now, today }, [from, from + batch]);
        progress('WRITTEN', Math.min(from + batch, last));
      }
    }
    return {
      jurisdiction: owner,
      committed,
      rows,
      ...effect,
      errors: findings.errors,
      warnings: findings.warnings,
      problems: findings.inOrder(),
      unknownColumns: layout.unknown,
    };
  });
}

/** The ledger's owner, where the viewer may write there. @throws FORBIDDEN, UNKNOWN_JURISDICTION */
export function mayImport(
  context: Pick<RequestContext, 'viewer' | 'federation' | 'owned'>,
  jurisdiction: string,
): JurisdictionCode {
  const owner = ownJurisdiction(context, jurisdiction);
  if (canWrite(context.viewer, context.federation.find(owner)!)) return owner;
  throw forbidden(`an officer of ${owner}`);
}

function headingProblems({ missing, doubled }: Layout, row: number): RowProblem[] {
  const problem = (reason: string): RowProblem => ({
    row,
    column: null,
    heading: null,
    field: null,
    severity: 'ERROR',
    reason,
    received: null,
  });
  return [
    ...missing.map((heading) => problem(`缺少“${heading}”列`)),
    ...doubled.map((heading) => problem(`“${heading}”列重复`)),
  ];
}

function placed(problem: Clash, { places }: Layout): RowProblem {
  const place = places.get(problem.field);
  return {
    ...problem,
    column: place === undefined ? null : place + 1,
    heading: ledgerColumns.find(({ field }) => field === problem.field)?.heading ?? null,
    severity: 'ERROR',
  };
}

function stagedOf({ row, facts }: ReadRow, id: string): StagedRow {
  const columns = organisationColumns(facts);
  return {
    row,
    id,
    name: columns.name,
    sort_name: sortKey(columns.name),
    kind: columns.kind,
    subtype: columns.subtype,
    credit_code: columns.creditCode,
    industry: columns.industry,
    division: columns.division,
    employees: facts.employees ?? null,
    town: columns.town,
    status: facts.status ?? null,
    registered_on: columns.registeredOn,
    contact_phone: columns.contactPhone,
  };
}
