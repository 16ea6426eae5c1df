import { expect, test } from 'vitest';

import { readOptions } from './options.ts';

test('without parameters everything is measured and kept', () => {
  expect(readOptions([])).toMatchObject({ rows: 100_000, layouts: [1, 3, 10, 50], keep: true });
});

test('a quick run or one that is profiled keeps nothing unless told', () => {
  expect(readOptions(['--quick']).keep).toBe(false);
  expect(readOptions(['--profile', 'here']).keep).toBe(false);
  expect(readOptions(['--quick', '--keep']).keep).toBe(true);
  expect(readOptions(['--no-keep']).keep).toBe(false);
});

test('layouts are sorted and each stands once', () => {
  expect(readOptions(['--layouts', '10,1,10']).layouts).toEqual([1, 10]);
});

test.each([
  [['--rows', '10'], '--rows: expected a number from 1000 to 1000000; received 10.'],
  [['--rounds', '1.5'], '--rounds: expected a whole number; received 1.5.'],
  [['--layouts', '1,'], '--layouts: expected a number from 1 to 50; received .'],
  [['--seconds', 'long'], '--seconds: expected a number from 0.2 to 60; received long.'],
  [['--only', 'pairings'], '--only: expected organisations or obligations or matching; received pairings.'],
  [['--fast'], 'fast'],
])('%j is refused', (parameters, message) => {
  expect(() => readOptions(parameters)).toThrow(message);
});
