import { isListType, isNonNullType, type GraphQLOutputType } from 'graphql';
import type { Field, Selection, Shape } from './rewrite/tree.ts';
import type { Sites } from './sites.ts';
import { isRecord, put, read, type Json } from './values.ts';

/**
 * Puts null where a record could not be had, and carries it up to the next place that may be null, as one executor over all
 * records would have done. Needed only where something is dead.
 */
export function settle(field: Field, data: Json, dead: ReadonlySet<object>, sites: Sites): void {
  put(data, field.key, settled(field.type, field.selection, read(data, field.key), dead, sites));
}

function settled(
  type: GraphQLOutputType,
  selection: Selection | null,
  value: unknown,
  dead: ReadonlySet<object>,
  sites: Sites,
): unknown {
  if (isNonNullType(type)) return settled(type.ofType, selection, value, dead, sites);
  if (!selection?.busy || typeof value !== 'object' || value === null) return value;
  if (isListType(type)) {
    if (!Array.isArray(value)) return value;
    const items = value.map((item) => settled(type.ofType, selection, item, dead, sites));
    return isNonNullType(type.ofType) && items.includes(null) ? null : items;
  }
  if (dead.has(value)) return null;
  const shape = sites.shapeOf(selection, value);
  return !shape || !isRecord(value) || settledFields(shape, value, dead, sites) ? value : null;
}

/** False where a field that may not be null is. */
export function settledFields(shape: Shape, value: Json, dead: ReadonlySet<object>, sites: Sites): boolean {
  const cut = shape.site?.units.flatMap((unit) => unit.shape.busy) ?? [];
  for (const { key, type, selection } of [...shape.busy, ...cut]) {
    const before = read(value, key);
    if (before === undefined || before === null) continue;
    const after = settled(type, selection, before, dead, sites);
    if (after === null && isNonNullType(type)) return false;
    if (after !== before) put(value, key, after);
  }
  return true;
}
