import 'reflect-metadata';

import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  type County,
  dataOf,
  officer,
  openCounty,
  partyRow,
  raoping,
  store,
  testId,
} from './county.ts';

const parties = Array.from({ length: 12 }, (_, index) =>
  partyRow(chaoan, { name: `示例党支部${index}`, foundedOn: '2021-07-01' }),
);
const social = partyRow(chaoan, { name: '示例商会党支部', hostKind: 'SOCIAL_ORGANISATION' });
const ofCity = partyRow(city, { name: '示例市直党支部' });
const county = officer('COUNTY', chaoan);

let both: County;
let keys = 0;
let used = 0;
const nextKey = (): string => `site-key-${(keys += 1)}`;
const nextParty = (): RecordId => parties[used++]!.id;

beforeAll(async () => {
  both = await openCounty(city, chaoan);
  await store(both, { partyOrganisations: [...parties, social, ofCity] });
});
afterAll(() => both.close());

const fields = `{ site { id title hostKind state assessedOn designatedOn withdrawnOn withdrawalReason source
  partyOrganisation { name } criteria { criterion met note } steps { state takenOn takenAs note } } }`;
const assessMutation = `mutation ($key: ID!, $input: AssessDemonstrationSiteInput!) {
  assessDemonstrationSite(idempotencyKey: $key, input: $input) ${fields} }`;
const designateMutation = `mutation ($key: ID!, $input: DesignateDemonstrationSiteInput!) {
  designateDemonstrationSite(idempotencyKey: $key, input: $input) ${fields} }`;
const withdrawMutation = `mutation ($key: ID!, $input: WithdrawDemonstrationSiteInput!) {
  withdrawDemonstrationSite(idempotencyKey: $key, input: $input) ${fields} }`;

const names = [
  'SOUND_ORGANISATION',
  'COMPLETE_RULES',
  'ORDERLY_OPERATION',
  'FREQUENT_ACTIVITIES',
  'STRONG_SUPPORT',
  'MARKED_EFFECT',
];
const criteria = (...unmet: string[]) =>
  names.map((criterion) => ({ criterion, met: !unmet.includes(criterion) }));

interface Site {
  id: string;
  state: string;
  criteria: { criterion: string; met: boolean }[];
}

const run = (mutation: string, input: object, viewer: Viewer = county, key = nextKey()) =>
  both.ask(mutation, { key, input }, { viewer });

async function assess(partyOrganisation: RecordId, given: object = {}): Promise<Site> {
  const input = { partyOrganisation, criteria: criteria(), assessedOn: '2022-10-10', ...given };
  return dataOf<{ assessDemonstrationSite: { site: Site } }>(await run(assessMutation, input))
    .assessDemonstrationSite.site;
}

const read = async (id: string): Promise<Site> =>
  dataOf<{ demonstrationSite: Site }>(
    await both.ask(
      `query ($id: ID!) { demonstrationSite(id: $id) { id state criteria { criterion met } } }`,
      { id },
    ),
  ).demonstrationSite;

describe('a demonstration site', () => {
  test('is assessed by the six criteria, designated, and may be withdrawn', async () => {
    const party = nextParty();
    const { id: site } = await assess(party);
    dataOf(await run(designateMutation, { site, designatedOn: '2022-10-20', note: '首批' }));
    const { withdrawDemonstrationSite } = dataOf<{ withdrawDemonstrationSite: { site: object } }>(
      await run(withdrawMutation, { site, withdrawnOn: '2022-12-01', reason: ' 示例：活动停止。 ' }),
    );
    expect(withdrawDemonstrationSite.site).toEqual({
      id: site,
      title: '示例党支部0党建示范点',
      hostKind: 'NON_PUBLIC_ENTERPRISE',
      state: 'WITHDRAWN',
      assessedOn: '2022-10-10',
      designatedOn: '2022-10-20',
      withdrawnOn: '2022-12-01',
      withdrawalReason: '示例：活动停止。',
      source: 'COUNTY 445103',
      partyOrganisation: { name: '示例党支部0' },
      criteria: criteria().map((each) => ({ ...each, note: null })),
      steps: [
        { state: 'CANDIDATE', takenOn: '2022-10-10', takenAs: 'COUNTY', note: null },
        { state: 'DESIGNATED', takenOn: '2022-10-20', takenAs: 'COUNTY', note: '首批' },
        { state: 'WITHDRAWN', takenOn: '2022-12-01', takenAs: 'COUNTY', note: '示例：活动停止。' },
      ],
    });
    // After a withdrawal the party organisation may try again: a second record beside the first.
    const again = await assess(party, { assessedOn: '2022-12-01' });
    expect(again.id).not.toBe(site);
  });

  test('is not designated before all six criteria are met; the refusal names the missing ones', async () => {
    const party = nextParty();
    const { id: site } = await assess(party, { criteria: criteria('FREQUENT_ACTIVITIES', 'MARKED_EFFECT') });
    const refused = await run(designateMutation, { site, designatedOn: '2022-11-01' });
    expect(codesOf(refused)).toEqual(['INVALID_INPUT']);
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      expected: 'all six criteria met',
      received: '"not met: FREQUENT_ACTIVITIES, MARKED_EFFECT"',
    });
    expect((await read(site)).state).toBe('CANDIDATE');
    // The present site is assessed anew: one record.
    expect((await assess(party, { assessedOn: '2022-11-05' })).id).toBe(site);
    expect(codesOf(await run(designateMutation, { site, designatedOn: '2022-11-04' }))).toEqual([
      'INVALID_INPUT',
    ]);
    dataOf(await run(designateMutation, { site, designatedOn: '2022-11-05' }));
    expect((await read(site)).state).toBe('DESIGNATED');
  });

  test('a designated site that fails an assessment stays one until it is withdrawn', async () => {
    const party = nextParty();
    const { id: site } = await assess(party);
    dataOf(await run(designateMutation, { site, designatedOn: '2022-10-20' }));
    await assess(party, { criteria: criteria('STRONG_SUPPORT'), assessedOn: '2022-11-20' });
    const { state, criteria: read6 } = await read(site);
    expect([state, read6.filter(({ met }) => !met)]).toEqual([
      'DESIGNATED',
      [{ criterion: 'STRONG_SUPPORT', met: false }],
    ]);
  });

  test('a step out of order is refused', async () => {
    const { id: site } = await assess(nextParty());
    const withdrawal = { site, withdrawnOn: '2022-12-01', reason: '示例' };
    const designation = { site, designatedOn: '2022-11-01' };
    const early = await run(withdrawMutation, withdrawal);
    expect(codesOf(early)).toEqual(['INVALID_TRANSITION']);
    expect(early.errors?.[0]?.extensions).toMatchObject({
      expected: 'DESIGNATED after CANDIDATE',
      received: '"WITHDRAWN"',
    });
    const key = nextKey();
    const first = dataOf(await run(designateMutation, designation, county, key));
    expect(dataOf(await run(designateMutation, designation, county, key))).toEqual(first);
    expect(codesOf(await run(designateMutation, designation))).toEqual(['INVALID_TRANSITION']);
    dataOf(await run(withdrawMutation, withdrawal));
    for (const [mutation, input] of [
      [designateMutation, designation],
      [withdrawMutation, withdrawal],
    ] as const) {
      expect(codesOf(await run(mutation, input))).toEqual(['INVALID_TRANSITION']);
    }
  });

  test('is for officers of the owner alone', async () => {
    const party = nextParty();
    const input = { partyOrganisation: party, criteria: criteria(), assessedOn: '2022-10-10' };
    const { id: site } = await assess(nextParty());
    for (const viewer of [
      officer('COUNTY', raoping),
      officer('CITY', city),
      {
        subject: 'l',
        roles: ['UNIT', 'INSTRUCTOR', 'ORGANISATION', 'AUDITOR'],
        jurisdictions: [chaoan],
      } satisfies Viewer,
    ]) {
      expect(codesOf(await run(assessMutation, input, viewer))).toEqual(['FORBIDDEN']);
      expect(codesOf(await run(designateMutation, { site, designatedOn: '2022-11-01' }, viewer))).toEqual([
        'FORBIDDEN',
      ]);
      const withdrawal = { site, withdrawnOn: '2022-11-01', reason: '示例' };
      expect(codesOf(await run(withdrawMutation, withdrawal, viewer))).toEqual(['FORBIDDEN']);
    }
    const own = { ...input, partyOrganisation: ofCity.id };
    expect(codesOf(await run(assessMutation, own, officer('CITY', city)))).toEqual([]);
  });

  test('what breaks a rule is refused, and nothing is written', async () => {
    const party = nextParty();
    const count = async (): Promise<unknown> =>
      dataOf(await both.ask('{ demonstrationSites { totalCount } }'));
    const before = await count();
    const input = { partyOrganisation: party, criteria: criteria(), assessedOn: '2022-10-10' };
    const wrong: [string, object][] = [
      ['INVALID_INPUT', { criteria: criteria().slice(1) }],
      ['INVALID_INPUT', { criteria: [...criteria().slice(1), criteria()[1]] }],
      ['INVALID_INPUT', { criteria: [...criteria(), criteria()[0]] }],
      ['INVALID_INPUT', { criteria: [] }],
      ['INVALID_INPUT', { assessedOn: '2022-12-02' }],
      ['INVALID_INPUT', { assessedOn: '2021-06-30' }],
      ['INVALID_INPUT', { criteria: criteria().map((each) => ({ ...each, note: '长'.repeat(501) })) }],
      ['NOT_FOUND', { partyOrganisation: testId(chaoan, 'party') }],
      ['INVALID_ID', { partyOrganisation: testId(chaoan, 'org') }],
    ];
    for (const [code, change] of wrong) {
      expect([codesOf(await run(assessMutation, { ...input, ...change })), change]).toEqual([[code], change]);
    }
    expect(await count()).toEqual(before);
    const { id: site } = await assess(party);
    expect(codesOf(await run(assessMutation, { ...input, assessedOn: '2022-10-09' }))).toEqual([
      'INVALID_INPUT',
    ]);
    for (const designatedOn of ['2022-10-09', '2022-12-02']) {
      expect(codesOf(await run(designateMutation, { site, designatedOn }))).toEqual(['INVALID_INPUT']);
    }
    dataOf(await run(designateMutation, { site, designatedOn: '2022-10-20' }));
    for (const change of [{ withdrawnOn: '2022-10-19' }, { withdrawnOn: '2022-12-02' }, { reason: ' ' }]) {
      const withdrawal = { site, withdrawnOn: '2022-11-01', reason: '示例', ...change };
      expect(codesOf(await run(withdrawMutation, withdrawal))).toEqual(['INVALID_INPUT']);
    }
    const none = { site: testId(chaoan, 'site'), designatedOn: '2022-11-01' };
    expect(codesOf(await run(designateMutation, none))).toEqual(['NOT_FOUND']);
  });

  test('two first assessments at once are one site', async () => {
    const party = nextParty();
    const input = { partyOrganisation: party, criteria: criteria(), assessedOn: '2022-10-10' };
    const answers = await Promise.all([1, 2, 3].map(() => run(assessMutation, input)));
    expect(answers.flatMap(codesOf).filter((code) => code !== 'CONFLICT')).toEqual([]);
    const { partyOrganisation } = dataOf<{ partyOrganisation: { demonstrationSites: object } }>(
      await both.ask(
        `query ($id: ID!) { partyOrganisation(id: $id) { demonstrationSites { totalCount } } }`,
        { id: party },
      ),
    );
    expect(partyOrganisation.demonstrationSites).toEqual({ totalCount: 1 });
  });

  test('is found by filters and counted by kind, state and year', async () => {
    const { id: site } = await assess(social.id);
    dataOf(await run(designateMutation, { site, designatedOn: '2022-10-20' }));
    const answer = dataOf(
      await both.ask(
        `query ($code: ID!) {
          demonstrationSites(jurisdictions: [$code], filter: { hostKind: [SOCIAL_ORGANISATION], state: [DESIGNATED],
            designatedFrom: "2022-10-20", designatedTo: "2022-10-20", titleContains: "商会" }) { totalCount nodes { id } }
          demonstrationSiteGroups(by: [KIND, STATE, YEAR], filter: { hostKind: [SOCIAL_ORGANISATION] }) { label count latestDesignatedOn }
          jurisdiction(code: $code) { demonstrationSites(filter: { hostKind: [SOCIAL_ORGANISATION] }) { totalCount } } }`,
        { code: chaoan },
      ),
    );
    expect(answer).toEqual({
      demonstrationSites: { totalCount: 1, nodes: [{ id: site }] },
      demonstrationSiteGroups: [
        { label: '社会组织 · 已命名 · 2022', count: 1, latestDesignatedOn: '2022-10-20' },
      ],
      jurisdiction: { demonstrationSites: { totalCount: 1 } },
    });
  });
});
