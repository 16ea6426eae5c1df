import { readFile } from 'node:fs/promises';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** The ledger's mutations and its past, through the gateway. */
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

test('the list of enterprises without a party organisation and its groups add up, now and as of a day', async () => {
  const path = new URL(
    '../../schema/queries/enterprises-without-party-organisation.graphql',
    import.meta.url,
  );
  const query = await readFile(path, 'utf8');
  interface Answer {
    organisationGroups: { jurisdiction: string; count: number }[];
    organisations: { totalCount: number; nodes: { employees: number }[] };
  }
  const { organisationGroups, organisations } = await ask<Answer>(query);
  expect(organisationGroups.reduce((sum, { count }) => sum + count, 0)).toBe(organisations.totalCount);
  expect(new Set(organisationGroups.map(({ jurisdiction }) => jurisdiction)).size).toBeGreaterThan(2);
  const employees = organisations.nodes.map((each) => each.employees);
  expect(employees).toEqual(employees.toSorted((a, b) => b - a));
  // The seeded records were entered on 2 January 2024.
  const then = await ask<Answer>(query, { asOf: '2024-01-02' });
  expect(then.organisationGroups).toEqual(organisationGroups);
  expect(then.organisations.nodes).toEqual(organisations.nodes);
  expect((await ask<Answer>(query, { asOf: '2024-01-01' })).organisations.totalCount).toBe(0);
});

test('a correction goes to the owner of the id, and its history comes back from there', async () => {
  const { id, name } = world.ledgers['445103']!.organisations[0]!;
  const variables = { id, name: `${name}（更名）` };
  const answer = await ask<{ correctOrganisation: { organisation: object } }>(
    `mutation ($id: ID!, $name: String!) {
      correctOrganisation(idempotencyKey: "rename-once", id: $id, reason: "工商变更", input: {name: $name}) {
        organisation { name jurisdiction { name } history { change reason fields { name previous current } } } } }`,
    variables,
    viewers.county,
  );
  expect(answer.correctOrganisation.organisation).toMatchObject({
    name: variables.name,
    jurisdiction: { name: '潮安区' },
    history: [
      { change: 'REGISTERED' },
      {
        change: 'CORRECTED',
        reason: '工商变更',
        fields: [{ name: 'name', previous: name, current: variables.name }],
      },
    ],
  });
  const past = await ask<{ organisations: { nodes: { id: string }[] } }>(
    'query ($name: String!) { organisations(asOf: "2024-06-30", filter: {nameContains: $name}) { nodes { id } } }',
    { name },
  );
  expect(past.organisations.nodes).toContainEqual({ id });
});

test('a duplicate leads on to what it was merged into', async () => {
  const enterprises = world.ledgers['445103']!.organisations.filter(
    ({ kind }) => kind === 'NON_PUBLIC_ENTERPRISE',
  );
  const [into, duplicate] = enterprises.slice(-2).map(({ id }) => id);
  const answer = await ask<{ mergeOrganisations: object }>(
    `mutation ($into: ID!, $duplicate: ID!) {
      mergeOrganisations(idempotencyKey: "merge-once", into: $into, duplicate: $duplicate, reason: "重复建档") {
        organisation { id } duplicate { status mergedInto { id jurisdiction { code } } } } }`,
    { into, duplicate },
    viewers.county,
  );
  expect(answer.mergeOrganisations).toEqual({
    organisation: { id: into },
    duplicate: { status: 'DEREGISTERED', mergedInto: { id: into, jurisdiction: { code: '445103' } } },
  });
});

test('a stranger is refused by the owner, and a day that has not come by everybody', async () => {
  const { id } = world.ledgers['445122']!.organisations[0]!;
  const refused = await federation.ask(viewers.county, {
    query: `mutation ($id: ID!) {
      deregisterOrganisation(idempotencyKey: "not-mine-to-do", id: $id, on: "2024-02-01", reason: "x") { organisation { id } } }`,
    variables: { id },
  });
  expect(refused.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  const future = await federation.ask(null, {
    query: '{ organisations(asOf: "2999-01-01") { totalCount } }',
  });
  expect(new Set(future.errors?.map(({ extensions }) => extensions?.['code']))).toEqual(
    new Set(['INVALID_INPUT']),
  );
});
