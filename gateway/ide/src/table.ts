/** A list of an answer as a table: what of an answer can be read in rows. Pure. */

export type Cell = string | number | boolean | null;

export interface Table {
  /** The path of the list in the answer's data, such as `pairings.nodes`. */
  name: string;
  columns: string[];
  /** What the columns are called, where that is not their names. */
  titles?: string[];
  rows: Cell[][];
}

const mostColumns = 60;

/** The tables of an answer, in the order in which they stand there: every list of objects that no other list holds. */
export function tablesOf(data: unknown): Table[] {
  const found: Table[] = [];
  visit(data, []);
  return found;

  function visit(value: unknown, path: string[]): void {
    if (Array.isArray(value)) {
      const rows = value.filter(isObject);
      if (rows.length > 0) found.push(tableOf(rows, path));
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
      found.push(tableOf([value], path));
      return;
    }
    for (const [key, each] of inner) if (key !== 'pageInfo') visit(each, [...path, key]);
  }
}

function tableOf(records: readonly Record<string, unknown>[], path: readonly string[]): Table {
  const columns: string[] = [];
  const known = new Set<string>();
  const flat = records.map((record) => {
    const cells = new Map<string, Cell>();
    // The rows of a connection are the nodes of its edges.
    flatten(isObject(record['node']) ? record['node'] : record, '', cells);
    for (const column of cells.keys()) {
      if (known.has(column) || columns.length >= mostColumns) continue;
      known.add(column);
      columns.push(column);
    }
    return cells;
  });
  return {
    name: path.join('.'),
    columns,
    rows: flat.map((cells) => columns.map((column) => cells.get(column) ?? null)),
  };
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
