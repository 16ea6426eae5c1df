export function acceptsSum(value: unknown): boolean {
  return typeof value === 'number';
}

/** Shards hold disjoint records, so their sums add. Nulls are left out before; a sum over nobody's answer is null, not 0. */
export function foldSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
