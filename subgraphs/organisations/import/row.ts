import { checkOrganisation, type OrganisationFacts } from '../organisation/rules.ts';
import { type ColumnField, ledgerColumns, type Layout } from './columns.ts';
import type { TableRow } from './table.ts';

/** One thing wrong, or doubtful, with a file. */
export interface RowProblem {
  /** As the program that shows the file counts. */
  row: number;
  /** From 1; null where the whole row, or the file, is meant. */
  column: number | null;
  heading: string | null;
  field: ColumnField | null;
  severity: 'ERROR' | 'WARNING';
  /** 中文原因 */
  reason: string;
  /** Never a telephone number. */
  received: string | null;
}

/** What a row says, with everything that is wrong with it. */
export interface ReadRow {
  row: number;
  facts: OrganisationFacts;
  problems: RowProblem[];
}

const longestEcho = 60;

/** Reads a row by the rules of the mutations. Pure. */
export function readRow(
  { number, cells }: TableRow,
  { places }: Layout,
  { today, date1904 }: { today: string; date1904: boolean },
): ReadRow {
  const facts: Record<string, string | number> = {};
  const problems: RowProblem[] = [];
  const unread = new Set<string>();
  const problemOf = (field: ColumnField, reason: string, severity: RowProblem['severity']): RowProblem => {
    const place = places.get(field);
    const text = place === undefined ? undefined : cells[place]?.text;
    return {
      row: number,
      column: place === undefined ? null : place + 1,
      heading: ledgerColumns.find((column) => column.field === field)?.heading ?? null,
      field,
      severity,
      reason,
      received: field === 'contactPhone' || text === undefined ? null : text.slice(0, longestEcho),
    };
  };
  for (const { field, read } of ledgerColumns) {
    const cell = cells[places.get(field) ?? -1];
    if (!cell) continue;
    const said = read(cell, date1904);
    if (said.kind === 'said') facts[field] = said.value;
    else {
      unread.add(field);
      problems.push(problemOf(field, said.reason, 'ERROR'));
    }
  }
  for (const { field, reason, severity } of checkOrganisation(facts, { today })) {
    // A cell that could not be read is not also missing.
    if (!unread.has(field)) problems.push(problemOf(field as ColumnField, reason, severity));
  }
  return { row: number, facts: facts as OrganisationFacts, problems };
}

export function isEmpty({ cells }: TableRow): boolean {
  return cells.every((cell) => cell === undefined);
}
