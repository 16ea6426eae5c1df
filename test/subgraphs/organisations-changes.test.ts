import 'reflect-metadata';

import type { RequestContext } from '@jiedui/kit/context';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
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
  testId,
} from './county.ts';
import { example, auditor, ledgerOf, newKey, registration } from './ledger.ts';

let county: County;
const { ask, registered, correct, step, historyOf } = ledgerOf(() => county);

beforeAll(async () => {
  county = await openCounty(city, chaoan);
});
afterAll(() => county.close());

describe('correcting', () => {
  test('only an officer of the owner may, and only a record that is there', async () => {
    const id = await registered();
    for (const stranger of [officer('COUNTY', raoping), officer('CITY', city), auditor]) {
      expect(codesOf(await correct(id, { employees: 1 }, { viewer: stranger }))).toEqual(['FORBIDDEN']);
    }
    for (const role of ['UNIT', 'INSTRUCTOR', 'ORGANISATION'] as const) {
      const other: Viewer = { subject: 's', roles: [role], jurisdictions: [chaoan] };
      expect(codesOf(await correct(id, { employees: 1 }, { viewer: other }))).toEqual(['FORBIDDEN']);
    }
    expect(codesOf(await correct(testId(chaoan, 'org'), { employees: 1 }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await correct('nobody', { employees: 1 }))).toEqual(['INVALID_ID']);
  });

  test('what breaks a rule is refused with the field, the expected and the received; nothing is written', async () => {
    const id = await registered();
    const wrong: [string, object][] = [
      ['input', {}],
      ['name', { name: null }],
      ['division', { division: '60' }],
      ['division', { division: '98' }],
      ['subtype', { subtype: 'FOUNDATION' }],
      ['creditCode', { creditCode: '91445100I123456789' }],
      ['employees', { employees: -1 }],
      ['registeredOn', { registeredOn: '2022-12-02' }],
    ];
    for (const [field, input] of wrong) {
      const answer = await correct(id, input);
      expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        expected: expect.stringContaining(field),
        received: expect.anything(),
      });
    }
    expect(codesOf(await correct(id, { employees: 1 }, {}, '  '))).toEqual(['INVALID_INPUT']);
    expect(await historyOf(id)).toHaveLength(1);
  });

  test('a corrected kind is followed by the party organisations of which it is the first host, and by no other', async () => {
    const social = await registered({ kind: 'SOCIAL_ORGANISATION', subtype: 'ASSOCIATION' });
    const enterprise = await registered();
    const founded = async (establishment: string, hosts: string[]): Promise<string> =>
      dataOf<{ registerPartyOrganisation: { partyOrganisation: { id: string } } }>(
        await ask(
          `mutation ($key: ID!, $input: RegisterPartyOrganisationInput!) {
            registerPartyOrganisation(idempotencyKey: $key, input: $input) { partyOrganisation { id } } }`,
          {
            key: newKey(),
            input: {
              jurisdiction: chaoan,
              name: '中共示例支部',
              level: 'BRANCH',
              establishment,
              hosts,
              members: 3,
              foundedOn: '2021-07-01',
            },
          },
        ),
      ).registerPartyOrganisation.partyOrganisation.id;
    const own = await founded('SINGLE', [social]);
    const joint = await founded('JOINT', [enterprise, social]);
    const kinds = async (): Promise<unknown> =>
      Promise.all(
        [own, joint].map(async (id) => {
          const answer = await ask('query ($id: ID!) { partyOrganisation(id: $id) { hostKind } }', { id });
          return dataOf<{ partyOrganisation: { hostKind: string } }>(answer).partyOrganisation.hostKind;
        }),
      );
    expect(await kinds()).toEqual(['SOCIAL_ORGANISATION', 'NON_PUBLIC_ENTERPRISE']);
    dataOf(await correct(social, { kind: 'NON_PUBLIC_ENTERPRISE', subtype: null }));
    expect(await kinds()).toEqual(['NON_PUBLIC_ENTERPRISE', 'NON_PUBLIC_ENTERPRISE']);
    dataOf(await correct(enterprise, { kind: 'SOCIAL_ORGANISATION' }));
    expect(await kinds()).toEqual(['NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION']);
  });

  test('an attested credit code is taken without a warning, with a reason alone', async () => {
    const code = '91350100M000100Y44';
    const input = { ...example, creditCode: code, creditCodeAttested: true };
    expect(codesOf(await ask(registration, { key: newKey(), input }))).toEqual(['INVALID_INPUT']);
    const told = await ask(registration, { key: newKey(), input: { ...input, reason: '已核对证照原件' } });
    expect(dataOf(told)).toMatchObject({
      registerOrganisation: { organisation: { creditCodeAttested: true }, warnings: [] },
    });
    const id = await registered();
    const doubted = await correct(id, { creditCode: '91445100MA00000003' });
    expect(dataOf(doubted)).toMatchObject({
      correctOrganisation: { warnings: [expect.stringContaining('请核对证照')] },
    });
    const sure = await correct(id, { creditCodeAttested: true });
    expect(dataOf(sure)).toMatchObject({
      correctOrganisation: { organisation: { creditCodeAttested: true }, warnings: [] },
    });
  });

  test('of two operating organisations of one jurisdiction one has a credit code; who was struck off keeps its own', async () => {
    const creditCode = '91350100M000100Y43';
    const first = await registered({ creditCode });
    const second = await registered();
    const answer = await correct(second, { creditCode });
    expect(codesOf(answer)).toEqual(['CONFLICT']);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ expected: expect.stringContaining('creditCode') });
    dataOf(await step('suspendOrganisation', first, '2022-11-01'));
    dataOf(await correct(second, { creditCode }));
    expect(codesOf(await step('resumeOrganisation', first, '2022-11-02'))).toEqual(['CONFLICT']);
  });
});

describe('the states of an organisation', () => {
  test('operating, suspended, operating again, deregistered, each with its day', async () => {
    const id = await registered();
    const states = [
      [
        'suspendOrganisation',
        '2022-10-01',
        { status: 'SUSPENDED', suspendedOn: '2022-10-01', resumedOn: null },
      ],
      [
        'resumeOrganisation',
        '2022-10-20',
        { status: 'OPERATING', suspendedOn: null, resumedOn: '2022-10-20' },
      ],
      ['deregisterOrganisation', '2022-12-01', { status: 'DEREGISTERED', deregisteredOn: '2022-12-01' }],
    ] as const;
    for (const [field, on, organisation] of states) {
      expect(dataOf(await step(field, id, on))).toMatchObject({ [field]: { organisation, warnings: [] } });
    }
  });

  test('a day that was noted wrongly is corrected; one that the state does not have is refused', async () => {
    const id = await registered();
    dataOf(await step('suspendOrganisation', id, '2022-11-01'));
    expect(codesOf(await correct(id, { deregisteredOn: '2022-11-02' }))).toEqual(['INVALID_INPUT']);
    dataOf(await correct(id, { suspendedOn: '2022-10-01' }));
    dataOf(await step('deregisterOrganisation', id, '2022-11-05'));
    expect(codesOf(await correct(id, { deregisteredOn: '2022-09-30' }))).toEqual(['INVALID_INPUT']);
    dataOf(await correct(id, { deregisteredOn: '2022-11-04' }));
    expect((await historyOf(id)).at(-1)).toMatchObject({
      change: 'CORRECTED',
      fields: [{ name: 'deregisteredOn', previous: '2022-11-05', current: '2022-11-04' }],
    });
  });

  test('a step from another state names the expected and the received state', async () => {
    const id = await registered();
    const answer = await step('resumeOrganisation', id, '2022-11-01');
    expect(codesOf(answer)).toEqual(['INVALID_TRANSITION']);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      expected: 'status SUSPENDED',
      received: '"OPERATING"',
    });
    dataOf(await step('deregisterOrganisation', id, '2022-11-01'));
    for (const field of ['suspendOrganisation', 'resumeOrganisation', 'deregisterOrganisation']) {
      expect(codesOf(await step(field, id, '2022-11-01'))).toEqual(['INVALID_TRANSITION']);
    }
  });

  test('a day that has not come, or lies before the last step, is refused', async () => {
    const id = await registered();
    expect(codesOf(await step('suspendOrganisation', id, '2022-12-02'))).toEqual(['INVALID_INPUT']);
    expect(codesOf(await step('suspendOrganisation', id, '2020-04-30'))).toEqual(['INVALID_INPUT']);
    dataOf(await step('suspendOrganisation', id, '2022-10-10'));
    expect(codesOf(await step('resumeOrganisation', id, '2022-10-09'))).toEqual(['INVALID_INPUT']);
    expect(await historyOf(id)).toHaveLength(2);
  });
});

test("telephone numbers are clear to the roles of the deployment's sharing policy", async () => {
  const id = await registered({ contactPhone: '138-0000-8000' });
  const seen = async (given: Partial<RequestContext>) =>
    dataOf<{ organisation: { contactPhone: string } }>(
      await ask('query ($id: ID!) { organisation(id: $id) { contactPhone } }', { id }, given),
    ).organisation.contactPhone;
  const instructor: Viewer = {
    subject: 'i',
    roles: ['INSTRUCTOR'],
    jurisdictions: [parseJurisdictionCode('445103')],
  };
  expect(await seen({ viewer: instructor })).toBe('138****8000');
  expect(await seen({ viewer: instructor, shareContacts: ['INSTRUCTOR'] })).toBe('138-0000-8000');
});

test('the classification of industries has 20 sections and 97 divisions, with its edition', async () => {
  const { industries } = dataOf<{
    industries: { code: string; name: string; standard: string; divisions: { code: string }[] }[];
  }>(await ask('{ industries { code name englishName standard divisions { code name englishName } } }'));
  expect(industries).toHaveLength(20);
  expect(industries.flatMap(({ divisions }) => divisions.map(({ code }) => code))).toEqual(
    Array.from({ length: 97 }, (_, index) => String(index + 1).padStart(2, '0')),
  );
  expect(industries[2]).toMatchObject({
    code: 'C',
    name: '制造业',
    standard: expect.stringContaining('2017-06-30'),
  });
});
