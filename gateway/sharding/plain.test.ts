import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { executeSharded } from './execute.ts';
import { readRules } from './rules.ts';
import type { Send, ShardCall } from './shard.ts';
import { plainSupergraph } from './testing/plain.ts';
import { city, mapOf } from './testing/world.ts';

const rules = readRules(plainSupergraph);
const map = mapOf({ only: [city] });
const text = 'query Named($n: Int = 3) {\n  farms(first: $n) {\n    totalCount\n  }\n}';

test('without sharding directives a document goes to its one deployment unchanged, and the answer comes back as it is', async () => {
  const calls: ShardCall[] = [];
  const errors = [{ message: 'own words', path: ['farms'], extensions: { code: 'OWN_CODE' } }];
  const send: Send = async (call) => {
    calls.push(call);
    return { kind: 'answered', data: { farms: null }, errors, bytes: 9, milliseconds: 2 };
  };
  const answer = await executeSharded({
    rules,
    subgraph: 'ledger',
    document: parse(text),
    variables: { n: 1 },
    map,
    send,
  });
  expect(calls).toEqual([
    { deployment: 'only', subgraph: 'ledger', query: text, variables: { n: 1 }, operation: 'query' },
  ]);
  expect(answer).toMatchObject({ data: { farms: null }, errors });
});

test('a silent deployment is an error and no data', async () => {
  const send: Send = async () => ({ kind: 'silent', reason: 'down', milliseconds: 2 });
  const answer = await executeSharded({
    rules,
    subgraph: 'ledger',
    document: parse(text),
    variables: {},
    map,
    send,
  });
  expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'JURISDICTION_DOWN' } }] });
});
