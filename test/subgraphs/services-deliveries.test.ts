import type { Carried } from '@jiedui/kit/courier';
import { Dispatch } from '@jiedui/kit/dispatch';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import type { OutboxEvent } from '@jiedui/kit/outbox';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { announceAppeal, solvedProblems } from '@jiedui/services/appeal/announce';
import type { AppealState } from '@jiedui/services/appeal/terms';
import { services } from '@jiedui/services/subgraph';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, city, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

// What waits on its way to another jurisdiction, as officers see it and decide about it.

let world: World;
let database: Database;
beforeAll(async () => {
  world = await openWorld(services);
  database = await openDatabase({ url: world.url, subgraphs: [services] });
});
afterAll(async () => {
  await database?.close();
  await world?.[Symbol.asyncDispose]();
});

/** Sends what is due; the test says how it ends. */
async function send(carry: (event: OutboxEvent) => Carried): Promise<void> {
  const dispatch = new Dispatch({
    em: () => database.em(),
    subgraph: 'services',
    deliveries: [solvedProblems],
    courier: async (_, event) => carry(event),
    log: { warn: () => undefined, error: () => undefined },
  });
  await dispatch.round();
}

let made = 0;
const appealOf = (owner = chaoan): RecordId => id(owner, 'app', (made += 1));
const announced = (appeal: RecordId, state: AppealState): Promise<RecordId> =>
  database
    .em()
    .transactional((em) =>
      announceAppeal(em, new Date(), { id: appeal, state, tier: 'T1', pairingId: id(city, 'pair', 1) }),
    );

const delivered: Carried = { kind: 'delivered' };
const county = officer('COUNTY', chaoan);

interface Seen {
  event: string;
  state: string;
  attempts: number;
  lastError: string | null;
}

async function seen(viewer: Viewer = county, states: string[] | null = null): Promise<Seen[]> {
  const { data, errors } = await world.ask(
    `query ($states: [EventDeliveryState!]) {
      eventDeliveries(states: $states) { event state attempts lastError }
    }`,
    { viewer, variables: { states } },
  );
  if (errors) throw new AggregateError(errors);
  return data.eventDeliveries as Seen[];
}

const decide = `mutation ($key: ID!, $event: ID!, $consumer: String!, $decision: DeliveryDecision!, $reason: String!) {
  decideEventDelivery(idempotencyKey: $key, event: $event, consumer: $consumer, decision: $decision, reason: $reason) { event }
}`;
let keys = 0;
const decided = (
  event: string,
  decision: 'RETRY' | 'SKIP',
  rest: Record<string, unknown> = {},
  viewer = county,
) =>
  world.ask(decide, {
    viewer,
    variables: {
      key: `decision-${(keys += 1)}`,
      event,
      decision,
      consumer: solvedProblems.consumer,
      reason: '已核实',
      ...rest,
    },
  });

test('what waits for a jurisdiction that is not reached is visible until it is taken', async () => {
  const event = await announced(appealOf(), 'RESOLVED');
  await send(() => ({ kind: 'unreachable', code: 'GRAPH_UNAVAILABLE' }));
  expect(await seen()).toEqual([{ event, state: 'WAITING', attempts: 1, lastError: 'GRAPH_UNAVAILABLE' }]);
  await send(() => delivered);
  expect(await seen()).toEqual([]);
});

test('a parked event is sent again, or let go, as an officer decides; what follows it then goes on', async () => {
  const [repaired, hopeless] = [appealOf(), appealOf()];
  const first = await announced(repaired, 'RESOLVED');
  const second = await announced(hopeless, 'RESOLVED');
  const behind = await announced(hopeless, 'REOPENED');
  await send(() => ({ kind: 'refused', code: 'NOT_FOUND' }));
  const parked = { state: 'PARKED', attempts: 1, lastError: 'NOT_FOUND' };
  expect(await seen(county, ['PARKED'])).toEqual([
    { event: first, ...parked },
    { event: second, ...parked },
  ]);
  expect(await seen(county, ['WAITING'])).toEqual([
    { event: behind, state: 'WAITING', attempts: 0, lastError: null },
  ]);
  const key = { key: 'the same decision' };
  for (let n = 0; n < 2; n++) expect((await decided(first, 'RETRY', key)).errors).toBeUndefined();
  expect((await decided(second, 'SKIP')).errors).toBeUndefined();
  const sent: string[] = [];
  await send(({ id: event }) => {
    sent.push(event);
    return delivered;
  });
  expect(sent.sort()).toEqual([first, behind].sort());
  expect(await seen()).toEqual([]);
  const kept = await world.select(
    `select decided_by, decision_reason, skipped_at is not null as skipped, delivered_at is not null as delivered
     from delivery where event = '${second}'`,
  );
  expect(kept).toEqual([
    { decided_by: county.subject, decision_reason: '已核实', skipped: true, delivered: false },
  ]);
});

test('officers of the owner and auditors see and decide; nobody else does', async () => {
  const event = await announced(appealOf(), 'RESOLVED');
  await send(() => ({ kind: 'refused', code: 'INVALID_INPUT' }));
  expect(await seen(officer('AUDITOR', city))).toHaveLength(1);
  expect(await seen(officer('COUNTY', raoping))).toEqual([]);
  expect(await seen(officer('CITY', city))).toEqual([]);
  for (const role of ['PUBLIC', 'ORGANISATION', 'UNIT', 'INSTRUCTOR', 'DEPLOYMENT'] as const) {
    const answer = await world.ask('{ eventDeliveries { event } }', { viewer: officer(role, chaoan) });
    expect(codes(answer)).toEqual(['FORBIDDEN']);
  }
  for (const viewer of [officer('COUNTY', raoping), officer('CITY', city), officer('AUDITOR', city)]) {
    expect(codes(await decided(event, 'SKIP', {}, viewer))).toEqual(['FORBIDDEN']);
  }
  expect(await seen()).toMatchObject([{ event, state: 'PARKED' }]);
  await decided(event, 'SKIP');
});

test('a decision about what is not parked, or not there, or without a reason, is refused', async () => {
  const waiting = await announced(appealOf(), 'RESOLVED');
  await send(() => ({ kind: 'unreachable', code: 'JURISDICTION_DOWN' }));
  expect(codes(await decided(waiting, 'SKIP'))).toEqual(['INVALID_TRANSITION']);
  expect(codes(await decided(id(chaoan, 'evt', 1), 'SKIP'))).toEqual(['NOT_FOUND']);
  expect(codes(await decided(waiting, 'SKIP', { consumer: 'nobody.else' }))).toEqual(['NOT_FOUND']);
  expect(codes(await decided(waiting, 'SKIP', { reason: ' ' }))).toEqual(['INVALID_INPUT']);
  expect(codes(await decided(appealOf(), 'SKIP'))).toEqual(['INVALID_ID']);
  expect(codes(await world.ask('{ eventDeliveries(first: 0) { event } }', { viewer: county }))).toEqual([
    'INVALID_PAGE_SIZE',
  ]);
});
