import 'reflect-metadata';

import type { RequestContext } from '@jiedui/kit/context';
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
  raoping,
  store,
  testId,
  unitRow,
} from './county.ts';
import { auditor, ledgerOf, newKey, noon } from './ledger.ts';

let county: County;
const { ask, registered, correct, step } = ledgerOf(() => county);

beforeAll(async () => {
  county = await openCounty(city, chaoan);
});
afterAll(() => county.close());

describe('party organisations', () => {
  const registering = (input: object, given: Partial<RequestContext> = {}) =>
    ask(
      `mutation ($key: ID!, $input: RegisterPartyOrganisationInput!) {
        registerPartyOrganisation(idempotencyKey: $key, input: $input) {
          partyOrganisation { id name hostKind members hosts { id } } } }`,
      { key: newKey(), input },
      given,
    );
  const partyBase = {
    jurisdiction: chaoan,
    name: '示例登记支部',
    level: 'BRANCH',
    establishment: 'SINGLE',
    members: 5,
    foundedOn: '2022-01-01',
  };

  test('are registered with their hosts, corrected with a reason, and keep both in their history', async () => {
    const [a, b] = [await registered(), await registered()] as const;
    const made = await registering({ ...partyBase, hosts: [a] }, { clock: noon('2022-02-01') });
    const { registerPartyOrganisation } = dataOf<{
      registerPartyOrganisation: { partyOrganisation: { id: string } };
    }>(made);
    const { id } = registerPartyOrganisation.partyOrganisation;
    expect(registerPartyOrganisation.partyOrganisation).toMatchObject({
      hostKind: 'NON_PUBLIC_ENTERPRISE',
      hosts: [{ id: a }],
    });
    dataOf(
      await ask(
        `mutation ($key: ID!, $id: ID!, $input: CorrectPartyOrganisationInput!) {
          correctPartyOrganisation(idempotencyKey: $key, id: $id, reason: "改为联合组建", input: $input) { partyOrganisation { id } } }`,
        { key: newKey(), id, input: { establishment: 'JOINT', hosts: [a, b], members: 8 } },
        { clock: noon('2022-03-01') },
      ),
    );
    const answer = await ask(
      `query ($id: ID!) { partyOrganisation(id: $id) { hosts { id } history { change reason by fields { name previous current } } } }`,
      { id },
    );
    expect(dataOf(answer)).toEqual({
      partyOrganisation: {
        hosts: [{ id: a }, { id: b }],
        history: [
          expect.objectContaining({
            change: 'REGISTERED',
            by: 'officer-445103',
            fields: expect.arrayContaining([{ name: 'hosts', previous: null, current: a }]) as unknown,
          }),
          {
            change: 'CORRECTED',
            reason: '改为联合组建',
            by: 'officer-445103',
            fields: [
              { name: 'establishment', previous: 'SINGLE', current: 'JOINT' },
              { name: 'members', previous: '5', current: '8' },
              { name: 'hosts', previous: a, current: `${a}, ${b}` },
            ],
          },
        ],
      },
    });
    // Its hosts cannot lose the employees that its members are.
    expect(codesOf(await correct(a, { employees: 0 }))).toEqual([]);
    expect(codesOf(await correct(b, { employees: 7 }))).toEqual(['INVALID_INPUT']);
  });

  test('without a host, joint with one, single with two, with too many members, or of strangers: refused', async () => {
    const [a, b] = [await registered(), await registered()] as const;
    const gone = await registered();
    dataOf(await step('deregisterOrganisation', gone, '2022-11-01'));
    const wrong: [string, object][] = [
      ['hosts', { hosts: [] }],
      ['establishment', { hosts: [a], establishment: 'JOINT' }],
      ['establishment', { hosts: [a, b] }],
      ['members', { hosts: [a], members: 13 }],
      ['hosts', { hosts: [gone] }],
      ['hosts', { hosts: [testId(raoping, 'org')], hostKind: 'NON_PUBLIC_ENTERPRISE' }],
      ['hosts', { hosts: [testId(chaoan, 'org')], hostKind: 'NON_PUBLIC_ENTERPRISE' }],
      ['foundedOn', { hosts: [a], foundedOn: '2022-12-02' }],
    ];
    for (const [field, change] of wrong) {
      const answer = await registering({ ...partyBase, ...change });
      expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
      expect(answer.errors?.[0]?.extensions['expected']).toContain(field);
    }
    expect(codesOf(await registering({ ...partyBase, hosts: ['nobody'] }))).toEqual(['INVALID_ID']);
    const stranger = { viewer: officer('COUNTY', raoping) };
    expect(codesOf(await registering({ ...partyBase, hosts: [a] }, stranger))).toEqual(['FORBIDDEN']);
    const count = dataOf(
      await ask('{ partyOrganisations(filter: {nameContains: "示例登记支部"}) { totalCount } }'),
    );
    expect(count).toEqual({ partyOrganisations: { totalCount: 1 } });
  });

  test("a city's joint one may have hosts of its counties, whose kind it has to say where it does not know them", async () => {
    const alone = await openCounty(city);
    const input = { ...partyBase, jurisdiction: city, hosts: [testId(raoping, 'org')] };
    const source = `mutation ($key: ID!, $input: RegisterPartyOrganisationInput!) {
      registerPartyOrganisation(idempotencyKey: $key, input: $input) { partyOrganisation { hostKind } } }`;
    const as = { viewer: officer('CITY', city) };
    expect(codesOf(await alone.ask(source, { key: newKey(), input }, as))).toEqual(['INVALID_INPUT']);
    const told = { ...input, hostKind: 'SOCIAL_ORGANISATION' };
    expect(dataOf(await alone.ask(source, { key: newKey(), input: told }, as))).toEqual({
      registerPartyOrganisation: { partyOrganisation: { hostKind: 'SOCIAL_ORGANISATION' } },
    });
    await alone.close();
  });
});

describe('member units', () => {
  const unit = unitRow(chaoan, { name: '示例区交通局', contactPhone: '0768-0000000' });
  beforeAll(() => store(county, { memberUnits: [unit] }));

  const correctUnit = (input: object, given: Partial<RequestContext> = {}) =>
    ask(
      `mutation ($key: ID!, $id: ID!, $input: CorrectMemberUnitInput!) {
        correctMemberUnit(idempotencyKey: $key, id: $id, reason: "职能调整", input: $input) {
          memberUnit { name functions contactPhone history { change by as } } } }`,
      { key: newKey(), id: unit.id, input },
      given,
    );

  test('are registered by an officer of the jurisdiction', async () => {
    const registerUnit = (given: Partial<RequestContext> = {}) =>
      ask(
        `mutation ($key: ID!, $input: RegisterMemberUnitInput!) {
          registerMemberUnit(idempotencyKey: $key, input: $input) { memberUnit { name level functions } } }`,
        { key: newKey(), input: { jurisdiction: chaoan, name: '示例区教育局', functions: ['P', 'P'] } },
        given,
      );
    expect(dataOf(await registerUnit())).toEqual({
      registerMemberUnit: { memberUnit: { name: '示例区教育局', level: 'COUNTY', functions: ['P'] } },
    });
    expect(codesOf(await registerUnit({ viewer: auditor }))).toEqual(['FORBIDDEN']);
  });

  test('their liaison corrects telephone number and functions of its own unit, and nothing else', async () => {
    const liaison: Viewer = { subject: 'l', roles: ['UNIT'], jurisdictions: [chaoan], unit: unit.id };
    expect(dataOf(await correctUnit({ functions: ['G', 'L'] }, { viewer: liaison }))).toEqual({
      correctMemberUnit: {
        memberUnit: {
          name: '示例区交通局',
          functions: ['G', 'L'],
          contactPhone: '0768-0000000',
          history: [
            { change: 'REGISTERED', by: null, as: null },
            { change: 'CORRECTED', by: null, as: 'UNIT' },
          ],
        },
      },
    });
    expect(codesOf(await correctUnit({ name: '改名' }, { viewer: liaison }))).toEqual(['FORBIDDEN']);
    const other: Viewer = { ...liaison, unit: testId(chaoan, 'unit') };
    expect(codesOf(await correctUnit({ functions: [] }, { viewer: other }))).toEqual(['FORBIDDEN']);
    const instructor: Viewer = { ...liaison, roles: ['INSTRUCTOR'] };
    expect(codesOf(await correctUnit({ functions: [] }, { viewer: instructor }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await correctUnit({ contactPhone: 'call me' }, { viewer: liaison }))).toEqual([
      'INVALID_INPUT',
    ]);
  });
});
