import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareBytes, compareText, decodeKey, encodeKey, type Direction, type SortValue } from './order.ts';

const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((value) => !value.includes('\0') && value.isWellFormed());
const integer = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });
const rows = fc.array(fc.tuple(text, integer, text), { minLength: 2, maxLength: 20 });
const direction = fc.constantFrom<Direction>('ASCENDING', 'DESCENDING');

/** The dull oracle: compares value by value, texts by their UTF-8 bytes as Buffer sees them. */
function compareRows(a: readonly SortValue[], b: readonly SortValue[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]!;
    const order =
      typeof left === 'string'
        ? Buffer.compare(Buffer.from(left), Buffer.from(right as string))
        : Number(left > (right as bigint)) - Number(left < (right as bigint));
    if (order !== 0) return order;
  }
  return 0;
}

describe('the byte form of sortable values', () => {
  test('keys sort as their values do, in both directions', () => {
    fc.assert(
      fc.property(rows, direction, (values, way) => {
        const byKey = values.toSorted((a, b) => compareBytes(encodeKey(a, way), encodeKey(b, way)));
        const byValue = values.toSorted((a, b) =>
          way === 'ASCENDING' ? compareRows(a, b) : compareRows(b, a),
        );
        expect(byKey).toEqual(byValue);
      }),
      { seed: 20230601 },
    );
  });

  test('a key gives its values back', () => {
    fc.assert(
      fc.property(rows, direction, ([row], way) => {
        expect(decodeKey(encodeKey(row!, way), way)).toEqual(row);
      }),
      { seed: 20230602 },
    );
  });

  test('bytes that are no key are told apart from a key', () => {
    const key = encodeKey(['潮安', 7], 'ASCENDING');
    expect(decodeKey(key.subarray(0, key.length - 1), 'ASCENDING')).toBeNull();
    expect(decodeKey(key, 'DESCENDING')).toBeNull();
    expect(decodeKey(Uint8Array.of(0x02, 0xff, 0x00), 'ASCENDING')).toBeNull();
  });

  test('text sorts by UTF-8 bytes where UTF-16 order differs', () => {
    // U+FF5E sorts after U+1F600 by UTF-16 code units, before it by UTF-8 bytes.
    expect(['😀', '～'].toSorted()).toEqual(['😀', '～']);
    expect(compareText('～', '😀')).toBeLessThan(0);
  });
});
