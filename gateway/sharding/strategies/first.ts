/**
 * ROUTE, ANY, and a field without a strategy inside a folded object: one shard's value stands for all. The first in the order
 * of jurisdictions is taken, so that the choice never hangs on who was quicker.
 */
export function foldFirst(values: readonly unknown[]): unknown {
  return values[0] ?? null;
}
