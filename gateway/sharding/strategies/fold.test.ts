import { expect, test } from 'vitest';
import { Notes } from '../notes.ts';
import { folding, foldValues, incompletePaths } from './fold.ts';
import type { Fold, FoldContext, FoldedField } from './strategy.ts';

const context = (): FoldContext => ({
  notes: new Notes(),
  variables: {},
  rows: new WeakMap(),
  nested: folding,
});
const fold = (rule: Fold, ...values: unknown[]) => foldValues(rule, values, context());
const field = (key: string, strategy: 'SUM' | 'MAX' | 'FIRST'): FoldedField => ({ key, fold: { strategy } });

test('nobody answers: every fold is null', () => {
  for (const strategy of ['SUM', 'MIN', 'MAX', 'CONCAT', 'ANY', 'ROUTE', 'FIRST'] as const) {
    expect(fold({ strategy })).toBeNull();
    expect(fold({ strategy }, null, null)).toBeNull();
  }
});

test('nulls are left out of a sum; a 0 is a 0', () => {
  expect(fold({ strategy: 'SUM' }, 2, null, 3)).toBe(5);
  expect(fold({ strategy: 'SUM' }, 0, null)).toBe(0);
});

test('least and greatest: numbers by value, texts by their bytes', () => {
  expect(fold({ strategy: 'MIN' }, 10, 9, null)).toBe(9);
  expect(fold({ strategy: 'MAX' }, 10, 9)).toBe(10);
  expect(fold({ strategy: 'MIN' }, '2023-10-01', '2023-09-30')).toBe('2023-09-30');
  // UTF-16 would put the surrogate pair before the full-width tilde; its bytes come after.
  expect(fold({ strategy: 'MAX' }, '\u{1D49C}', '\uFF5E')).toBe('\u{1D49C}');
});

const group: Fold = {
  strategy: 'GROUP',
  by: ['town', 'year'],
  strip: ['year'],
  fields: [field('town', 'FIRST'), field('year', 'FIRST'), field('count', 'SUM')],
};

test('buckets with equal keys become one, sorted by the bytes of the keys, null first', () => {
  const north = [
    { town: '\uFF5E', year: 2, count: 1 },
    { town: null, year: 10, count: 2 },
  ];
  const south = [
    { town: '\u{1D49C}', year: 1, count: 4 },
    { town: '\uFF5E', year: 2, count: 8 },
    { town: null, year: 9, count: 16 },
  ];
  expect(fold(group, north, south)).toEqual([
    { town: null, count: 16 },
    { town: null, count: 2 },
    { town: '\uFF5E', count: 9 },
    { town: '\u{1D49C}', count: 4 },
  ]);
});

const ratio: Fold = {
  strategy: 'RATIO',
  numerator: 'n',
  denominator: '_s0_of',
  quotients: ['value'],
  strip: ['_s0_of'],
  fields: [field('n', 'SUM'), field('_s0_of', 'SUM'), field('value', 'FIRST')],
};

test('a ratio is divided last, and of nothing it is null', () => {
  expect(fold(ratio, { n: 1, _s0_of: 1, value: 1 }, { n: 0, _s0_of: 3, value: 0 })).toEqual({
    n: 1,
    value: 0.25,
  });
  expect(fold(ratio, { n: 0, _s0_of: 0, value: null })).toEqual({ n: 0, value: null });
});

test('a shard that may not tell the numerator is left out with its denominator', () => {
  expect(fold(ratio, { n: null, _s0_of: 5, value: null }, { n: 1, _s0_of: 2, value: 0.5 })).toEqual({
    n: 1,
    value: 0.5,
  });
});

test('what misses somebody is known by its path', () => {
  const overview: Fold = {
    strategy: 'OBJECT',
    fields: [field('count', 'SUM'), field('unit', 'FIRST'), { key: 'share', fold: ratio }],
  };
  expect(incompletePaths(overview)).toEqual([['count'], ['share']]);
});
