import 'reflect-metadata';

import type { RequestContext } from '@jiedui/kit/context';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  type County,
  dataOf,
  officer,
  openCounty,
  raoping,
  store,
  testId,
  unitRow,
} from './county.ts';
import { auditor, type Changed, ledgerOf, newKey, noon } from './ledger.ts';

let county: County;
const { ask, registered, step } = ledgerOf(() => county);

beforeAll(async () => {
  county = await openCounty(city, chaoan, raoping);
});
afterAll(() => county.close());

/** The id of a party organisation in these organisations. */
async function founded(hosts: string[], change: object = {}): Promise<string> {
  const input = {
    jurisdiction: chaoan,
    name: '示例撤并支部',
    level: 'BRANCH',
    establishment: hosts.length > 1 ? 'JOINT' : 'SINGLE',
    members: 5,
    secretaryIsOwner: true,
    foundedOn: '2021-07-01',
    hosts,
    ...change,
  };
  const answer = await ask(
    `mutation ($key: ID!, $input: RegisterPartyOrganisationInput!) {
      registerPartyOrganisation(idempotencyKey: $key, input: $input) { partyOrganisation { id } } }`,
    { key: newKey(), input },
    { clock: noon('2022-01-11') },
  );
  return dataOf<{ registerPartyOrganisation: { partyOrganisation: { id: string } } }>(answer)
    .registerPartyOrganisation.partyOrganisation.id;
}

const dissolve = (id: string, on: string, given: Partial<RequestContext> = {}): Promise<ExecutionResult> =>
  ask(
    `mutation ($key: ID!, $id: ID!, $on: Date!) {
      dissolvePartyOrganisation(idempotencyKey: $key, id: $id, on: $on, reason: "企业注销") {
        partyOrganisation { dissolvedOn hosts { id } } warnings } }`,
    { key: newKey(), id, on },
    given,
  );

const merge = (
  into: string,
  duplicate: string,
  given: Partial<RequestContext> = {},
): Promise<ExecutionResult> =>
  ask(
    `mutation ($key: ID!, $into: ID!, $duplicate: ID!) {
      mergePartyOrganisations(idempotencyKey: $key, into: $into, duplicate: $duplicate, reason: "重复建档") {
        partyOrganisation { id duplicates { id } }
        duplicate { id dissolvedOn mergedInto { id } hosts { id } } warnings } }`,
    { key: newKey(), into, duplicate },
    given,
  );

const criteria = [
  'SOUND_ORGANISATION',
  'COMPLETE_RULES',
  'ORDERLY_OPERATION',
  'FREQUENT_ACTIVITIES',
  'STRONG_SUPPORT',
  'MARKED_EFFECT',
];

const assess = (partyOrganisation: string): Promise<ExecutionResult> =>
  ask(
    `mutation ($key: ID!, $input: AssessDemonstrationSiteInput!) {
      assessDemonstrationSite(idempotencyKey: $key, input: $input) { site { id state } } }`,
    {
      key: newKey(),
      input: {
        partyOrganisation,
        assessedOn: '2022-06-01',
        criteria: criteria.map((criterion) => ({ criterion, met: true })),
      },
    },
  );

const designate = (site: string): Promise<ExecutionResult> =>
  ask(
    `mutation ($key: ID!, $site: ID!) {
      designateDemonstrationSite(idempotencyKey: $key, input: { site: $site, designatedOn: "2022-06-02" }) { site { state } } }`,
    { key: newKey(), site },
  );

/** A site that is assessed; the id. */
async function candidate(party: string): Promise<string> {
  const assessed = dataOf<{ assessDemonstrationSite: { site: { id: string } } }>(await assess(party));
  return assessed.assessDemonstrationSite.site.id;
}

interface Counted {
  indicators: { denominatorRecords: string; ratio: { numerator: number; denominator: number } }[];
  ledgerOverview: { partyOrganisations: number; partyMembers: number; coverage: { numerator: number } };
  standing: { totalCount: number };
}

async function counted(asOf?: string): Promise<Counted> {
  return dataOf<Counted>(
    await ask(
      `query ($asOf: Date) {
        indicators(by: [], codes: [OWNER_SECRETARY, SINGLE_ESTABLISHMENT], asOf: $asOf) { denominatorRecords ratio { numerator denominator } }
        ledgerOverview(asOf: $asOf) { partyOrganisations partyMembers coverage { numerator } }
        standing: partyOrganisations(filter: { dissolved: false }, asOf: $asOf) { totalCount } }`,
      { asOf },
    ),
  );
}

describe('a party organisation', () => {
  test('that is dissolved is in no organisation any more, counts in no indicator, and keeps its past', async () => {
    const host = await registered();
    const id = await founded([host]);
    const before = await counted();
    expect(dataOf(await dissolve(id, '2022-11-20', { clock: noon('2022-11-25') }))).toEqual({
      dissolvePartyOrganisation: {
        partyOrganisation: { dissolvedOn: '2022-11-20', hosts: [] },
        warnings: [],
      },
    });
    const after = await counted();
    for (const [index, { ratio, denominatorRecords: records }] of before.indicators.entries()) {
      const { numerator, denominator } = after.indicators[index]!.ratio;
      const fewer = records === 'PARTY_ORGANISATIONS' ? 1 : 0;
      expect([numerator, denominator]).toEqual([ratio.numerator - 1, ratio.denominator - fewer]);
    }
    const { partyOrganisations, partyMembers, coverage } = before.ledgerOverview;
    expect(after.ledgerOverview).toEqual({
      partyOrganisations: partyOrganisations - 1,
      partyMembers: partyMembers - 5,
      coverage: { numerator: coverage.numerator - 1 },
    });
    expect(after.standing.totalCount).toBe(before.standing.totalCount - 1);
    expect(await counted('2022-11-24')).toEqual(before);

    const found = dataOf<{
      partyOrganisation: { earlier: object[]; history: Changed[] };
      organisation: object;
    }>(
      await ask(
        `query ($id: ID!, $host: ID!) {
          partyOrganisation(id: $id) { earlier: hosts(asOf: "2022-11-24") { id } history { at change as by reason fields { name previous current } } }
          organisation(id: $host) { partyOrganisations { totalCount } earlier: partyOrganisations(asOf: "2022-11-24") { nodes { id dissolvedOn } } } }`,
        { id, host },
      ),
    );
    expect(found.partyOrganisation.earlier).toEqual([{ id: host }]);
    expect(found.partyOrganisation.history.at(-1)).toEqual({
      at: '2022-11-25T04:00:00.000Z',
      change: 'DISSOLVED',
      as: 'COUNTY',
      by: 'officer-445103',
      reason: '企业注销',
      fields: [
        { name: 'dissolvedOn', previous: null, current: '2022-11-20' },
        { name: 'hosts', previous: host, current: null },
      ],
    });
    expect(found.organisation).toEqual({
      partyOrganisations: { totalCount: 0 },
      earlier: { nodes: [{ id, dissolvedOn: null }] },
    });
  });

  test('is dissolved once, between its founding and today, by an officer of its owner', async () => {
    const id = await founded([await registered()]);
    expect(codesOf(await dissolve(id, '2021-06-30'))).toEqual(['INVALID_INPUT']);
    expect(codesOf(await dissolve(id, '2022-12-02'))).toEqual(['INVALID_INPUT']);
    for (const viewer of [officer('COUNTY', raoping), officer('CITY', city), auditor]) {
      expect(codesOf(await dissolve(id, '2022-11-01', { viewer }))).toEqual(['FORBIDDEN']);
    }
    dataOf(await dissolve(id, '2022-11-01'));
    const again = await dissolve(id, '2022-11-02');
    expect(codesOf(again)).toEqual(['INVALID_TRANSITION']);
    expect(again.errors![0]!.extensions).toMatchObject({
      expected: 'a party organisation that is not dissolved',
      received: '"2022-11-01"',
    });
    const corrected = await ask(
      `mutation ($key: ID!, $id: ID!) {
        correctPartyOrganisation(idempotencyKey: $key, id: $id, reason: "核对", input: { members: 1 }) { partyOrganisation { id } } }`,
      { key: newKey(), id },
    );
    expect(codesOf(corrected)).toEqual(['INVALID_TRANSITION']);
  });

  test('that is a demonstration site loses that first; a dissolved one is neither assessed nor designated', async () => {
    const shown = await founded([await registered()]);
    const site = await candidate(shown);
    dataOf(await designate(site));
    const refused = await dissolve(shown, '2022-11-01');
    expect(codesOf(refused)).toEqual(['INVALID_TRANSITION']);
    expect(refused.errors![0]!.extensions['received']).toContain('DESIGNATED');

    const assessed = await founded([await registered()]);
    const open = await candidate(assessed);
    dataOf(await dissolve(assessed, '2022-11-01'));
    expect(codesOf(await designate(open))).toEqual(['INVALID_TRANSITION']);
    expect(codesOf(await assess(assessed))).toEqual(['INVALID_TRANSITION']);
  });

  test('of an organisation struck off can be dissolved, as the warning says', async () => {
    const host = await registered();
    const id = await founded([host]);
    const { deregisterOrganisation } = dataOf<{ deregisterOrganisation: { warnings: string[] } }>(
      await step('deregisterOrganisation', host, '2022-11-01'),
    );
    expect(deregisterOrganisation.warnings).toHaveLength(1);
    dataOf(await dissolve(id, '2022-11-01'));
  });
});

describe('duplicates of a party organisation', () => {
  test('end as dissolved and name their successor; sites follow, hosts that nobody has any more are told', async () => {
    const [a, b] = [await registered(), await registered({ name: '示例剩余企业' })] as const;
    const kept = await founded([a]);
    const duplicate = await founded([a, b]);
    const site = await candidate(duplicate);
    const merged = dataOf<{ mergePartyOrganisations: { warnings: string[] } }>(await merge(kept, duplicate));
    expect(merged).toEqual({
      mergePartyOrganisations: {
        partyOrganisation: { id: kept, duplicates: [{ id: duplicate }] },
        duplicate: { id: duplicate, dissolvedOn: '2022-12-01', mergedInto: { id: kept }, hosts: [] },
        warnings: [expect.stringContaining('示例剩余企业')],
      },
    });
    const followed = await ask(
      'query ($id: ID!) { demonstrationSite(id: $id) { partyOrganisation { id } } }',
      {
        id: site,
      },
    );
    expect(dataOf(followed)).toEqual({ demonstrationSite: { partyOrganisation: { id: kept } } });
    const history = dataOf<{ partyOrganisation: { history: Changed[] } }>(
      await ask(
        'query ($id: ID!) { partyOrganisation(id: $id) { history { change reason fields { name } } } }',
        { id: duplicate },
      ),
    ).partyOrganisation.history.at(-1)!;
    expect(history).toMatchObject({ change: 'MERGED', reason: '重复建档' });
    expect(history.fields.map(({ name }) => name).sort()).toEqual(['dissolvedOn', 'hosts', 'mergedInto']);
  });

  test('are of one owner, stand, are no site beside a site, and are merged once', async () => {
    const host = await registered();
    const [kept, other, gone] = [
      await founded([host]),
      await founded([host]),
      await founded([host]),
    ] as const;
    expect(codesOf(await merge(kept, kept))).toEqual(['INVALID_INPUT']);
    expect(codesOf(await merge(kept, testId(raoping, 'party')))).toEqual(['INVALID_INPUT']);
    expect(codesOf(await merge(kept, testId(chaoan, 'party')))).toEqual(['NOT_FOUND']);
    expect(codesOf(await merge(kept, other, { viewer: officer('CITY', city) }))).toEqual(['FORBIDDEN']);
    dataOf(await designate(await candidate(kept)));
    dataOf(await designate(await candidate(other)));
    const two = await merge(kept, other);
    expect(codesOf(two)).toEqual(['INVALID_TRANSITION']);
    dataOf(await merge(kept, gone));
    expect(codesOf(await merge(kept, gone))).toEqual(['INVALID_TRANSITION']);
    expect(codesOf(await merge(gone, kept))).toEqual(['INVALID_TRANSITION']);
  });
});

describe('a member unit', () => {
  test('leaves the committee on a day, by an officer, once; it counts no more, neither surveys nor nominates', async () => {
    const unit = unitRow(chaoan, { name: '示例退出单位', functions: ['C'] });
    await store(county, { memberUnits: [unit] });
    const count = async (asOf?: string): Promise<object> =>
      dataOf(
        await ask(
          `query ($asOf: Date) { ledgerOverview(jurisdictions: ["445103"], asOf: $asOf) { memberUnits }
            memberUnits(jurisdictions: ["445103"], filter: { withdrawn: false }, asOf: $asOf) { totalCount } }`,
          { asOf },
        ),
      );
    expect(await count()).toEqual({ ledgerOverview: { memberUnits: 1 }, memberUnits: { totalCount: 1 } });
    const withdraw = (on: string, given: Partial<RequestContext> = {}): Promise<ExecutionResult> =>
      ask(
        `mutation ($key: ID!, $id: ID!, $on: Date!) {
          withdrawMemberUnit(idempotencyKey: $key, id: $id, on: $on, reason: "机构改革") {
            memberUnit { withdrawnOn history { change reason fields { name current } } } } }`,
        { key: newKey(), id: unit.id, on },
        given,
      );
    const liaison: Viewer = { subject: 'l', roles: ['UNIT'], jurisdictions: [chaoan], unit: unit.id };
    expect(codesOf(await withdraw('2022-11-01', { viewer: liaison }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await withdraw('2022-12-02'))).toEqual(['INVALID_INPUT']);
    const { withdrawMemberUnit } = dataOf<{
      withdrawMemberUnit: { memberUnit: { withdrawnOn: string; history: object[] } };
    }>(await withdraw('2022-11-01'));
    expect(withdrawMemberUnit.memberUnit.withdrawnOn).toBe('2022-11-01');
    expect(withdrawMemberUnit.memberUnit.history.at(-1)).toEqual({
      change: 'WITHDRAWN',
      reason: '机构改革',
      fields: [{ name: 'withdrawnOn', current: '2022-11-01' }],
    });
    expect(codesOf(await withdraw('2022-11-02'))).toEqual(['INVALID_TRANSITION']);
    expect(await count()).toEqual({ ledgerOverview: { memberUnits: 0 }, memberUnits: { totalCount: 0 } });
    expect(await count('2022-11-30')).toEqual({
      ledgerOverview: { memberUnits: 1 },
      memberUnits: { totalCount: 1 },
    });

    const survey = await ask(
      `mutation ($key: ID!, $input: RecordSurveyInput!) { recordSurvey(idempotencyKey: $key, input: $input) { survey { id } } }`,
      {
        key: newKey(),
        input: {
          organisation: await registered(),
          surveyedOn: '2022-11-05',
          method: 'VISIT',
          employees: 3,
          members: 0,
          operating: true,
          hasPartyOrganisation: false,
        },
      },
      { viewer: liaison },
    );
    expect(codesOf(survey)).toEqual(['FORBIDDEN']);
    const nominated = await ask(
      `mutation ($key: ID!, $input: NominateInstructorInput!) { nominateInstructor(idempotencyKey: $key, input: $input) { instructor { id } } }`,
      {
        key: newKey(),
        input: {
          jurisdiction: chaoan,
          sourceUnit: unit.id,
          name: '示例指导员',
          categories: [],
          nominatedOn: '2022-11-05',
        },
      },
    );
    expect(codesOf(nominated)).toEqual(['INVALID_INPUT']);
  });
});
