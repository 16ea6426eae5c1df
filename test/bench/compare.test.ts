import { expect, test } from 'vitest';

import { firstDifference } from './compare.ts';

test('equal answers have no difference', () => {
  expect(
    firstDifference({ data: { list: [{ a: 1 }, null] } }, { data: { list: [{ a: 1 }, null] } }),
  ).toBeNull();
});

test.each([
  ['another leaf', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, '$.a[0].b: expected 1, received 2'],
  ['null for an object', { a: {} }, { a: null }, '$.a: expected {}, received null'],
  ['a list for an object', { a: {} }, { a: [] }, '$.a: expected {}, received []'],
  ['a missing row', [1, 2], [1], '$[1]: expected 2, received nothing'],
  ['a row too many', [1], [1, 2], '$: expected 1 entries, received 2 (1)'],
  ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, '$.a: expected here, received b'],
  ['a key too many', { a: 1 }, { a: 1, b: 2 }, '$: expected 1 entries, received 2 (b)'],
])('%s is named with its place', (_name, expected, received, difference) => {
  expect(firstDifference(expected, received)).toBe(difference);
});
