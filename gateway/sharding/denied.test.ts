import { expect, test } from 'vitest';
import { ask } from './testing/ask.ts';
import { makeWorld } from './testing/world.ts';

const world = makeWorld();
// Each shard denies this field of each of its farms.
for (const farm of world.farms) Object.assign(farm, { note: 'fails' });

test.each([
  ['by its name', '{ farms(first: 100) { nodes { note } } }'],
  ['by an alias that is another field’s name', '{ farms(first: 100) { nodes { name: note } } }'],
  [
    'by a fragment in a fragment',
    '{ farms(first: 100) { ...A } } fragment A on FarmConnection { edges { node { ...B } } } fragment B on Farm { ... { note } }',
  ],
  ['by an interface', '{ records(first: 100) { nodes { id ... on Farm { note } } } }'],
  ['by an interface of references', '{ farms(first: 100) { nodes { related { ... on Farm { note } } } } }'],
  ['by a union', '{ farms(first: 100) { nodes { things { __typename ... on Farm { note } } } } }'],
  [
    'by an interface in a union',
    '{ farms(first: 100) { nodes { things { ... on Record { ... on Farm { note } } } } } }',
  ],
  ['by a reference over shards', '{ visits(first: 100) { nodes { farm { note } } } }'],
  ['beside what is allowed', '{ farms(first: 100) { nodes { id name size note town } } }'],
])('a field that its shards deny is denied %s', async (_, query) => {
  const { data, errors } = await ask(query, { world });
  const answered = JSON.stringify(data);
  expect(answered).not.toContain('fails');
  const denied = answered.match(/"(note|name)":null/g) ?? [];
  expect(denied.length).toBeGreaterThan(0);
  expect(answered.match(/"note":(?!null)/)).toBeNull();
  expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['FORBIDDEN']));
});
