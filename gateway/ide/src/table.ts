/** A list of an answer as a table: what of an answer can be read in rows. Pure. */

export type Cell = string | number | boolean | null;

export interface Table {
  /** The path of the list in the answer's data, such as `pairings.nodes`. */
  name: string;
  columns: string[];
  /** What the columns are called, where that is not their names. */
  titles?: string[];
  rows: Cell[][];
  /** The cells as they came, where others are shown for them. */
  raws?: Cell[][];
  /** Of a list within the rows of another: that other, and its column that the first one here repeats. */
  within?: { table: string; column: string };
}

const mostColumns = 60;

/** The tables of an answer, in the order in which they stand there: every list of objects, and those within its rows. */
export function tablesOf(data: unknown): Table[] {
  const found: Table[] = [];
  visit(data, []);
  return found;

  function visit(value: unknown, path: string[]): void {
    if (Array.isArray(value)) {
      const rows = value.filter(isObject).map(recordOf);
      if (rows.length > 0) found.push(...tablesOfRows(rows, path));
      return;
    }
    if (!isObject(value)) return;
    const entries = Object.entries(value);
    const inner = entries.filter(([, each]) => Array.isArray(each) || isObject(each));
    // A single record, or totals at the top: one row of what it holds itself, unless it only wraps a list.
    const plain = entries.filter(
      ([key, each]) => !Array.isArray(each) && !isObject(each) && key !== '__typename',
    );
    const wraps = inner.some(([key]) => key === 'nodes' || key === 'edges');
    if (path.length > 0 && plain.length > 0 && !wraps) {
      found.push(...tablesOfRows([value], path));
      return;
    }
    for (const [key, each] of inner) if (key !== 'pageInfo') visit(each, [...path, key]);
  }
}

function tablesOfRows(records: readonly Record<string, unknown>[], path: readonly string[]): Table[] {
  const table = tableOf(records, path);
  const naming = table.columns[nameColumn(table)] ?? 'id';
  const at = table.columns.indexOf(naming);
  if (at < 0) return [table];
  const lists = new Map<string, { of: Cell; record: Record<string, unknown> }[]>();
  for (const [index, record] of records.entries()) {
    for (const [key, value] of Object.entries(record)) {
      const [list, below] = listIn(value, key);
      const items = list?.filter(isObject).map(recordOf) ?? [];
      if (items.length === 0) continue;
      const known = lists.get(below) ?? [];
      known.push(...items.map((each) => ({ of: table.rows[index]![at]!, record: each })));
      lists.set(below, known);
    }
  }
  return [
    table,
    ...[...lists].map(([key, items]) => {
      const inner = tableOf(
        items.map(({ record }) => record),
        [...path, key],
      );
      return {
        ...inner,
        columns: [`↑${naming}`, ...inner.columns],
        rows: inner.rows.map((row, index) => [items[index]!.of, ...row]),
        within: { table: table.name, column: naming },
      };
    }),
  ];
}

function tableOf(records: readonly Record<string, unknown>[], path: readonly string[]): Table {
  const known = new Set<string>();
  const flat = records.map((record) => {
    const cells = new Map<string, Cell>();
    flatten(record, '', cells);
    for (const column of cells.keys()) if (known.size < mostColumns) known.add(column);
    return cells;
  });
  const all = [...known];
  // A record that is missing in some rows leaves its columns empty there, and is no column itself.
  const columns = all.filter(
    (column) =>
      !all.some((other) => other.startsWith(`${column}.`)) || flat.some((cells) => cells.get(column) != null),
  );
  // What a row is called comes before what it is filed under.
  const isId = (column: string) => /(^|\.)id$/.test(column);
  const ordered = [...columns.filter((each) => !isId(each)), ...columns.filter(isId)];
  return {
    name: path.join('.'),
    columns: ordered,
    rows: flat.map((cells) => ordered.map((column) => cells.get(column) ?? null)),
  };
}

/** The rows of a connection are the nodes of its edges. */
function recordOf(row: Record<string, unknown>): Record<string, unknown> {
  return isObject(row['node']) ? row['node'] : row;
}

/** The list that a value is or wraps, with its path from the row. */
function listIn(value: unknown, key: string): [list: unknown[] | null, below: string] {
  if (Array.isArray(value)) return [value, key];
  if (isObject(value)) {
    for (const wrapped of ['nodes', 'edges']) {
      const list = value[wrapped];
      if (Array.isArray(list)) return [list, `${key}.${wrapped}`];
    }
  }
  return [null, key];
}

/** Columns that name a row, the best first. */
const naming = ['label', 'title', 'name'];

/** The place of the column that says what each row is called, or -1. */
export function nameColumn({ columns }: Table): number {
  const exact = naming.map((name) => columns.indexOf(name)).find((index) => index >= 0);
  if (exact !== undefined) return exact;
  return columns.findIndex((column) => naming.some((name) => column.endsWith(`.${name}`)));
}

function flatten(record: Record<string, unknown>, prefix: string, cells: Map<string, Cell>): void {
  for (const [key, value] of Object.entries(record)) {
    if (key === '__typename') continue;
    const column = `${prefix}${key}`;
    if (Array.isArray(value)) cells.set(column, value.map(inWords).join('；'));
    else if (isObject(value)) {
      const listed = value['nodes'] ?? value['edges'];
      if (Array.isArray(listed)) {
        if ('totalCount' in value) cells.set(`${column}.totalCount`, cellOf(value['totalCount']));
        cells.set(
          column,
          listed.map((each: unknown) => inWords(isObject(each) ? (each['node'] ?? each) : each)).join('；'),
        );
      } else flatten(value, `${column}.`, cells);
    } else cells.set(column, cellOf(value));
  }
}

function cellOf(value: unknown): Cell {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** A nested record in one cell: its texts and numbers, its id only where it has nothing else. */
function inWords(value: unknown): string {
  if (!isObject(value)) return value == null ? '' : String(value);
  const parts = Object.entries(value)
    .filter(([key, each]) => key !== '__typename' && key !== 'id' && each != null)
    .map(([, each]) => (Array.isArray(each) ? each.map(inWords).join('、') : inWords(each)))
    .filter((each) => each !== '');
  return parts.length > 0 ? parts.join(' ') : String(value['id'] ?? '');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
