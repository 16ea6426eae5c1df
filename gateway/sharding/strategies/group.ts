import { compareText } from '@jiedui/schema/contract/order';
import type { GraphQLObjectType } from 'graphql';
import type { Field } from '../rewrite/tree.ts';
import type { MergeRule } from '../rule.ts';
import type { Deployment } from '../shard.ts';
import { read } from '../values.ts';

import { acceptsObject, foldedFields, foldObject, needed } from './object.ts';
import type { FoldContext, GroupFold } from './strategy.ts';

/** Injects the `by` fields that are not selected, and remembers them. */
export function groupFold(
  rule: MergeRule,
  type: GraphQLObjectType,
  fields: Field[],
  prefix: string,
): GroupFold {
  const asked = fields.length;
  const by = rule.by.map((name) => needed(fields, type, name, prefix));
  return {
    strategy: 'GROUP',
    by,
    strip: fields.slice(asked).map(({ key }) => key),
    fields: foldedFields(fields),
  };
}

export function acceptsGroup(
  fold: GroupFold,
  value: unknown,
  deployment: Deployment,
  context: FoldContext,
): boolean {
  if (!Array.isArray(value)) return false;
  const seen = new Set<string>();
  return value.every((bucket) => {
    if (!acceptsObject(fold, bucket, deployment, context)) return false;
    const identity = identityOf(fold, bucket as Record<string, unknown>);
    // Twice from one shard, its records would be counted twice.
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function identityOf({ by }: GroupFold, bucket: Record<string, unknown>): string {
  return JSON.stringify(by.map((key) => read(bucket, key)));
}

/**
 * Buckets with equal `by` values become one; their measures fold. A record is in exactly one shard's bucket, so no bucket is
 * counted twice. The result is sorted by the `by` values' bytes: where a bucket came from does not show.
 */
export function foldGroup(
  fold: GroupFold,
  lists: readonly Record<string, unknown>[][],
  context: FoldContext,
): Record<string, unknown>[] {
  const buckets = new Map<string, { values: unknown[]; parts: Record<string, unknown>[] }>();
  for (const bucket of lists.flat(1)) {
    const identity = identityOf(fold, bucket);
    const known = buckets.get(identity);
    if (known) known.parts.push(bucket);
    else buckets.set(identity, { values: fold.by.map((key) => read(bucket, key)), parts: [bucket] });
  }
  const sorted = [...buckets.values()].sort((a, b) => compareLists(a.values, b.values));
  return sorted.map(({ parts }) => {
    const bucket = foldObject(fold, parts, context);
    for (const key of fold.strip) delete bucket[key];
    return bucket;
  });
}

/** Null first, then numbers, then texts by their bytes. */
function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let index = 0; index < a.length; index++) {
    const order = rank(a[index]) - rank(b[index]) || compareAlike(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareAlike(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return a === b ? 0 : compareText(String(a), String(b));
}

function rank(value: unknown): number {
  if (value === null) return 0;
  return typeof value === 'number' ? 1 : 2;
}
