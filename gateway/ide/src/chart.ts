import { type Cell, nameColumn, type Table } from './table.ts';

/** What of a table can be drawn, and how. Pure. */

export interface Drawing {
  kind: 'bar' | 'heatmap';
  /** The label of each place on the axis. */
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  /** Whether what stands at one place may be put on top of each other: counts may, shares never. */
  adds: boolean;
}

/** The columns of numbers that can be measured: ids and codes are no measures, also where they are all digits. */
export function measuresOf({ columns, rows }: Table): string[] {
  return columns.filter((_, index) => {
    const values = rows.map((row) => row[index]).filter((each) => each !== null);
    return values.length > 0 && values.every((each) => typeof each === 'number');
  });
}

/** Whether the table is a list of groups, or at least has names and numbers to draw. */
export function isDrawable(table: Table): boolean {
  return (
    table.rows.length > 0 &&
    measuresOf(table).length > 0 &&
    (table.within ? secondOf(table).length > 0 : nameColumn(table) >= 0)
  );
}

/** The measure to begin with: a count, else a share, else what differs from row to row. */
export function firstMeasure(table: Table): string | undefined {
  const measures = measuresOf(table);
  const differs = (column: string) => {
    const at = table.columns.indexOf(column);
    return new Set(table.rows.map((row) => row[at])).size > 1;
  };
  return (
    measures.find((each) => each === 'count') ??
    measures.find(isShare) ??
    measures.find(differs) ??
    measures[0]
  );
}

function isShare(column: string): boolean {
  return /(^|\.)value$/.test(column);
}

const mostBars = 60;

/**
 * The table drawn by one measure. Groups of one dimension are bars. Groups of two, `县 · 月`, are bars by the first and a
 * colour by the second, or, where both have many values, a heat map.
 */
export function drawingOf(table: Table, measure: string): Drawing {
  const at = table.columns.indexOf(measure);
  const label = table.within ? 0 : nameColumn(table);
  const second = table.within ? secondOf(table) : [];
  const points = table.rows.map((row) => ({
    parts: table.within
      ? [String(row[label] ?? ''), second.map((column) => row[column] ?? '').join(' ')]
      : partsOf(row[label] ?? null, keyOf(table, row)),
    value: numberOf(row[at] ?? null),
  }));
  const adds = !isShare(measure) && points.every(({ value }) => value === null || Number.isInteger(value));
  const both = points.length > 0 && points.every(({ parts }) => parts.length === 2);
  if (!both) {
    const shown = points.slice(0, mostBars);
    return {
      kind: 'bar',
      categories: shown.map(({ parts }) => parts.join(' ')),
      series: [{ name: measure, values: shown.map(({ value }) => value) }],
      adds,
    };
  }
  const categories = [...new Set(points.map(({ parts }) => parts[0]!))];
  const found = [...new Set(points.map(({ parts }) => parts[1]!))];
  // Days stand in their order, also where the first row begins later than another.
  const names = found.every((each) => /^\d{4}-\d{2}(-\d{2})?$/.test(each)) ? found.sort() : found;
  const values = new Map(points.map(({ parts, value }) => [parts.join('\n'), value]));
  return {
    kind: names.length > 5 && categories.length > 5 ? 'heatmap' : 'bar',
    categories,
    series: names.map((name) => ({
      name,
      values: categories.map((each) => values.get(`${each}\n${name}`) ?? null),
    })),
    adds,
  };
}

/**
 * The columns of a list within rows that tell the items of one row apart: the first of words or days that does alone, or the
 * first two that do together.
 */
function secondOf({ columns, rows }: Table): number[] {
  const candidates = columns.flatMap((column, index) =>
    index > 0 &&
    !/(^|\.)id$/.test(column) &&
    rows.every((row) => typeof row[index] === 'string' && row[index] !== '')
      ? [index]
      : [],
  );
  const tells = (chosen: readonly number[]) =>
    new Set(rows.map((row) => [0, ...chosen].map((index) => row[index]).join('\n'))).size === rows.length;
  const pairs = candidates.flatMap((one, at) => candidates.slice(at + 1).map((other) => [one, other]));
  return [...candidates.map((each) => [each]), ...pairs].find(tells) ?? [];
}

function keyOf({ columns }: Table, row: readonly Cell[]): string | null {
  const key = row[columns.indexOf('key')];
  return typeof key === 'string' ? key : null;
}

/** A group's label is the labels of its dimensions with ` · ` between; a label of one dimension may have a dot itself. */
function partsOf(label: Cell, key: string | null): string[] {
  const text = label === null ? '' : String(label);
  const parts = text.split(separator);
  if (key === null) return parts.length === 2 ? parts : [text];
  try {
    return (JSON.parse(key) as unknown[]).length === parts.length ? parts : [text];
  } catch {
    return [text];
  }
}

const separator = ' · ';

function numberOf(cell: Cell): number | null {
  return typeof cell === 'number' ? cell : null;
}
