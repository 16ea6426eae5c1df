import { expect, test } from 'vitest';

import { figuresOf, median, percentile, ratioOf, type Slice, spreadOf } from './statistics.ts';

function slice(wanted: Partial<Slice>): Slice {
  return {
    latencies: [],
    elapsed: 1000,
    notOk: 0,
    erroneous: 0,
    gatewayCpu: 0,
    shardCpu: 0,
    calls: 0,
    bytes: 0,
    resident: 0,
    ...wanted,
  };
}

test('a percentile is a value that occurred', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('the median of an even number lies between the middle two', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('a ratio is taken round by round, so that a slow round does not show', () => {
  expect(ratioOf([20, 10, 40], [10, 5, 20])).toEqual({ middle: 2, low: 2, high: 2 });
  expect(spreadOf([3, 1, 2])).toEqual({ middle: 2, low: 1, high: 3 });
});

test('a round that the base missed does not count', () => {
  expect(ratioOf([20, 10, 1], [10, 10])).toEqual({ middle: 1.5, low: 1, high: 2 });
});

test('figures are per request over all rounds, and ratios are against the base', () => {
  const base = [
    slice({ latencies: [10, 10], gatewayCpu: 20 }),
    slice({ latencies: [10, 10, 10, 10], gatewayCpu: 40 }),
  ];
  const fast = [
    slice({ latencies: [2, 3, 1, 4], gatewayCpu: 20, shardCpu: 8, calls: 12, bytes: 400, resident: 5 }),
    slice({
      latencies: [5, 6, 7, 8],
      gatewayCpu: 20,
      shardCpu: 8,
      calls: 12,
      bytes: 400,
      resident: 9,
      erroneous: 1,
    }),
  ];
  expect(figuresOf(fast, base)).toEqual({
    requests: 8,
    rounds: 2,
    notOk: 0,
    erroneous: 1,
    p50: 4,
    p95: 8,
    p99: 8,
    rate: { middle: 1.5, low: 1, high: 2 },
    cpu: 5,
    cpuRatio: { middle: 0.5, low: 0.5, high: 0.5 },
    shardCpu: 2,
    calls: 3,
    bytes: 100,
    resident: 9,
  });
});
