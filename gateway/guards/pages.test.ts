import { writeCursor } from '@jiedui/schema/contract/cursor';
import { buildSchema, type GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { hashOf, Library } from '../documents/library.ts';
import { defaultLimits } from './limits.ts';

const schema = buildSchema(`
  type Query { books(first: Int, after: String, last: Int, before: String): BookPage feed(first: Int, after: [ID!]): [ID!] }
  type BookPage { totalCount: Int nodes: [Book] } type Book { id: ID! books(first: Int, last: Int): BookPage }
`);

function weigh(query: string, variables = {}, sharded = true): number | readonly GraphQLError[] {
  const library = new Library(schema, defaultLimits, { sharded });
  const admitted = library.admit(query, hashOf(query), { suggests: true });
  if (!('document' in admitted)) throw new Error(`Expected a valid document: ${query}`);
  return library.weigh(admitted, admitted.operations[0]!, variables, { suggests: true });
}

function refused(query: string, variables = {}) {
  const errors = weigh(query, variables);
  return typeof errors === 'number'
    ? null
    : errors.map(({ extensions, locations }) => [
        extensions['code'],
        extensions['expected'],
        extensions['received'],
        locations?.[0]?.column,
      ]);
}

const size = '1 to 500 rows';

test('a size that is none is refused with its place, written out or by variable, at the root and below', () => {
  const cases: [string, object, unknown, number][] = [
    ['{ books(first: 0) { totalCount } }', {}, '0', 9],
    ['{ books(first: -1) { totalCount } }', {}, '-1', 9],
    ['{ books(first: 501) { totalCount } }', {}, '501', 9],
    ['{ books(last: 0) { totalCount } }', {}, '0', 9],
    ['query Q($n: Int) { books(last: $n) { totalCount } }', { n: 501 }, '501', 26],
    ['query Q($n: Int = 0) { books(first: $n) { totalCount } }', {}, '0', 30],
    ['{ books { nodes { books(first: 0) { totalCount } } } }', {}, '0', 25],
    ['{ feed(first: 0) }', {}, '0', 8],
  ];
  for (const [query, variables, received, column] of cases) {
    expect(refused(query, variables), query).toEqual([['INVALID_PAGE_SIZE', size, received, column]]);
  }
});

test('a page has one end', () => {
  expect(refused('{ books(first: 1, last: 1) { totalCount } }')).toEqual([
    ['INVALID_PAGE_SIZE', 'first or last, not both', '{"first":1,"last":1}', 9],
  ]);
  expect(refused('{ books(first: 1, last: null) { totalCount } }')).toBeNull();
});

test('a text that is no cursor is refused; of one that is, its shard decides', () => {
  const cursor = writeCursor({
    seal: new Uint8Array(16),
    fingerprint: new Uint8Array(8),
    key: Uint8Array.of(1),
  });
  expect(refused(`{ books(after: "${cursor}") { totalCount } }`)).toBeNull();
  expect(refused('{ feed(after: ["x"]) }')).toBeNull();
  for (const text of ['', 'x', '{"name":"a"}', `${cursor}=`, "'; drop table book; --"]) {
    const [error, ...others] = refused('query Q($c: String) { books(before: $c) { totalCount } }', {
      c: text,
    })!;
    expect(error?.slice(0, 1)).toEqual(['INVALID_CURSOR']);
    expect(others).toEqual([]);
  }
});

test('the whole range is taken, and what is not executed is not judged', () => {
  expect(
    refused(
      '{ a: books(first: 1) { totalCount } b: books(last: 500) { totalCount } c: books { totalCount } }',
    ),
  ).toBeNull();
  expect(
    refused('query Q($no: Boolean!) { feed books(first: 0) @include(if: $no) { totalCount } }', {
      no: false,
    }),
  ).toBeNull();
});

test('each mistake is told once, however often its fragment is spread', () => {
  const query =
    'fragment F on Book { books(first: 0) { totalCount } } { a: books { nodes { ...F } } b: books { nodes { ...F } } c: books(last: 0) { totalCount } }';
  expect(refused(query)).toHaveLength(2);
});

test('another federation has sizes and cursors of its own', () => {
  expect(weigh('{ books(first: 0, after: "x") { totalCount } }', {}, false)).toBe(2);
});
