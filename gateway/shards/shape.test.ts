import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { fits, Shapes, shapeOf } from './shape.ts';

const schema = buildSchema(`
  type Query { books(first: Int): [Book!] any: Any things: [Thing!]! mood: Mood node: Named }
  type Mutation { add: Book! }
  interface Named { name: String }
  type Book implements Named { id: ID! name: String pages: Int price: Float lent: Boolean tags: [String!] shelf: Shelf! grid: [[Int]] }
  type Shelf implements Named { name: String books: [Book] }
  union Thing = Book | Shelf
  scalar Any enum Mood { GLAD SAD }
`);
const check = (query: string, data: unknown) => fits(data, shapeOf(schema, query));

test.each<[string, unknown]>([
  [
    '{ books { id name pages price lent tags } }',
    { books: [{ id: '1', name: null, pages: 2, price: 1, lent: false, tags: ['a'] }] },
  ],
  ['{ books { id } }', { books: null }],
  ['{ books { id } }', null],
  ['{ b: books(first: 1) { i: id } c: books { id } }', { b: [{ i: 1 }], c: [] }],
  ['{ books { shelf { name } ... on Named { shelf: name } } }', { books: [{ shelf: 'x' }] }],
  ['{ books { grid } any mood }', { books: [{ grid: [[1], null, [null]] }], any: { x: [1] }, mood: 'NEW' }],
  [
    '{ things { __typename ...B ... on Shelf { books { id } } } } fragment B on Book { id shelf { name } }',
    {
      things: [
        { __typename: 'Book', id: 'x', shelf: { name: 'y' } },
        { __typename: 'Shelf', books: [null] },
      ],
    },
  ],
  ['mutation { add { id } }', { add: { id: 'x' } }],
  ['{ books { id } unknown { x } }', { books: [], unknown: 3 }],
])('%s fits %j', (query, data) => {
  expect(check(query, data)).toBe(true);
});

test.each<[string, unknown]>([
  ['{ books { id } }', { books: {} }],
  ['{ books { id } }', { books: [null] }],
  ['{ books { id } }', { books: [1] }],
  ['{ books { id } }', { books: [{ id: null }] }],
  ['{ books { id } }', { books: [{ id: {} }] }],
  ['{ books { name } }', { books: [{ name: 1 }] }],
  ['{ books { pages } }', { books: [{ pages: 1.5 }] }],
  ['{ books { lent } }', { books: [{ lent: 'yes' }] }],
  ['{ books { tags } }', { books: [{ tags: 'a' }] }],
  ['{ books { tags } }', { books: [{ tags: [null] }] }],
  ['{ books { grid } }', { books: [{ grid: [1] }] }],
  ['{ books { shelf { name } } }', { books: [{ shelf: [] }] }],
  [
    '{ books { shelf { name } shelf { books { id } } } }',
    { books: [{ shelf: { name: 'x', books: [{ id: null }] } }] },
  ],
  ['{ things { __typename } }', { things: [{ __typename: 'Query' }] }],
  ['{ books { __typename } }', { books: [{ __typename: 'Shelf' }] }],
  ['{ mood }', { mood: 1 }],
  ['mutation { add { id } }', { add: null }],
])('%s does not fit %j', (query, data) => {
  expect(check(query, data)).toBe(false);
});

test('shapes are kept for the queries that were sent last', () => {
  const shapes = new Shapes(2);
  const first = shapes.of('s', schema, '{ mood }');
  shapes.of('s', schema, '{ any }');
  expect(shapes.of('s', schema, '{ mood }')).toBe(first);
  shapes.of('s', schema, '{ books { id } }');
  expect(shapes.of('s', schema, '{ mood }')).toBe(first);
});
