import { encodeKey } from '@jiedui/schema/contract/order';
import { expect, test } from 'vitest';

import { canonicalJson, cursorSeal, fingerprintOf, meaning } from './cursor.ts';

const seal = cursorSeal('x'.repeat(32));
const orderBy = { field: 'NAME', direction: 'ASCENDING' };
const fingerprint = fingerprintOf({ connection: 'Query.organisations', orderBy });
const key = encodeKey(['chao an', '445103-org-x'], 'ASCENDING');

test('a cursor opens at every shard that holds the same key, and gives its key back', () => {
  const cursor = seal.write(fingerprint, key);
  expect(cursorSeal('x'.repeat(32)).open(fingerprint, cursor)).toEqual(key);
});

test('a cursor sealed under another key, of another fingerprint, or with any byte changed is refused', () => {
  const cursor = seal.write(fingerprint, key);
  const other = fingerprintOf({ connection: 'Query.organisations', orderBy, filter: { kind: ['X'] } });
  expect(() => cursorSeal('y'.repeat(32)).open(fingerprint, cursor)).toThrow(/游标无效/);
  expect(() => seal.open(other, cursor)).toThrow(/游标无效/);
  const bytes = Buffer.from(cursor, 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    expect(() => seal.open(fingerprint, changed.toString('base64url'))).toThrow(/游标无效/);
  }
});

test('a cursor key of fewer than 32 characters is a wrong configuration', () => {
  expect(() => cursorSeal('short')).toThrow(/at least 32/);
});

test('filters that ask for the same have one fingerprint', () => {
  const same = [undefined, null, {}, { kind: null }, { nested: { a: null } }];
  const prints = same.map((filter) => fingerprintOf({ connection: 'Query.organisations', orderBy, filter }));
  for (const print of prints) expect(print).toEqual(fingerprint);
  expect(fingerprintOf({ connection: 'Query.organisations', orderBy, filter: { kind: [] } })).not.toEqual(
    fingerprint,
  );
});

test('the jurisdictions asked count as a set; none asked differs from an empty set', () => {
  const print = (jurisdictions?: string[]) =>
    fingerprintOf({ connection: 'Query.organisations', orderBy, jurisdictions });
  expect(print(['445103', '445100', '445103'])).toEqual(print(['445100', '445103']));
  expect(print([])).not.toEqual(print());
});

test('equal values have equal canonical JSON whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: { d: 2, c: [3, { f: 4, e: 5 }] } })).toBe(
    '{"a":{"c":[3,{"e":5,"f":4}],"d":2},"b":1}',
  );
  expect(meaning({ a: null, b: { c: undefined }, d: [null, 1] })).toEqual({ d: [null, 1] });
});
