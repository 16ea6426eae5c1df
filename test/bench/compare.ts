/** Where two JSON values first differ, in words, or null where they are the same, the order of keys included. */
export function firstDifference(expected: unknown, received: unknown, at = '$'): string | null {
  if (Object.is(expected, received)) return null;
  const [left, right] = [kindOf(expected), kindOf(received)];
  if (left !== right || left === 'leaf')
    return `${at}: expected ${show(expected)}, received ${show(received)}`;
  const [before, after] = [Object.entries(expected as object), Object.entries(received as object)];
  for (const [index, [key, value]] of before.entries()) {
    const place = left === 'list' ? `${at}[${key}]` : `${at}.${key}`;
    const other = after[index];
    if (!other) return `${place}: expected ${show(value)}, received nothing`;
    if (other[0] !== key) return `${place}: expected here, received ${other[0]}`;
    const difference = firstDifference(value, other[1], place);
    if (difference) return difference;
  }
  const extra = after[before.length];
  return extra ? `${at}: expected ${before.length} entries, received ${after.length} (${extra[0]})` : null;
}

function kindOf(value: unknown): 'list' | 'object' | 'leaf' {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' && value !== null ? 'object' : 'leaf';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
