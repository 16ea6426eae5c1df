import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** The city's gateway was upgraded; its counties and it run the release before. */
let world: World;
let viewers: Viewers;
let upgraded: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  upgraded = await world.shard(layouts.apart, { later: withNewFields });
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

function withNewFields(supergraph: string): string {
  return supergraph
    .replace(
      /^type Organisation\n[^{]*\{\n/m,
      '$&  creditRating: String @join__field(graph: ORGANISATIONS)\n  trainings(since: String): Int @join__field(graph: PAIRINGS) @merge(strategy: SUM, scope: LINEAGE)\n',
    )
    .replace(/^type LedgerOverview\n[^{]*\{\n/m, '$&  cooperatives: Int @merge(strategy: SUM)\n');
}

const unsupported = 'UNSUPPORTED_BY_JURISDICTION';

test('fields that the counties do not know yet are null and named, and what stands beside them is as ever', async () => {
  const query = (fresh = '', also = '') => `{
    organisations(first: 5) { totalCount nodes { id name ${fresh} pairings { totalCount } } }
    ledgerOverview { organisations ${also} }
    pairings(first: 1) { nodes { title organisation { name ${fresh} } } }
  }`;
  const known = await upgraded.ask(viewers.auditor, { query: query() });
  expect(known.errors).toBeUndefined();
  const answer = await upgraded.ask(viewers.auditor, {
    query: query('creditRating trainings', 'cooperatives'),
  });
  const data = structuredClone(known.data) as {
    organisations: { nodes: Record<string, unknown>[] };
    ledgerOverview: Record<string, unknown>;
    pairings: { nodes: { organisation: Record<string, unknown> }[] };
  };
  const organisations = [
    ...data.organisations.nodes,
    ...data.pairings.nodes.map(({ organisation }) => organisation),
  ];
  for (const organisation of organisations)
    Object.assign(organisation, { creditRating: null, trainings: null });
  data.ledgerOverview['cooperatives'] = null;
  expect(answer.data).toEqual(data);
  expect(new Set(answer.errors?.map(({ extensions }) => extensions?.['code']))).toEqual(
    new Set([unsupported]),
  );
  const places = answer.errors?.map(({ path }) => path?.join('.'));
  expect(places).toEqual(
    expect.arrayContaining([
      'organisations.nodes.0.creditRating',
      'organisations.nodes.4.trainings',
      'ledgerOverview.cooperatives',
      'pairings.nodes.0.organisation.creditRating',
    ]),
  );
  expect(answer.extensions?.['incomplete']).toContainEqual(['ledgerOverview', 'cooperatives']);
});

test('an argument that the counties do not know is not dropped: its field is null', async () => {
  const query =
    'query ($since: String) { organisations(first: 2) { nodes { name trainings(since: $since) } } }';
  const answer = await upgraded.ask(viewers.auditor, { query, variables: { since: '2023-01-01' } });
  const { nodes } = (answer.data as { organisations: unknown }).organisations as {
    nodes: { name: string; trainings: unknown }[];
  };
  expect(nodes.map(({ name, trainings }) => [typeof name, trainings])).toEqual([
    ['string', null],
    ['string', null],
  ]);
});

test('a record is written where the county does not know a field of the answer, and the field is named', async () => {
  const register = (key: string) => ({
    query: `mutation { registerOrganisation(idempotencyKey: "${key}", input: {
      jurisdiction: "445103", name: "新版测试企业", kind: NON_PUBLIC_ENTERPRISE, industry: C, employees: 12, registeredOn: "2023-05-01"
    }) { organisation { id name creditRating } } }`,
  });
  const answer = await upgraded.ask(viewers.county, register('later-release-0001'));
  const { organisation } = (answer.data as { registerOrganisation: unknown }).registerOrganisation as {
    organisation: { id: string };
  };
  expect(organisation).toMatchObject({ name: '新版测试企业', creditRating: null });
  expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([unsupported]);
  const again = await upgraded.ask(viewers.county, register('later-release-0001'));
  expect(again.data).toEqual(answer.data);
});
