/**
 * How many records have each whole number: what percentiles are taken of, after the histograms of all shards were added.
 * A percentile of percentiles, or their average, is a wrong answer.
 */
export interface Histogram {
  /** `[value, records]`, ascending by value, none empty. Whatever is greater than `exactTo` stands at `exactTo + 1`. */
  buckets: readonly (readonly [value: number, records: number])[];
  /** Up to this number every value has a bucket of its own. */
  exactTo: number;
  /** The greatest value there is, also where its bucket is the open one. */
  most: number;
}

/** The percentiles that are told, by their field: at least so many in a hundred records have that value or a lesser one. */
const percentiles = { median: 50, p90: 90 } as const;

/** What is told of a histogram, and its wire form. */
export interface HistogramSummary extends Record<keyof typeof percentiles, number> {
  count: number;
  most: number;
  /** No percentile is too great, and none too small by more than this. */
  error: number;
  exactTo: number;
  buckets: [value: number, records: number][];
}

/** The fields that an object with the strategy HISTOGRAM has. */
export const histogramFields: readonly (keyof HistogramSummary)[] = [
  'count',
  'median',
  'p90',
  'most',
  'error',
  'exactTo',
  'buckets',
];

/** Records by their values, each bucket added to its like. At least one histogram. */
export function addHistograms(parts: readonly Histogram[]): Histogram {
  // Of two that are exact to different numbers, the sum is exact as far as both are.
  const exactTo = Math.min(...parts.map((part) => part.exactTo));
  const records = new Map<number, number>();
  for (const { buckets } of parts) {
    for (const [value, count] of buckets) {
      const bucket = Math.min(value, exactTo + 1);
      records.set(bucket, (records.get(bucket) ?? 0) + count);
    }
  }
  return {
    buckets: [...records].sort(([a], [b]) => a - b),
    exactTo,
    most: Math.max(...parts.map(({ most }) => most)),
  };
}

/** Nearest rank: a value that occurred; of an even number of records the median is the lower of the middle two. */
export function summaryOf({ buckets, exactTo, most }: Histogram): HistogramSummary {
  const count = buckets.reduce((sum, [, records]) => sum + records, 0);
  const at = (percent: number): number => {
    let left = Math.ceil((percent * count) / 100);
    return buckets.find(([, records]) => (left -= records) <= 0)?.[0] ?? most;
  };
  const [median, p90] = [at(percentiles.median), at(percentiles.p90)];
  const inOpenBucket = Math.max(median, p90) > exactTo;
  return {
    count,
    median,
    p90,
    most,
    error: inOpenBucket ? most - (exactTo + 1) : 0,
    exactTo,
    buckets: buckets.map(([value, records]) => [value, records]),
  };
}
