import { parse } from 'graphql';
import { expect, test } from 'vitest';

import { type Answer, operations, sampleVariables } from './operations.ts';

const nothing: Answer = { data: {} };

test.each(operations)('$name is a valid document', ({ query }) => {
  expect(() => parse(query)).not.toThrow();
});

test('samples are the same on every run', async () => {
  for (const operation of operations) {
    const draw = () => sampleVariables(operation, 30, async () => nothing);
    expect(await draw()).toEqual(await draw());
    expect(new Set((await draw()).map((each) => JSON.stringify(each))).size).toBeGreaterThan(8);
  }
});

test('every other page begins behind the cursor of the page before', async () => {
  const page = { data: { organisations: { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'here' } } } };
  const [pages] = operations;
  const samples = await sampleVariables(pages!, 4, async () => page);
  expect(samples.map(({ after }) => after)).toEqual([undefined, 'here', undefined, 'here']);
});
