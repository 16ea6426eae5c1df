import { expect, test } from 'vitest';
import { ask, places, silencing } from './testing/ask.ts';
import { east, makeWorld, south } from './testing/world.ts';

const add = (alias: string, code: string) =>
  `${alias}: addFarm(input: { jurisdiction: "${code}", name: "new" }) { farm { name size partner { name } visits { totalCount } } }`;

test('a mutation goes to the owner alone, and what hangs below it is read', async () => {
  const world = makeWorld();
  const answer = await ask(`mutation { ${add('one', south)} }`, { world });
  expect(answer.errors).toEqual([]);
  expect(answer.data).toMatchObject({
    one: {
      farm: { name: 'new', size: 3, partner: { name: world.farms[0]!.name }, visits: { totalCount: 0 } },
    },
  });
  const writes = answer.calls.filter(({ operation }) => operation === 'mutation');
  expect(writes.map(({ deployment }) => deployment)).toEqual(['south']);
  expect(
    answer.calls.filter(({ operation, query }) => operation === 'query' && query.startsWith('query')),
  ).toHaveLength(answer.calls.length - 1);
});

test('mutations run one after the other, in the order of the document', async () => {
  const world = makeWorld();
  const answer = await ask(`mutation { ${add('b', south)} ${add('a', east)} ${add('c', south)} }`, { world });
  const order = answer.calls
    .map(({ operation, deployment }) => `${operation} ${deployment}`)
    .filter((text) => text.startsWith('mutation'));
  expect(order).toEqual(['mutation south', 'mutation east', 'mutation south']);
  expect(Object.keys(answer.data!)).toEqual(['b', 'a', 'c']);
});

test('a silent shard leaves a mutation unknown, and it is not tried again', async () => {
  for (const reason of ['timeout', 'invalid', 'down'] as const) {
    const answer = await ask(`mutation { ${add('one', south)} ${add('two', east)} }`, {
      meddle: silencing('south', reason),
    });
    expect(answer.data).toMatchObject({ one: null, two: { farm: { name: 'new' } } });
    expect(answer.errors).toMatchObject([
      { path: ['one'], extensions: { outcome: 'UNKNOWN', jurisdiction: south } },
    ]);
    expect(
      answer.calls.filter(({ deployment, operation }) => deployment === 'south' && operation === 'mutation'),
    ).toHaveLength(1);
  }
});

test('a shard that refused has surely not written', async () => {
  const answer = await ask(`mutation { ${add('one', south)} }`, { meddle: silencing('south', 'denied') });
  expect(answer.errors[0]?.extensions).not.toHaveProperty('outcome');
});

test('the shard key of a mutation may be a variable inside its input', async () => {
  const query = 'mutation ($input: AddFarm!) { addFarm(input: $input) { farm { name } } }';
  const answer = await ask(query, { variables: { input: { jurisdiction: east, name: 'v' } } });
  expect(answer.calls.map(({ deployment }) => deployment)).toEqual(['east']);
  expect(answer.calls[0]?.variables).toEqual({ input: { jurisdiction: east, name: 'v' } });
});

test('a mutation for nobody is refused before anything is sent', async () => {
  const answer = await ask(`mutation { ${add('one', '999999')} ${add('two', 'nowhere')} }`);
  expect(answer.calls).toEqual([]);
  expect(places(answer)).toEqual(['UNKNOWN_JURISDICTION at one', 'INVALID_ID at two']);
});
