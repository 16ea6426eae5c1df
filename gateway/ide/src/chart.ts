import type { Cell, Table } from './table.ts';

/** What of a table can be drawn, and how. Pure. */

export interface Drawing {
  kind: 'bar' | 'heatmap';
  /** The label of each place on the axis. */
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
}

/** Columns that name a row, the best first. */
const naming = ['label', 'title', 'name'];

/** The columns of numbers that can be measured: ids and codes are no measures, also where they are all digits. */
export function measuresOf({ columns, rows }: Table): string[] {
  return columns.filter((_, index) => {
    const values = rows.map((row) => row[index]).filter((each) => each !== null);
    return values.length > 0 && values.every((each) => typeof each === 'number');
  });
}

/** Whether the table is a list of groups, or at least has names and numbers to draw. */
export function isDrawable(table: Table): boolean {
  return table.rows.length > 0 && nameColumn(table) >= 0 && measuresOf(table).length > 0;
}

const mostBars = 60;

/**
 * The table drawn by one measure. Groups of one dimension are bars. Groups of two, `县 · 月`, are bars by the first and a
 * colour by the second, or, where both have many values, a heat map.
 */
export function drawingOf(table: Table, measure: string): Drawing {
  const at = table.columns.indexOf(measure);
  const label = nameColumn(table);
  const points = table.rows.map((row) => ({
    parts: partsOf(row[label] ?? null, keyOf(table, row)),
    value: numberOf(row[at] ?? null),
  }));
  const both = points.length > 0 && points.every(({ parts }) => parts.length === 2);
  if (!both) {
    const shown = points.slice(0, mostBars);
    return {
      kind: 'bar',
      categories: shown.map(({ parts }) => parts.join(' ')),
      series: [{ name: measure, values: shown.map(({ value }) => value) }],
    };
  }
  const categories = [...new Set(points.map(({ parts }) => parts[0]!))];
  const names = [...new Set(points.map(({ parts }) => parts[1]!))];
  const values = new Map(points.map(({ parts, value }) => [parts.join('\n'), value]));
  return {
    kind: names.length > 5 && categories.length > 5 ? 'heatmap' : 'bar',
    categories,
    series: names.map((name) => ({
      name,
      values: categories.map((each) => values.get(`${each}\n${name}`) ?? null),
    })),
  };
}

function nameColumn({ columns }: Table): number {
  const exact = naming.map((name) => columns.indexOf(name)).find((index) => index >= 0);
  if (exact !== undefined) return exact;
  return columns.findIndex((column) => naming.some((name) => column.endsWith(`.${name}`)));
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
