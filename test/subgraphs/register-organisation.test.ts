import 'reflect-metadata';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codesOf, type County, dataOf, officer, openCounty, raoping } from './county.ts';

let both: County;

beforeAll(async () => {
  both = await openCounty(city, chaoan);
});
afterAll(() => both.close());

describe('registering an organisation', () => {
  const mutation = `mutation ($key: ID!, $input: RegisterOrganisationInput!) {
    registerOrganisation(idempotencyKey: $key, input: $input) { organisation { id name employees provenance source } warnings } }`;
  const input = {
    jurisdiction: chaoan,
    name: ' 示例新登记企业 ',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'C',
    division: '30',
    registeredOn: '2022-11-30',
  };
  const viewer = officer('COUNTY', chaoan);
  interface Registered {
    registerOrganisation: { organisation: { id: string; name: string }; warnings: string[] };
  }
  const count = async (): Promise<number> =>
    dataOf<{ organisations: { totalCount: number } }>(
      await both.ask('{ organisations(filter: {nameContains: "新登记"}) { totalCount } }'),
    ).organisations.totalCount;

  test('the same key and input twice, or ten times at once, is one organisation and one answer', async () => {
    const before = await count();
    const first = dataOf<Registered>(await both.ask(mutation, { key: 'key-number-1', input }, { viewer }));
    expect(first.registerOrganisation).toMatchObject({
      organisation: { name: '示例新登记企业', employees: 0, provenance: 'ENTERED', source: 'COUNTY 445103' },
      warnings: [],
    });
    expect(dataOf(await both.ask(mutation, { key: 'key-number-1', input }, { viewer }))).toEqual(first);
    const atOnce = await Promise.all(
      Array.from({ length: 10 }, () => both.ask(mutation, { key: 'key-number-2', input }, { viewer })),
    );
    expect(new Set(atOnce.map((answer) => JSON.stringify(dataOf(answer)))).size).toBe(1);
    expect(await count()).toBe(before + 2);
  });

  test('the same key with another input is a conflict, and nothing is written', async () => {
    dataOf(await both.ask(mutation, { key: 'key-number-3', input }, { viewer }));
    const before = await count();
    const other = await both.ask(
      mutation,
      { key: 'key-number-3', input: { ...input, employees: 3 } },
      { viewer },
    );
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await count()).toBe(before);
  });

  test('a key shorter than 8 or longer than 128 characters is refused', async () => {
    for (const key of ['', '1234567', 'x'.repeat(129)]) {
      expect(codesOf(await both.ask(mutation, { key, input }, { viewer }))).toEqual([
        'IDEMPOTENCY_KEY_REQUIRED',
      ]);
    }
  });

  test('only an officer of the very jurisdiction may', async () => {
    for (const stranger of [
      undefined,
      officer('COUNTY', raoping),
      officer('CITY', city),
      officer('CITY', chaoan),
      { subject: 's', roles: ['UNIT'], jurisdictions: [chaoan] } satisfies Viewer,
    ]) {
      const answer = await both.ask(
        mutation,
        { key: 'key-number-4', input },
        stranger && { viewer: stranger },
      );
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    }
    const own = { ...input, jurisdiction: city };
    expect(
      codesOf(
        await both.ask(mutation, { key: 'key-number-5', input: own }, { viewer: officer('CITY', city) }),
      ),
    ).toEqual([]);
  });

  test('what breaks a rule is refused, with the field in the message', async () => {
    const wrong: [string, object][] = [
      ['name', { name: '  ' }],
      ['name', { name: 'a\u0000b' }],
      ['name', { name: '长'.repeat(201) }],
      ['subtype', { subtype: 'FOUNDATION' }],
      ['creditCode', { creditCode: '91445100I123456789' }],
      ['division', { division: '60' }],
      ['division', { division: '3' }],
      ['employees', { employees: -1 }],
      ['registeredOn', { registeredOn: '2022-12-02' }],
      ['contactPhone', { contactPhone: 'call me' }],
    ];
    for (const [field, change] of wrong) {
      const answer = await both.ask(
        mutation,
        { key: 'key-number-6', input: { ...input, ...change } },
        { viewer },
      );
      expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
      expect(answer.errors?.[0]?.message).toContain(field);
    }
    expect(
      codesOf(
        await both.ask(
          mutation,
          { key: 'key-number-6', input: { ...input, registeredOn: '2022-02-30' } },
          { viewer },
        ),
      ),
    ).toEqual(['BAD_USER_INPUT']);
    expect(
      codesOf(
        await both.ask(
          mutation,
          { key: 'key-number-6', input: { ...input, jurisdiction: raoping } },
          { viewer },
        ),
      ),
    ).toEqual(['UNKNOWN_JURISDICTION']);
  });

  test('a credit code with a wrong check character is taken with a warning, once', async () => {
    const doubtful = { ...input, creditCode: '91445100MA00000003' };
    const { registerOrganisation } = dataOf<Registered>(
      await both.ask(mutation, { key: 'key-number-7', input: doubtful }, { viewer }),
    );
    expect(registerOrganisation.warnings).toHaveLength(1);
    const again = await both.ask(mutation, { key: 'key-number-8', input: doubtful }, { viewer });
    expect(codesOf(again)).toEqual(['CONFLICT']);
  });
});
