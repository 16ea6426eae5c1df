import type { Problem } from '@jiedui/kit/problem';
import type { Column, Layout, SaidValue } from './sheet.ts';
import type { TableRow } from './table.ts';

/** One thing wrong, or doubtful, with a file. */
export interface RowProblem {
  /** The sheet's name as the file has it; null in a file that is one table. */
  sheet: string | null;
  /** As the program that shows the file counts. */
  row: number;
  /** From 1; null where the whole row, or the file, is meant. */
  column: number | null;
  heading: string | null;
  field: string | null;
  severity: 'ERROR' | 'WARNING';
  /** 中文原因 */
  reason: string;
  /** Never a telephone number. */
  received: string | null;
}

/** A sheet of the file as it is being read. */
export interface OpenSheet {
  name: string | null;
  columns: readonly Column[];
  layout: Layout;
  date1904: boolean;
}

/** What a row says, with what could not be read. */
export interface ReadRow {
  row: number;
  said: Readonly<Record<string, SaidValue>>;
  problems: RowProblem[];
  /** Places what is wrong with a fact; nothing for a cell that could not be read: it is not also missing. */
  placed(problems: readonly Problem[]): RowProblem[];
}

const longestEcho = 60;

/** Reads the cells of a row. Pure. */
export function readRow({ number, cells }: TableRow, sheet: OpenSheet): ReadRow {
  const { places } = sheet.layout;
  const values: Record<string, SaidValue> = {};
  const problems: RowProblem[] = [];
  const unread = new Set<string>();
  const problemOf = (field: string, reason: string, severity: RowProblem['severity']): RowProblem => {
    const place = places.get(field);
    const text = place === undefined ? undefined : cells[place]?.text;
    const received = field === 'contactPhone' || text === undefined ? null : text.slice(0, longestEcho);
    return problemAt(sheet, { row: number, field, severity, reason, received });
  };
  for (const { field, read } of sheet.columns) {
    const cell = cells[places.get(field) ?? -1];
    if (!cell) continue;
    const answer = read(cell, sheet.date1904);
    if (answer.kind === 'said') values[field] = answer.value;
    else {
      unread.add(field);
      problems.push(problemOf(field, answer.reason, 'ERROR'));
    }
  }
  const placed = (found: readonly Problem[]): RowProblem[] =>
    found
      .filter(({ field }) => !unread.has(field))
      .map(({ field, reason, severity }) => problemOf(field, reason, severity));
  return { row: number, said: values, problems, placed };
}

/** A problem with the place that its field has in the sheet. */
export function problemAt(
  { name, columns, layout }: OpenSheet,
  problem: Pick<RowProblem, 'row' | 'field' | 'severity' | 'reason' | 'received'>,
): RowProblem {
  const place = layout.places.get(problem.field ?? '');
  return {
    ...problem,
    sheet: name,
    column: place === undefined ? null : place + 1,
    heading: columns.find(({ field }) => field === problem.field)?.heading ?? null,
  };
}

export function hasError(problems: readonly RowProblem[]): boolean {
  return problems.some(({ severity }) => severity === 'ERROR');
}

export function isEmpty({ cells }: TableRow): boolean {
  return cells.every((cell) => cell === undefined);
}
