import { compareBytes } from '@jiedui/schema/contract/order';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptiveSize } from '../adaptive.ts';
import { mergeRows } from './merge.ts';

const key = fc.nat(60).map((value) => Uint8Array.of(value));
const shard = fc
  .uniqueArray(key, { selector: ([value]) => value, maxLength: 12 })
  .map((keys) => keys.sort(compareBytes));
const shards = fc.array(shard, { maxLength: 14 });

test('a merge is sort-then-slice, for few shards and for many', () => {
  fc.assert(
    fc.property(shards, fc.option(fc.integer({ min: 1, max: 40 })), fc.boolean(), (lists, size, backward) => {
      const merged = mergeRows(
        lists.map((keys) => ({ keys, more: false })),
        size,
        backward,
      );
      const sorted = lists
        .flatMap((keys, shard) => keys.map((_, row) => ({ shard, row })))
        .sort((a, b) => compareBytes(lists[a.shard]![a.row]!, lists[b.shard]![b.row]!) || a.shard - b.shard);
      const expected = size === null ? sorted : backward ? sorted.slice(-size) : sorted.slice(0, size);
      expect(merged.picks).toEqual(expected);
      expect(merged.more).toBe(expected.length < sorted.length);
      expect(merged.starved).toBe(false);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('a page ends early at a shard that is used up but has more, and never skips a row', () => {
  fc.assert(
    fc.property(
      shards,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (lists, size, given) => {
        const merged = mergeRows(
          lists.map((keys) => ({ keys: keys.slice(0, given), more: keys.length > given })),
          size,
          false,
        );
        const whole = mergeRows(
          lists.map((keys) => ({ keys, more: false })),
          size,
          false,
        );
        expect(whole.picks.slice(0, merged.picks.length)).toEqual(merged.picks);
        expect(merged.starved).toBe(merged.picks.length < whole.picks.length);
      },
    ),
    { seed: 2, numRuns: 500 },
  );
});

test('an adaptive page reads a fraction: four rows of each of fifty shards for a page of fifty', () => {
  expect(adaptiveSize(50, 50)).toBe(4);
  expect(adaptiveSize(50, 10)).toBe(11);
  expect(adaptiveSize(50, 3)).toBeNull();
  expect(adaptiveSize(3, 5)).toBeNull();
  expect(adaptiveSize(501, 50)).toBeNull();
});
