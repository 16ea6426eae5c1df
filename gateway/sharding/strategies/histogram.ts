import { addHistograms, type Histogram, histogramFields, summaryOf } from '@jiedui/schema/contract/histogram';
import type { GraphQLObjectType } from 'graphql';
import type { Field } from '../rewrite/tree.ts';
import { isRecord, put, read } from '../values.ts';

import { foldedFields, needed } from './object.ts';
import type { FoldContext, HistogramFold } from './strategy.ts';

/** Injects the buckets and their bounds where they are not selected: percentiles alone cannot be merged. */
export function histogramFold(type: GraphQLObjectType, fields: Field[], prefix: string): HistogramFold {
  const asked = fields.length;
  const [buckets, exactTo, most] = ['buckets', 'exactTo', 'most'].map((name) =>
    needed(fields, type, name, prefix),
  );
  return {
    strategy: 'HISTOGRAM',
    buckets: buckets!,
    exactTo: exactTo!,
    most: most!,
    derived: fields
      .slice(0, asked)
      .flatMap(({ key, name }) =>
        histogramFields.filter((field) => field === name).map((field) => ({ key, field })),
      ),
    strip: fields.slice(asked).map(({ key }) => key),
    fields: foldedFields(fields),
  };
}

export function acceptsHistogram(fold: HistogramFold, value: unknown): boolean {
  if (!isRecord(value) || fold.fields.some(({ key }) => read(value, key) === undefined)) return false;
  const [buckets, exactTo, most] = [fold.buckets, fold.exactTo, fold.most].map((key) => read(value, key));
  if (!isWhole(exactTo) || !isWhole(most) || !Array.isArray(buckets) || buckets.length === 0) return false;
  let before = -1;
  for (const bucket of buckets as unknown[]) {
    if (!Array.isArray(bucket) || bucket.length !== 2) return false;
    const [at, records] = bucket as unknown[];
    if (!isWhole(at) || !isWhole(records) || at <= before || at > exactTo + 1 || records === 0) return false;
    before = at;
  }
  // Above the exact buckets only `most` says how far the open one reaches.
  return before > exactTo ? most >= before : most === before;
}

/**
 * Shards hold disjoint records, so the records of a value add, bucket by bucket: the sum is the histogram that one shard with
 * all records would give, in whatever order and however often it was added before. Percentiles are read off last. Up to
 * `exactTo` they are those of the records themselves; what lies above is known to be greater and no more than `most`, and by
 * so much `error` says. A shard without a record has no histogram; it is null and was left out before.
 */
export function foldHistogram(
  fold: HistogramFold,
  values: readonly Record<string, unknown>[],
  context: FoldContext,
): Record<string, unknown> {
  const whole = values[0]!;
  for (const value of values) context.notes.fold(value, whole);
  const summary = summaryOf(addHistograms(values.map((value) => histogramIn(fold, value))));
  for (const { key, field } of fold.derived) put(whole, key, summary[field]);
  for (const key of fold.strip) delete whole[key];
  return whole;
}

function histogramIn(fold: HistogramFold, value: Record<string, unknown>): Histogram {
  return {
    buckets: read(value, fold.buckets) as Histogram['buckets'],
    exactTo: read(value, fold.exactTo) as number,
    most: read(value, fold.most) as number,
  };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
