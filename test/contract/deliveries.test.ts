import { organisations } from '@jiedui/organisations/subgraph';
import { pairings } from '@jiedui/pairings/subgraph';
import { services } from '@jiedui/services/subgraph';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';

import { currentSupergraph } from '../support/supergraph.ts';
import { apiSchemaOf } from './schema-files.ts';

// What a deployment sends to another is asked of the graph like any client's operation: it must fit the schema.

const schema = apiSchemaOf(currentSupergraph());
const deliveries = [organisations, pairings, services].flatMap((subgraph) =>
  (subgraph.deliveries ?? []).map((delivery) => [delivery.consumer, delivery] as const),
);

test.each(deliveries)(
  '%s is a mutation of the graph, of the subgraph that it names',
  (consumer, delivery) => {
    const document = parse(delivery.document);
    expect(validate(schema, document)).toEqual([]);
    const [subgraph, field] = consumer.split('.');
    expect(delivery.subgraph).toBe(subgraph);
    expect(document.definitions).toMatchObject([
      { operation: 'mutation', selectionSet: { selections: [{ name: { value: field } }] } },
    ]);
  },
);

test('each consumer has a name of its own', () => {
  expect(deliveries.length).toBeGreaterThan(0);
  expect(new Set(deliveries.map(([consumer]) => consumer)).size).toBe(deliveries.length);
});
