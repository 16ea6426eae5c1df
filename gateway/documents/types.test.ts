import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { typesOf } from './types.ts';

const schema = buildSchema(`
  scalar Date scalar Blob
  enum Mood { "高兴。Glad." GLAD SAD }
  input Filter { mood: [Mood!], on: Date! }
  type Query { rows(filter: Filter): [Row!] }
  type Row { id: ID! on: Date blob: Blob! mood: Mood }
`);
const typed = (text: string) => typesOf(schema, [{ name: 'q', text }]);

test('scalars are what the contract says of them, and unknown where it says nothing', async () => {
  const module = (await typed('query Q($on: Date!) { rows(filter: { on: $on }) { id on blob } }')).get('q');
  expect(module).toContain('on: string;\n}>');
  expect(module).toMatch(/id: string,\s+on: string \| null,\s+blob: unknown\s/);
});

test('enums are unions of texts with their descriptions, and only what is used is there', async () => {
  const types = (await typed('query Q($filter: Filter) { rows(filter: $filter) { id } }')).get(
    'schema-types',
  )!;
  expect(types).toMatch(/export type Mood =\s+\/\*\* 高兴。Glad\. \*\/\s+\| 'GLAD'\s+\| 'SAD';/);
  expect(types).toContain('mood?: Array<Mood> | null');
  const none = (await typed('{ rows { id } }')).get('schema-types');
  expect(none).not.toContain('Mood');
});

test('a field that may be left out is optional; what is always there is not', async () => {
  const module = (
    await typed('query Q($more: Boolean!) { rows { id mood @include(if: $more) alias: on } }')
  ).get('q');
  expect(module).toMatch(/id: string,\s+mood\?: Types.Mood \| null,\s+alias: string \| null\s/);
});

test('fragments of one name in two documents have nothing to do with each other', async () => {
  const modules = await typesOf(schema, [
    { name: 'a', text: 'query A { rows { ...Part } } fragment Part on Row { id }' },
    { name: 'b', text: 'query B { rows { ...Part } } fragment Part on Row { on }' },
  ]);
  expect(modules.get('a')).toMatch(/AQuery = \{\s+rows: Array<\{\s+id: string\s+\}> \| null\s/);
  expect(modules.get('b')).toMatch(/BQuery = \{\s+rows: Array<\{\s+on: string \| null\s+\}> \| null\s/);
});
