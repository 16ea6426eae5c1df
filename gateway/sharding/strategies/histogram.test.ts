import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Notes } from '../notes.ts';
import type { Deployment } from '../shard.ts';
import { accepts, folding, foldValues, incompletePaths } from './fold.ts';
import type { FoldContext, HistogramFold } from './strategy.ts';

const context = (): FoldContext => ({
  notes: new Notes(),
  variables: {},
  rows: new WeakMap(),
  nested: folding,
});

const deployment: Deployment = { name: 'north', jurisdictions: [], subgraphs: new Set() };

const told = ['count', 'median', 'p90', 'most', 'error', 'exactTo', 'buckets'] as const;
const whole: HistogramFold = {
  strategy: 'HISTOGRAM',
  buckets: 'buckets',
  exactTo: 'exactTo',
  most: 'most',
  derived: told.map((field) => ({ key: field, field })),
  strip: [],
  fields: told.map((key) => ({ key, fold: { strategy: 'FIRST' } })),
};

/** What a shard answers of its rows, by sorting and picking. */
function answerOf(rows: readonly number[], exactTo: number): Record<string, unknown> | null {
  if (rows.length === 0) return null;
  const sorted = rows.toSorted((a, b) => a - b);
  const buckets: [number, number][] = [];
  for (const value of sorted) {
    const at = value > exactTo ? exactTo + 1 : value;
    const last = buckets.at(-1);
    if (last?.[0] === at) last[1] += 1;
    else buckets.push([at, 1]);
  }
  // The percentiles are those of this shard alone: whoever kept one of them or averaged them would be found out.
  const picked = { median: pick(sorted, 50), p90: pick(sorted, 90), most: sorted.at(-1)! };
  return { ...picked, count: rows.length, error: 0, exactTo, buckets };
}

/** The least row that at least so many in a hundred rows do not exceed. */
function pick(sorted: readonly number[], percent: number): number {
  return sorted.find((row) => sorted.filter((each) => each <= row).length * 100 >= percent * sorted.length)!;
}

const fold = (...values: unknown[]) => foldValues(whole, structuredClone(values), context());

const shards = fc.array(fc.array(fc.nat(60), { maxLength: 30 }), { minLength: 1, maxLength: 6 });

test('however rows are split into shards, the percentiles are those of all rows sorted', () => {
  const property = fc.property(shards, (split) => {
    const rows = split.flat().sort((a, b) => a - b);
    const merged = fold(...split.map((each) => answerOf(each, 1_000)));
    expect(merged).toEqual(answerOf(rows, 1_000));
  });
  fc.assert(property, { numRuns: 500, seed: 5 });
});

test('above the exact buckets a percentile is never too great, and too small by no more than its error', () => {
  const property = fc.property(shards, fc.nat(40), (split, exactTo) => {
    const rows = split.flat().sort((a, b) => a - b);
    fc.pre(rows.length > 0);
    const merged = fold(...split.map((each) => answerOf(each, exactTo))) as Record<string, number>;
    expect([merged['count'], merged['most']]).toEqual([rows.length, rows.at(-1)]);
    for (const [key, percent] of [
      ['median', 50],
      ['p90', 90],
    ] as const) {
      const truth = pick(rows, percent);
      expect(merged[key]).toBeLessThanOrEqual(truth);
      expect(truth - merged[key]!).toBeLessThanOrEqual(merged['error']!);
      if (truth <= exactTo) expect(merged[key]).toBe(truth);
    }
    // No error is claimed where there is none to fear.
    if (pick(rows, 90) <= exactTo) expect(merged['error']).toBe(0);
  });
  fc.assert(property, { numRuns: 500, seed: 5 });
});

test('a fold of folds is the fold of all, in any order, also of shards that are exact to different numbers', () => {
  const shard = fc.tuple(
    fc.array(fc.nat(60), { minLength: 1, maxLength: 20 }),
    fc.integer({ min: 5, max: 50 }),
  );
  const property = fc.property(fc.array(shard, { minLength: 2, maxLength: 5 }), fc.nat(), (split, cut) => {
    const answers = split.map(([rows, exactTo]) => answerOf(rows, exactTo));
    const at = 1 + (cut % (answers.length - 1));
    const all = fold(...answers);
    expect(fold(...answers.toReversed())).toEqual(all);
    expect(fold(fold(...answers.slice(0, at)), fold(...answers.slice(at)))).toEqual(all);
  });
  fc.assert(property, { numRuns: 300, seed: 5 });
});

test('the median of an even number is the lower of the middle two, and of one everything is it', () => {
  expect(fold(answerOf([1, 2], 9), answerOf([8, 9], 9))).toMatchObject({ median: 2, p90: 9, count: 4 });
  expect(fold(answerOf([7], 9), null)).toMatchObject({ median: 7, p90: 7, most: 7, count: 1 });
});

test('what is injected is taken away, also where one shard answers alone', () => {
  const asked: HistogramFold = {
    ...whole,
    buckets: '_s0_buckets',
    exactTo: '_s0_exactTo',
    most: '_s0_most',
    derived: [{ key: 'middle', field: 'median' }],
    strip: ['_s0_buckets', '_s0_exactTo', '_s0_most'],
    fields: ['middle', '_s0_buckets', '_s0_exactTo', '_s0_most'].map((key) => ({
      key,
      fold: { strategy: 'FIRST' },
    })),
  };
  const answer = (at: number) => ({ middle: at, _s0_buckets: [[at, 1]], _s0_exactTo: 9, _s0_most: at });
  expect(foldValues(asked, [answer(3), answer(5), answer(6)], context())).toEqual({ middle: 5 });
  const alone = { strategy: 'OBJECT', fields: [{ key: 'days', fold: asked }] } as const;
  expect(foldValues(alone, [{ days: answer(3) }], context())).toEqual({ days: { middle: 3 } });
});

test('nobody has a record: null; what misses somebody is known by its path', () => {
  expect(fold(null, null)).toBeNull();
  expect(incompletePaths({ strategy: 'OBJECT', fields: [{ key: 'days', fold: whole }] })).toEqual([['days']]);
});

test('a shard whose buckets are none is left out', () => {
  const sound = answerOf([1, 4, 4, 12], 9)!;
  const accepted = (value: unknown) => accepts(whole, value, deployment, context());
  expect([sound, null, answerOf([4], 9)].map(accepted)).toEqual([true, true, true]);
  const broken = [
    { ...sound, buckets: [] },
    { ...sound, buckets: null },
    {
      ...sound,
      buckets: [
        [4, 1],
        [1, 1],
      ],
    },
    { ...sound, buckets: [[1, 0]] },
    { ...sound, buckets: [[1, 1, 1]] },
    { ...sound, buckets: [[1, 1.5]] },
    { ...sound, buckets: [[-1, 1]] },
    { ...sound, buckets: [[11, 1]] },
    { ...sound, most: 9 },
    { ...sound, most: null },
    { ...answerOf([4], 9), most: 5 },
    { ...sound, exactTo: undefined },
    [sound],
    7,
  ];
  expect(broken.map(accepted)).toEqual(broken.map(() => false));
});
