import fc from 'fast-check';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { kindOf, withoutValues } from './statements.ts';

const { escapeLiteral } = new Client();

test.each([
  [
    "select name from r where phone = '13800138000' and id = $1",
    'select name from r where phone = ? and id = $1',
  ],
  [
    `insert into "r2" ("a''b", "c") values ('it''s', -12.5e3)`,
    `insert into "r2" ("a''b", "c") values (?, -?)`,
  ],
  [String.raw`select E'a\'b' || 'c\' || x1 from t`, 'select ? || ? || x1 from t'],
  [String.raw`select E'\\', 'd'`, 'select ?, ?'],
  ["select date '2024-01-01', 0x1F, 1_000, .5", 'select date ?, ?, ?, .?'],
  ["select $body$ it's $x$ 13800138000 $body$, $$a$$, $1", 'select ?, ?, $1'],
  ["select 1 -- '13800138000'\n, /* 13800138000 */ 2", 'select ? , ?'],
  ["select 'cut off 138001380", 'select ?'],
  [String.raw`select E'cut off \\`.slice(0, -1), 'select ?'],
  ['  select\n\n  a  ', 'select a'],
])('%j is kept as %j', (text, kept) => {
  expect(withoutValues(text)).toBe(kept);
});

test('whatever a value is, nothing of it is kept: the text is the same for all of them', () => {
  const value = fc.string({
    unit: fc.constantFrom("'", '"', '\\', '$', '-', '*', '/', 'E', 'x', '1', '\n', '党', ';'),
  });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const text = (all: readonly string[]) =>
        `insert into "r" ("a") values ( ${all.map((each) => escapeLiteral(each)).join(' , ')} ) returning "id"`;
      expect(withoutValues(text(values))).toBe(withoutValues(text(values.map(() => ''))));
    }),
    { numRuns: 2000 },
  );
});

test('a text cut at any place shows no value', () => {
  const text = `update "r" set "phone" = '13800138000', "note" = E'\\'13800138000' where id = 445103`;
  for (let length = 0; length <= text.length; length++) {
    expect(withoutValues(text.slice(0, length))).not.toMatch(/\d/);
  }
});

test('a statement as long as an import’s is read in no time', () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => `('name ${index}', ${index})`).join(', ');
  const start = performance.now();
  expect(withoutValues(`insert into r values ${rows}`).length).toBe(2000);
  expect(performance.now() - start).toBeLessThan(100);
});

test('a statement is told by its first word', () => {
  expect(
    ['select 1', ' WITH a as', 'insert into', 'commit', 'savepoint trx1', '/**/ select', ''].map(kindOf),
  ).toEqual(['select', 'with', 'insert', 'commit', 'other', 'other', 'other']);
});
