import { publicViewer } from '@jiedui/schema/contract/viewer';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { expect, test } from 'vitest';
import { costGuard, costOf } from './cost.ts';
import { allowance, defaultLimits } from './limits.ts';

const schema = buildSchema(`
  type Query { books(first: Int, last: Int): BookPage shelves: [Shelf!] title: String tags: [String!] either: Either }
  type BookPage { totalCount: Int nodes: [Book] edges: [BookEdge] } type BookEdge { node: Book }
  type Book { id: ID! title: String authors(first: Int = 5): AuthorPage } type AuthorPage { nodes: [Author] }
  type Author { name: String books(first: Int): BookPage } type Shelf { books(first: Int): BookPage room: String }
  union Either = Book | Shelf
`);
const cost = (text: string, variables = {}, name?: string) => costOf(schema, parse(text), name, variables);

test('a field costs 1, a page its size times its row, pages within pages multiply', () => {
  expect(cost('{ title tags }')).toBe(2);
  expect(cost('{ books(first: 100) { nodes { id } } }')).toBe(1 + 100 * 2);
  expect(cost('{ books(last: 7) { edges { node { id title } } } }')).toBe(1 + 7 * 4);
  expect(cost('{ books(first: 100) { nodes { authors(first: 50) { nodes { name } } } } }')).toBe(
    1 + 100 * (1 + 1 + 50 * 2),
  );
});

test('the size is that of the variable, of its default, of the argument, of the contract, in this order', () => {
  const query = 'query Q($n: Int = 3) { books(first: $n) { nodes { id } } }';
  expect(cost(query, { n: 400 })).toBe(1 + 400 * 2);
  expect(cost(query)).toBe(1 + 3 * 2);
  expect(cost('{ books(first: 1) { nodes { authors { nodes { name } } } } }')).toBe(1 + 1 + 1 + 5 * 2);
  expect(cost('{ books { nodes { id } } }')).toBe(1 + 20 * 2);
});

test('a list that has no size is taken for ten, of what the greater type costs where there are several', () => {
  expect(cost('{ shelves { room } }')).toBe(1 + 10 * 1);
  expect(cost('{ either { ... on Book { id } ... on Shelf { books(first: 9) { totalCount } } } }')).toBe(
    1 + 1 + 9,
  );
});

test('a page of which only the total is asked costs its size all the same: the shards read it', () => {
  expect(cost('{ books(first: 500) { totalCount } }')).toBe(501);
});

test('a fragment costs as often as it is spread, what is skipped costs nothing', () => {
  expect(
    cost(
      'fragment F on Book { id title } { a: books(first: 2) { nodes { ...F } } b: books(first: 3) { nodes { ...F } } }',
    ),
  ).toBe(2 + 5 * 3);
  expect(
    cost('query Q($yes: Boolean!) { title books(first: 500) @skip(if: $yes) { totalCount } }', { yes: true }),
  ).toBe(1);
});

test('sizes that are none cost one row, and are refused where they belong', () => {
  expect(cost('{ books(first: -5) { totalCount } }')).toBe(2);
  expect(cost('{ books(first: 0) { totalCount } }')).toBe(2);
});

test('what every tool asks of a schema is for everybody, what leads round in circles is not', () => {
  const whole = getIntrospectionQuery({
    inputValueDeprecation: true,
    schemaDescription: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
  });
  const least = Math.min(...Object.values(defaultLimits.cost));
  expect(cost(whole)).toBeLessThan(least);
  const round = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${round(depth - 1)} } }`);
  expect(cost(`{ __schema { types { ${round(8)} } } }`)).toBeGreaterThan(least);
});

test('only the operation that is run counts', () => {
  const both = 'query A { title } query B { books(first: 500) { nodes { id } } }';
  expect(cost(both, {}, 'A')).toBe(1);
  expect(cost(both, {}, 'B')).toBe(1001);
});

test('a viewer is allowed the most of its roles', () => {
  const viewer = { ...publicViewer, roles: ['ORGANISATION', 'COUNTY'] as const };
  expect(allowance(defaultLimits.cost, publicViewer)).toBe(defaultLimits.cost.PUBLIC);
  expect(allowance(defaultLimits.cost, viewer)).toBe(defaultLimits.cost.COUNTY);
  expect(costGuard(101, 101)).toBeNull();
  expect(costGuard(102, 101)?.extensions).toEqual({
    code: 'LIMIT_EXCEEDED',
    expected: 'at most 101 cost: rows and fields asked for',
    received: '102',
  });
});
