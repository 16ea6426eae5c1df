import type { RequestContext } from '@jiedui/kit/context';
import { courier } from '@jiedui/kit/courier';
import type { Graph, GraphAnswer } from '@jiedui/kit/graph';
import type { OutboxEvent } from '@jiedui/kit/outbox';
import { codedError, type ErrorCode } from '@jiedui/schema/contract/error';
import { expect, test } from 'vitest';

import { chaoan, city, delivery, subjectOf } from './outbox-world.ts';

// How carrying an event ends: by what the other side answers.

const event = {
  id: subjectOf(),
  type: 'thing.done',
  owner: chaoan,
  subject: subjectOf(),
  about: subjectOf(city),
  payload: {},
  occurredAt: new Date(),
  seq: 1,
} satisfies OutboxEvent;

const contextOf = () => ({ owned: [chaoan] }) as unknown as RequestContext;
const carry = (graph?: Graph) =>
  courier({ subgraphs: [], contextOf, ...(graph && { graph }) })(delivery, event, city);

function answering(answer: Partial<GraphAnswer<unknown>>): Graph {
  const whole = { data: null, whole: false, errors: [], jurisdictions: [], incomplete: [], ...answer };
  return { ask: async <Data>() => whole as GraphAnswer<Data> };
}

test('without a gateway it waits', async () => {
  expect(await carry()).toEqual({ kind: 'unreachable', code: 'GRAPH_UNAVAILABLE' });
});

test('asks the mutation with its variables; an answer without errors is the acknowledgement', async () => {
  const asked: unknown[] = [];
  const { ask } = answering({ data: { take: {} }, whole: true });
  const graph: Graph = {
    ask: async (document, variables) => {
      asked.push([document, variables]);
      return ask(document, variables);
    },
  };
  expect(await carry(graph)).toEqual({ kind: 'delivered' });
  expect(asked).toEqual([[delivery.document, { id: event.id }]]);
});

test.each<[ErrorCode, string]>([
  ['JURISDICTION_DOWN', 'unreachable'],
  ['JURISDICTION_TIMEOUT', 'unreachable'],
  ['DATABASE_UNAVAILABLE', 'unreachable'],
  ['UNAUTHENTICATED', 'unreachable'],
  ['UNSUPPORTED_BY_JURISDICTION', 'unreachable'],
  ['GRAPHQL_VALIDATION_FAILED', 'unreachable'],
  ['INTERNAL_SERVER_ERROR', 'failed'],
  ['NOT_FOUND', 'refused'],
  ['INVALID_INPUT', 'refused'],
  ['FORBIDDEN', 'refused'],
  ['IDEMPOTENCY_CONFLICT', 'refused'],
])('%s is %s', async (code, kind) => {
  expect(await carry(answering({ errors: [{ code, message: '' }] }))).toEqual({ kind, code });
  const thrown: Graph = {
    ask: async () => {
      throw codedError(code, '');
    },
  };
  expect(await carry(thrown)).toEqual({ kind, code });
});

test('neither data nor errors, and a code of a newer release, may do better later', async () => {
  expect(await carry(answering({}))).toMatchObject({ kind: 'failed' });
  expect(await carry(answering({ errors: [{ code: 'OF_TOMORROW', message: '' }] }))).toMatchObject({
    kind: 'failed',
  });
});
