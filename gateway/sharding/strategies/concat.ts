export function acceptsConcat(value: unknown): boolean {
  return Array.isArray(value);
}

/** One list after another. The values come one per jurisdiction, in the order of codes: where shards are cut does not show. */
export function foldConcat(values: readonly unknown[][]): unknown[] {
  return values.length === 1 ? values[0]! : values.flat(1);
}
