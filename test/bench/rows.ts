/**
 * How many records a shard's answer carries. Root fields add up (one per alias), and so do a record's own fields; the
 * parallel lists of one connection (`edges` and `nodes`, under whatever alias) are the same records.
 */
export function rowsIn(answer: unknown): number {
  const data = isObject(answer) ? answer['data'] : null;
  return isObject(data) ? Object.values(data).reduce<number>((sum, field) => sum + rowsBelow(field), 0) : 0;
}

function rowsBelow(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, item) => sum + (isObject(item) ? 1 + rowsBelow(item) : 0), 0);
  }
  if (!isObject(value)) return 0;
  const children = Object.values(value).map(rowsBelow);
  return looksPaged(value) ? Math.max(0, ...children) : children.reduce((sum, count) => sum + count, 0);
}

/** A page holds lists and counts; a record holds its key, or at least a text of its own. */
function looksPaged(value: Record<string, unknown>): boolean {
  const name = value['__typename'];
  if (typeof name === 'string') return name.endsWith('Connection');
  const children = Object.values(value);
  return children.some(Array.isArray) && children.every((child) => typeof child !== 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
