import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { readRules } from './rules.ts';
import { ask } from './testing/ask.ts';
import { oracle } from './testing/shards.ts';
import { toySupergraph } from './testing/supergraph.ts';
import { makeWorld } from './testing/world.ts';

const world = makeWorld();

test('in strict mode an unmarked reference to another shard fails loudly', async () => {
  const unmarked = 'partner: Farm @join__field(graph: LEDGER) @crossShard';
  expect(toySupergraph).toContain(unmarked);
  const rules = readRules(toySupergraph.replace(unmarked, 'partner: Farm @join__field(graph: LEDGER)'));
  const query = '{ farms(first: 50) { nodes { partner { id } } } }';
  await expect(ask(query, { world, rules, options: { strict: true } })).rejects.toThrow('lacks @crossShard');
});

test('in strict mode a marked one does not, and nothing of the proof is left', async () => {
  const query =
    '{ farms(first: 9) { nodes { partner { id name traits { self { name } } } related { id echoes { nodes { id } } } } } }';
  const { data } = await ask(query, { world, options: { strict: true } });
  expect(data).toEqual(oracle(world, parse(query), {}).data);
});

test('every object tells its type where the gateway above needs it', async () => {
  const query =
    '{ farms(first: 2) { nodes { name related { id } partner { visitCount } } } overview { helpful { value } } }';
  const { data } = await ask(query, { world, options: { typenames: true } });
  const typed = query.replaceAll(/\{(?= \w)/g, '{ __typename').replace('{ __typename', '{');
  expect(data).toEqual(oracle(world, parse(typed), {}).data);
});
