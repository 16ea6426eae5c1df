import { readFile } from 'node:fs/promises';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** The life of pairings, activities and projects, through the gateway. */
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

async function ask<Data>(query: string, variables = {}, viewer: Viewer | null = null): Promise<Data> {
  const { data, errors } = await federation.ask(viewer, { query, variables });
  expect(errors).toBeUndefined();
  return data as Data;
}

test('projects 项目进展: the activity room was inspected, followed up, finished on time, and is in use since November', async () => {
  const query = await readFile(new URL('../../schema/queries/projects.graphql', import.meta.url), 'utf8');
  interface Answer {
    byState: { state: string; count: number }[];
    inSum: { count: number; inUse: number; onTime: { value: number } }[];
    projects: { totalCount: number; nodes: { name: string }[] };
  }
  const { byState, inSum, projects } = await ask<Answer>(query);
  const room = projects.nodes.find(({ name }) => name === '京邦达党支部党建活动室规范化建设');
  expect(room).toMatchObject({
    state: 'FINISHED',
    onTime: true,
    dueOn: '2023-10-31',
    finishedOn: '2023-10-31',
    inUseOn: '2023-11-01',
    periodText: '推动党建活动室按时完工并于去年11月投入使用',
    jurisdiction: { code: '445100', name: '潮州市' },
    pairing: { title: '市邮政管理局 ↔ 京邦达党支部' },
    milestones: [
      { doneOn: '2023-08-14' },
      { doneOn: '2023-10-13' },
      { name: '按时完工', doneOn: '2023-10-31' },
    ],
    inspections: [
      { kind: 'ON_SITE', inspectedOn: '2023-08-09' },
      { kind: 'ONLINE', inspectedOn: '2023-09-13' },
    ],
    dueDates: [{ dueOn: '2023-10-31', reason: null }],
  });
  const seeded = Object.values(world.ledgers).flatMap((ledger) => ledger.projects);
  expect(projects.totalCount).toBe(seeded.length);
  expect(inSum[0]?.count).toBe(seeded.length);
  expect(byState.reduce((sum, { count }) => sum + count, 0)).toBe(seeded.length);
});

test('planned and done items of the city and its counties are the sums of what each has', async () => {
  const ledgers = Object.entries(world.ledgers);
  interface Answer {
    byJurisdiction: { jurisdiction: string; planned: number; activities: number }[];
    byItem: { item: string; planned: number }[];
  }
  const { byJurisdiction, byItem } = await ask<Answer>(`{
    byJurisdiction: coBuildingGroups(by: [JURISDICTION], filter: { from: 2023, to: 2024 }) { jurisdiction planned activities }
    byItem: coBuildingGroups(by: [ITEM], filter: { from: 2023, to: 2024 }) { item planned } }`);
  for (const [code, { plans, activities }] of ledgers) {
    const planned = plans.flatMap(({ items }) => items).length;
    const done = activities.filter(
      // What the owner of the pairing recorded.
      ({ pairing_id, owner, items }) => items.length > 0 && pairing_id?.startsWith(owner),
    ).length;
    const found = byJurisdiction.find(({ jurisdiction }) => jurisdiction === code);
    expect([code, found?.planned ?? 0, found?.activities ?? 0]).toEqual([code, planned, done]);
  }
  const planned = ledgers.flatMap(([, { plans }]) => plans.flatMap(({ items }) => items));
  expect(planned.length).toBeGreaterThan(100);
  for (const { item, planned: count } of byItem) {
    expect([item, count]).toEqual([item, planned.filter((each) => each === item).length]);
  }
  const { coBuildingItems } = await ask<{ coBuildingItems: { code: string }[] }>(
    '{ coBuildingItems { code } }',
  );
  expect(byItem.map(({ item }) => item).sort()).toEqual(coBuildingItems.map(({ code }) => code).sort());
});

test('a proposal goes to its jurisdiction, is confirmed there once, and a second pairing is refused there', async () => {
  const { memberUnits, organisations, partyOrganisations } = world.ledgers['445103']!;
  const hosted = new Set(
    world.ledgers['445103']!.pairings.map(({ party_organisation_id }) => party_organisation_id),
  );
  const party = partyOrganisations.find(({ id }) => !hosted.has(id))!;
  const input = {
    jurisdiction: '445103',
    kind: 'UNIT_ORGANISATION',
    title: '示例单位 ↔ 示例企业',
    unit: memberUnits[0]!.id,
    organisation: organisations[0]!.id,
    partyOrganisation: party.id,
    startedOn: '2024-01-10',
  };
  const propose = `mutation ($key: ID!, $input: ProposePairingInput!) {
    proposePairing(idempotencyKey: $key, input: $input) { pairing { id state unit { name } partyOrganisation { name } jurisdiction { name } } } }`;
  const { proposePairing } = await ask<{ proposePairing: { pairing: { id: string } } }>(
    propose,
    { key: 'propose-through-the-gateway', input },
    viewers.county,
  );
  expect(proposePairing.pairing).toMatchObject({
    state: 'PROPOSED',
    unit: { name: memberUnits[0]!.name },
    partyOrganisation: { name: party.name },
    jurisdiction: { name: '潮安区' },
  });
  const { id } = proposePairing.pairing;
  const confirm = `mutation ($id: ID!) {
    confirmPairing(idempotencyKey: "confirm-through-the-gateway", id: $id) { pairing { state } } }`;
  const confirmed = { confirmPairing: { pairing: { state: 'CONFIRMED' } } };
  expect(await ask(confirm, { id }, viewers.county)).toEqual(confirmed);
  expect(await ask(confirm, { id }, viewers.county)).toEqual(confirmed);
  const second = await federation.ask(viewers.county, {
    query: propose,
    variables: { key: 'propose-another-one', input },
  });
  expect(second.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['CONFLICT']);
  expect(second.errors?.[0]?.extensions?.['received']).toContain(id);
});

test('a withdrawn activity leaves the city’s totals, and the totals of a day before keep it', async () => {
  const totals = `query ($asOf: Date) { pairingsOverview(asOf: $asOf) { visits solvedProblems } }`;
  interface Totals {
    pairingsOverview: { visits: number; solvedProblems: number };
  }
  const before = await ask<Totals>(totals);
  expect(before.pairingsOverview).toEqual({ visits: 154, solvedProblems: 285 });
  const { id } = world.ledgers['445103']!.activities.find(({ kind }) => kind === 'CONTACT')!;
  await ask(
    `mutation ($id: ID!) { withdrawActivity(idempotencyKey: "withdraw-through-the-gateway", id: $id, reason: "重复登记") {
      activity { withdrawnOn pairing { title unit { name } } history { change } } } }`,
    { id },
    viewers.county,
  );
  const after = await ask<Totals>(totals);
  expect(after.pairingsOverview).toEqual({ visits: 153, solvedProblems: 285 });
  // The seeded records were entered on 2 January 2024.
  expect((await ask<Totals>(totals, { asOf: '2024-01-02' })).pairingsOverview).toEqual(
    before.pairingsOverview,
  );
});
