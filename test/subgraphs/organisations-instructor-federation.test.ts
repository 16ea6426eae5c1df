import { readFileSync } from 'node:fs';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Answer } from '../support/client.ts';
import { differenceOf, rowsIn } from '../support/comparison.ts';
import { layouts } from '../support/layouts.ts';
import type { StockGateway } from '../support/stock-gateway.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const saved = (name: string): string =>
  readFileSync(new URL(`../../schema/queries/${name}.graphql`, import.meta.url), 'utf8');

function dataOf<Data>({ data, errors }: Answer): Data {
  expect(errors).toBeUndefined();
  return data as Data;
}

describe('沧州, with 南皮 on a database of its own', () => {
  let world: World;
  let federation: ShardedFederation;
  let auditor: Viewer;

  beforeAll(async () => {
    world = await openWorld({ federation: 'cangzhou' });
    federation = await world.shard([['130900'], ['130927']]);
    ({ auditor } = viewersOf(world.ledgers, '130927', '130900'));
  }, 60_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  test('党建指导员名单: 68 of 南皮, 26 + 20 + 16 by category and 6 in none', async () => {
    const { instructorGroups, instructors } = dataOf<{
      instructorGroups: object[];
      instructors: {
        totalCount: number;
        nodes: { sourceUnit: { name: string }; assignments: { organisation: object }[] }[];
      };
    }>(
      await federation.ask(auditor, {
        query: saved('instructors'),
        variables: { jurisdictions: ['130927'], first: 500 },
      }),
    );
    expect(instructorGroups).toEqual([
      {
        label: '南皮县',
        count: 68,
        toOrganisationWithoutParty: 26,
        oneToOne: 20,
        countyLeader: 16,
        inNoCategory: 6,
      },
    ]);
    expect(instructors.totalCount).toBe(68);
    expect(new Set(instructors.nodes.map(({ sourceUnit }) => sourceUnit.name)).size).toBe(18);
    const sent = instructors.nodes.flatMap(({ assignments }) => assignments);
    expect(sent).toHaveLength(68 + 16);
    expect(sent.filter(({ organisation }) => organisation === null)).toEqual([]);
  });

  test('示范点名单: 64 of 南皮, 55 of enterprises and 9 of social organisations, each with six criteria met', async () => {
    const { demonstrationSiteGroups, demonstrationSites } = dataOf<{
      demonstrationSiteGroups: object[];
      demonstrationSites: {
        totalCount: number;
        nodes: { criteria: { met: boolean }[]; partyOrganisation: object }[];
      };
    }>(
      await federation.ask(auditor, {
        query: saved('demonstration-sites'),
        variables: { jurisdictions: ['130927'], first: 500 },
      }),
    );
    expect(demonstrationSiteGroups).toMatchObject([
      { label: '南皮县 · 非公有制企业', count: 55 },
      { label: '南皮县 · 社会组织', count: 9 },
    ]);
    expect(demonstrationSites.totalCount).toBe(64);
    expect(
      demonstrationSites.nodes.flatMap(({ criteria }) => criteria.filter(({ met }) => met)),
    ).toHaveLength(64 * 6);
    expect(demonstrationSites.nodes.filter(({ partyOrganisation }) => partyOrganisation === null)).toEqual(
      [],
    );
  });

  test('32 of the sites are new since last year', async () => {
    const query = `{ demonstrationSiteGroups(by: [YEAR], jurisdictions: ["130927"], filter: { state: [DESIGNATED] }) { year count } }`;
    expect(dataOf(await federation.ask(null, { query }))).toEqual({
      demonstrationSiteGroups: [
        { year: 2022, count: 32 },
        { year: 2023, count: 32 },
      ],
    });
  });
});

describe('潮州, each jurisdiction on a database of its own', () => {
  let world: World;
  let apart: ShardedFederation;
  let oracle: StockGateway;
  let viewers: Viewers;

  beforeAll(async () => {
    world = await openWorld({ tangled: true });
    viewers = viewersOf(world.ledgers, '445103', '445122');
    [apart, oracle] = await Promise.all([world.shard(layouts.apart), world.stock()]);
  }, 90_000);
  afterAll(async () => {
    await oracle?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
  });

  const operations: Record<string, string> = {
    'instructors with their units and organisations, over owners': `{ instructors(first: 200) { totalCount nodes { name state
      sourceUnit { name jurisdiction { name } } assignments { assignedOn endedOn organisation { name jurisdiction { name } } }
      steps { state takenOn takenAs } } } }`,
    'the instructors of units, wherever they are sent': `{ memberUnits(first: 100, jurisdictions: ["445100"]) { nodes { name
      instructors(first: 3) { totalCount nodes { name jurisdiction { code } } } } } }`,
    'the instructors of organisations, from the county and the city': `{ organisations(first: 100, jurisdictions: ["445103"],
      filter: { hasPartyOrganisation: true }) { nodes { name instructors { totalCount nodes { id jurisdiction { code } } } } } }`,
    'from an instructor to the unit and back': `{ instructors(first: 20, filter: { nameContains: "同名" }) { nodes { id
      sourceUnit { instructors(first: 2) { totalCount nodes { assignments { organisation { instructors { totalCount } } } } } } } } }`,
    'groups of instructors': `{ instructorGroups(by: [STATE]) { key count oneToOne countyLeader toOrganisationWithoutParty inNoCategory } }`,
    'campaigns with progress, and who is not yet visited': `{ campaigns { nodes { title state progress { key organisations surveyed
      coverage { numerator denominator value } } notYetVisited(first: 5) { totalCount nodes { name } } surveys(last: 3) { totalCount nodes { surveyedOn
      organisation { name } steps { state } } } } } }`,
    'the progress of all campaigns by kind': `{ campaignProgress(by: [KIND]) { key organisations surveyed coverage { numerator denominator value } } }`,
    'the progress of all campaigns by town': `{ campaignProgress(by: [JURISDICTION, TOWN]) { label organisations surveyed } }`,
    'groups of surveys': `{ surveyGroups(by: [STATE, METHOD]) { key count employees members withoutPartyOrganisation earliestSurveyedOn latestSurveyedOn } }`,
    'the surveys of organisations': `{ organisations(first: 60) { nodes { name surveys { totalCount nodes { state needs campaign { title } } } } } }`,
    'demonstration sites with party organisations and back': `{ demonstrationSites(first: 60) { totalCount nodes { title state withdrawalReason
      criteria { criterion met note } partyOrganisation { name hosts { name } demonstrationSites { totalCount } } } } }`,
    'all of a jurisdiction': `{ jurisdictions { name instructors { totalCount } surveys { totalCount } campaigns { totalCount nodes { title } }
      demonstrationSites(filter: { state: [CANDIDATE, WITHDRAWN] }) { totalCount nodes { title } } } }`,
  };

  test.each(Object.keys(operations))('%s: as from one database', async (name) => {
    const query = operations[name]!;
    const [received, expected] = await Promise.all([
      apart.ask(viewers.auditor, { query }),
      oracle.ask(viewers.auditor, { query }),
    ]);
    expect(differenceOf(received, expected)).toBeNull();
    expect(received.errors).toBeUndefined();
    expect(rowsIn(received.data)).toBeGreaterThan(0);
  });

  test('a step taken at the gateway is written by the owner alone', async () => {
    const survey = world.ledgers['445103']!.surveys.find(({ state }) => state === 'SCREENED')!;
    const mutation = `mutation ($key: ID!, $input: AdvanceSurveyInput!) {
      advanceSurvey(idempotencyKey: $key, input: $input) { survey { id state organisation { name } steps { state takenAs } } } }`;
    const step = (viewer: Viewer, key: string) =>
      apart.ask(viewer, {
        query: mutation,
        variables: { key, input: { survey: survey.id, to: 'CLASSIFIED', takenOn: '2024-01-15' } },
      });
    expect((await step(viewers.otherCounty, 'federated-key-1')).errors?.[0]?.extensions?.['code']).toBe(
      'FORBIDDEN',
    );
    expect(dataOf(await step(viewers.county, 'federated-key-2'))).toMatchObject({
      advanceSurvey: {
        survey: {
          id: survey.id,
          state: 'CLASSIFIED',
          steps: [
            { state: 'SCREENED', takenAs: 'COUNTY' },
            { state: 'CLASSIFIED', takenAs: 'COUNTY' },
          ],
        },
      },
    });
    const again = await step(viewers.county, 'federated-key-3');
    expect(again.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_TRANSITION',
      expected: 'ANALYSED after CLASSIFIED',
      received: '"CLASSIFIED"',
    });
  });
});
