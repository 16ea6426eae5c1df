import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { run, sql } from '@jiedui/kit/sql';
import { optionalText } from '@jiedui/kit/text';
import { forbidden } from '@jiedui/kit/viewer-rules';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { canWrite } from '../organisation/rules.ts';
import { ledgerTables, type LedgerTable } from './file.ts';
import { clashesAt, organisationImport } from './organisation-import.ts';
import { createStaging, tooFewEmployees } from './organisation-staging.ts';
import { partyImport } from './party-import.ts';
import { createPartyStaging } from './party-staging.ts';
import type { Job, RecordImport, RecordImporter } from './record-import.ts';
import { Findings, type ImportReport, type TableReport } from './report.ts';
import { isEmpty, type OpenSheet, type ReadRow, readRow, type RowProblem } from './row.ts';
import { layoutOf, type SheetKind } from './sheet.ts';
import { UnreadableTable } from './table.ts';
import { createUnitStaging, unitImport } from './unit-import.ts';

export interface ImportOptions {
  /** The file. It is read from the disk, a piece at a time. */
  path: string;
  /** The code of the jurisdiction whose ledger it is. */
  jurisdiction: string;
  /** Of a file that is one table; ORGANISATIONS where absent. */
  kind?: SheetKind | undefined;
  /** Why, for the history; who attests a credit code says here on what grounds. */
  reason?: string | null | undefined;
  /** Absent: everything is checked and nothing written. */
  commit?: boolean;
  /** Told every few thousand rows: how many are read, and then written. */
  progress?: (step: 'READ' | 'WRITTEN', rows: number) => void;
}

/** Rows per statement. */
const batch = 2_000;
/** In all tables of a file. */
export const mostRows = 200_000;
/** Rows above the headings: titles and notes that people put there. */
const mostTitles = 10;

const importers: Readonly<Record<SheetKind, RecordImporter>> = {
  ORGANISATIONS: organisationImport,
  PARTY_ORGANISATIONS: partyImport,
  MEMBER_UNITS: unitImport,
};

/** A table that is read: what is staged of it, up to what row. */
interface ReadTable {
  sheet: OpenSheet;
  records: RecordImport;
  last: number;
  report: Pick<TableReport, 'sheet' | 'kind' | 'rows' | 'unknownColumns'>;
}

/**
 * Imports the tables of a file into a ledger: all or, where anything is wrong, nothing; in one transaction, by the rules of
 * the mutations. The same file again changes nothing.
 * @throws FORBIDDEN, UNKNOWN_JURISDICTION, INVALID_INPUT, UnreadableTable
 */
export async function importLedger(
  context: RequestContext,
  { path, jurisdiction, kind, reason, commit = false, progress = () => undefined }: ImportOptions,
): Promise<ImportReport> {
  const owner = mayImport(context, jurisdiction);
  const why = optionalText(reason, { field: 'reason', most: 500 });
  const tables = await ledgerTables(path, kind);

  return context.em.transactional(async (em) => {
    const reader = { em };
    await run(reader, sql`set local statement_timeout = 0`);
    await run(reader, sql`select pg_advisory_xact_lock(hashtext('ledger import'), hashtext(${owner}))`);
    await createStaging(reader);
    await createPartyStaging(reader);
    await createUnitStaging(reader);
    const job: Job = {
      em,
      context,
      owner,
      today: context.clock.today(),
      now: context.clock.now().toISOString(),
      source: [...context.viewer.roles, ...context.viewer.jurisdictions].join(' '),
      reason: why,
      refusedCodes: new Set(),
    };
    const findings = new Findings();
    const counted = rowCounter((rows) => progress('READ', rows));
    const read: ReadTable[] = [];
    for (const table of tables) read.push(await readTable(job, table, findings, counted));
    const [first] = read;
    if (first?.report.kind === 'ORGANISATIONS') {
      findings.add(clashesAt(first.sheet, await tooFewEmployees(reader)));
    }

    const reports: TableReport[] = [];
    for (const { records, report } of read) reports.push({ ...report, ...(await records.effect()) });
    const committed = commit && findings.errors === 0;
    if (committed) {
      await attribute(em, context, { change: 'IMPORTED', reason: why });
      await writeAll(read, (rows) => progress('WRITTEN', rows));
    }
    const sum = (field: 'rows' | 'created' | 'corrected' | 'unchanged'): number =>
      reports.reduce((total, each) => total + each[field], 0);
    return {
      jurisdiction: owner,
      committed,
      rows: sum('rows'),
      created: sum('created'),
      corrected: sum('corrected'),
      unchanged: sum('unchanged'),
      tables: reports,
      errors: findings.errors,
      warnings: findings.warnings,
      problems: findings.inOrder(reports.map(({ sheet }) => sheet)),
      unknownColumns: reports.flatMap(({ unknownColumns }) => unknownColumns),
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
  throw forbidden(`an officer of ${owner}`, context.viewer);
}

/** @throws UnreadableTable where there are too many rows */
function rowCounter(tell: (rows: number) => void): () => void {
  let rows = 0;
  return () => {
    rows += 1;
    if (rows % batch === 0) tell(rows);
    if (rows <= mostRows) return;
    throw new UnreadableTable(`一次至多导入 ${mostRows} 行，请拆分文件`, {
      expected: `at most ${mostRows} rows`,
      received: `${rows} rows or more`,
    });
  };
}

async function readTable(
  job: Job,
  { kind, columns, table }: LedgerTable,
  findings: Findings,
  count: () => void,
): Promise<ReadTable> {
  let sheet: OpenSheet | null = null;
  let records: RecordImport | null = null;
  let waiting: ReadRow[] = [];
  let titles = 0;
  let rows = 0;
  let last = 0;
  for await (const line of table.rows()) {
    if (isEmpty(line)) continue;
    if (!sheet || !records) {
      const layout = layoutOf(columns, line.cells);
      titles += 1;
      if (!layout && titles >= mostTitles) break;
      if (!layout) continue;
      sheet = { name: table.name, columns, layout, date1904: table.date1904 };
      records = importers[kind](job, sheet);
      findings.add(headingProblems(sheet, line.number));
      continue;
    }
    count();
    rows += 1;
    last = line.number;
    waiting.push(readRow(line, sheet));
    if (waiting.length < batch) continue;
    findings.add(await records.take(waiting));
    waiting = [];
  }
  if (!sheet || !records) throw withoutHeadings(table.name, columns);
  findings.add(await records.take(waiting));
  findings.add(await records.finish());
  const { unknown } = sheet.layout;
  return { sheet, records, last, report: { sheet: table.name, kind, rows, unknownColumns: unknown } };
}

function withoutHeadings(name: string | null, columns: LedgerTable['columns']): UnreadableTable {
  const required = columns.filter((column) => column.required).map(({ heading }) => `“${heading}”`);
  const where = name === null ? '' : `“${name}”表：`;
  return new UnreadableTable(`${where}找不到表头：前几行中应有${required.join('')}等列名，可下载模板`);
}

async function writeAll(tables: readonly ReadTable[], tell: (rows: number) => void): Promise<void> {
  let before = 0;
  for (const { records, last } of tables) {
    for (let from = 0; from <= last; from += batch) {
      await records.write([from, from + batch]);
      tell(before + Math.min(from + batch, last));
    }
    before += last;
  }
}

function headingProblems({ name, layout: { missing, doubled } }: OpenSheet, row: number): RowProblem[] {
  const problem = (reason: string): RowProblem => ({
    sheet: name,
    row,
    column: null,
    heading: null,
    field: null,
    severity: 'ERROR',
    reason,
    received: null,
  });
  return [
    ...missing.map((heading: string) => problem(`缺少“${heading}”列`)),
    ...doubled.map((heading: string) => problem(`“${heading}”列重复`)),
  ];
}
