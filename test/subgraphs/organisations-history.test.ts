import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  type County,
  dataOf,
  officer,
  openCounty,
  organisationRow,
  partyRow,
  store,
} from './county.ts';
import { auditor, type Changed, correction, ledgerOf, newKey, noon } from './ledger.ts';

let county: County;
const { ask, registered, correct, step, historyOf } = ledgerOf(() => county);

beforeAll(async () => {
  county = await openCounty(city, chaoan);
});
afterAll(() => county.close());

describe('the history of an organisation', () => {
  test('says for each change who, as what, when, why, and what it was before', async () => {
    const id = await registered({ contactPhone: '138-0000-8000' });
    dataOf(await correct(id, { employees: 15, town: '示例镇' }, { clock: noon('2022-03-01') }, '补录'));
    dataOf(await step('suspendOrganisation', id, '2022-06-01', { clock: noon('2022-06-02') }));
    const [first, second, third, ...more] = await historyOf(id);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      at: '2022-01-10T04:00:00.000Z',
      change: 'REGISTERED',
      as: 'COUNTY',
      by: 'officer-445103',
      reason: null,
    });
    expect(first?.fields).toContainEqual({ name: 'employees', previous: null, current: '12' });
    expect(second).toEqual({
      at: '2022-03-01T04:00:00.000Z',
      change: 'CORRECTED',
      as: 'COUNTY',
      by: 'officer-445103',
      reason: '补录',
      fields: [
        { name: 'employees', previous: '12', current: '15' },
        { name: 'town', previous: null, current: '示例镇' },
      ],
    });
    expect(third).toMatchObject({
      change: 'SUSPENDED',
      reason: '依据登记机关通知',
      fields: [
        { name: 'status', previous: 'OPERATING', current: 'SUSPENDED' },
        { name: 'suspendedOn', previous: null, current: '2022-06-01' },
      ],
    });
  });

  test('names the person to officers of the owner and auditors alone, and no telephone number to the public', async () => {
    const id = await registered({ contactPhone: '138-0000-8000' });
    const phone = (history: Changed[]) =>
      history[0]?.fields.find(({ name }) => name === 'contactPhone')?.current;
    const audited = await historyOf(id, auditor);
    expect([audited[0]?.by, phone(audited)]).toEqual(['officer-445103', '138****8000']);
    const stranger = await historyOf(id, officer('CITY', city));
    expect([stranger[0]?.by, stranger[0]?.as, phone(stranger)]).toEqual([null, 'COUNTY', '138****8000']);
    const everybody = await historyOf(id, { subject: 'public', roles: ['PUBLIC'], jurisdictions: [] });
    expect([everybody[0]?.by, phone(everybody)]).toEqual([null, undefined]);
    expect(phone(await historyOf(id))).toBe('138-0000-8000');
  });

  test('a repeated key changes nothing a second time, and an unchanged record gets no version', async () => {
    const id = await registered();
    const variables = { key: newKey(), id, reason: '核对', input: { employees: 20 } };
    const first = dataOf(await ask(correction, variables, { clock: noon('2022-02-01') }));
    expect(dataOf(await ask(correction, variables, { clock: noon('2022-02-02') }))).toEqual(first);
    dataOf(await correct(id, { employees: 20 }, { clock: noon('2022-02-03') }));
    expect(await historyOf(id)).toHaveLength(2);
  });

  test('rows written in bulk, without a word, have theirs too', async () => {
    const row = organisationRow(chaoan, { name: '示例批量企业' });
    await store(county, { organisations: [row] });
    expect(await historyOf(row.id)).toMatchObject([
      { at: '1970-01-01T00:00:00.000Z', change: 'REGISTERED', as: null, by: null, reason: null },
    ]);
  });
});

describe('the ledger as of a day', () => {
  const asOf = async (day: string | null, filter: object): Promise<object> =>
    dataOf<{ organisations: { totalCount: number; nodes: object[] }; organisationGroups: object[] }>(
      await ask(
        `query ($asOf: Date, $filter: OrganisationFilter) {
          organisations(asOf: $asOf, filter: $filter) { totalCount nodes { name employees status } }
          organisationGroups(asOf: $asOf, by: [STATUS], filter: $filter) { status count employees } }`,
        { asOf: day, filter },
      ),
    );

  test('has what stood there at the end of that day in Beijing, in lists and groups', async () => {
    const name = '示例往日企业';
    const id = await registered({ name }, '2022-01-10');
    dataOf(await correct(id, { employees: 30 }, { clock: clockOf(() => new Date('2022-03-01T15:59:59Z')) }));
    dataOf(
      await step('suspendOrganisation', id, '2022-03-01', {
        clock: clockOf(() => new Date('2022-03-01T16:00:00Z')),
      }),
    );
    const filter = { nameContains: '往日' };
    expect(await asOf('2022-01-09', filter)).toEqual({
      organisations: { totalCount: 0, nodes: [] },
      organisationGroups: [],
    });
    const states: [string | null, number, string][] = [
      ['2022-01-10', 12, 'OPERATING'],
      ['2022-02-28', 12, 'OPERATING'],
      ['2022-03-01', 30, 'OPERATING'],
      ['2022-03-02', 30, 'SUSPENDED'],
      ['2022-12-01', 30, 'SUSPENDED'],
      [null, 30, 'SUSPENDED'],
    ];
    for (const [day, employees, status] of states) {
      expect(await asOf(day, filter)).toEqual({
        organisations: { totalCount: 1, nodes: [{ name, employees, status }] },
        organisationGroups: [{ status, count: 1, employees }],
      });
    }
  });

  test('towns and the count of a jurisdiction are those of that day', async () => {
    const other = await openCounty(chaoan);
    await store(other, {
      organisations: [
        organisationRow(chaoan, { town: '示例镇甲', createdAt: new Date('2021-01-01T00:00:00Z') }),
        organisationRow(chaoan, { town: '示例镇乙', createdAt: new Date('2021-06-01T00:00:00Z') }),
      ],
    });
    const at = async (day: string | null): Promise<unknown> =>
      dataOf(
        await other.ask(
          `query ($day: Date) { towns(asOf: $day) { name organisations }
            jurisdiction(code: "445103") { organisationCount(asOf: $day) } }`,
          { day },
        ),
      );
    const first = { name: '示例镇甲', organisations: 1 };
    const second = { name: '示例镇乙', organisations: 1 };
    expect(await at('2020-12-31')).toEqual({ towns: [], jurisdiction: { organisationCount: 0 } });
    expect(await at('2021-05-31')).toEqual({ towns: [first], jurisdiction: { organisationCount: 1 } });
    for (const day of ['2021-06-01', null]) {
      expect(await at(day)).toEqual({ towns: [second, first], jurisdiction: { organisationCount: 2 } });
    }
    await other.close();
  });

  test('filters on hosting, nested lists and the overview look at that day too', async () => {
    const other = await openCounty(chaoan);
    const host = organisationRow(chaoan, { name: '示例主体', createdAt: new Date('2021-01-01T00:00:00Z') });
    const party = partyRow(chaoan, { createdAt: new Date('2021-06-01T00:00:00Z') });
    await store(other, {
      organisations: [host],
      partyOrganisations: [party],
      hosts: [{ partyOrganisationId: party.id, organisationId: host.id, position: 0 }],
    });
    const at = async (day: string) =>
      dataOf(
        await other.ask(
          `query ($day: Date) {
            organisations(asOf: $day, filter: {hasPartyOrganisation: true}) { totalCount }
            ledgerOverview(asOf: $day) { organisations partyOrganisations coverage { numerator denominator } }
            partyOrganisations(asOf: $day) { totalCount }
            partyOrganisationGroups(asOf: $day, by: []) { count }
            memberUnits(asOf: $day) { totalCount }
            jurisdiction(code: "445103") { organisations(asOf: $day) { totalCount nodes { name
              partyOrganisations(asOf: $day) { totalCount nodes { name } } } } } }`,
          { day },
        ),
      );
    expect(await at('2021-05-31')).toEqual({
      organisations: { totalCount: 0 },
      ledgerOverview: { organisations: 1, partyOrganisations: 0, coverage: { numerator: 0, denominator: 1 } },
      partyOrganisations: { totalCount: 0 },
      partyOrganisationGroups: [{ count: 0 }],
      memberUnits: { totalCount: 0 },
      jurisdiction: {
        organisations: {
          totalCount: 1,
          nodes: [{ name: '示例主体', partyOrganisations: { totalCount: 0, nodes: [] } }],
        },
      },
    });
    expect(await at('2021-06-01')).toEqual({
      organisations: { totalCount: 1 },
      ledgerOverview: { organisations: 1, partyOrganisations: 1, coverage: { numerator: 1, denominator: 1 } },
      partyOrganisations: { totalCount: 1 },
      partyOrganisationGroups: [{ count: 1 }],
      memberUnits: { totalCount: 0 },
      jurisdiction: {
        organisations: {
          totalCount: 1,
          nodes: [
            { name: '示例主体', partyOrganisations: { totalCount: 1, nodes: [{ name: '示例党支部' }] } },
          ],
        },
      },
    });
    await other.close();
  });

  test('one record is what it was at the end of that day, and nothing before it was there', async () => {
    const id = await registered();
    dataOf(await correct(id, { employees: 15 }, { clock: noon('2022-03-01') }));
    const asOf = async (day: string | null) =>
      dataOf<{ organisation: { employees: number } | null }>(
        await ask('query ($id: ID!, $day: Date) { organisation(id: $id, asOf: $day) { employees } }', {
          id,
          day,
        }),
      ).organisation?.employees;
    expect(await asOf('2022-02-28')).toBe(12);
    expect(await asOf('2022-03-01')).toBe(15);
    expect(await asOf(null)).toBe(15);
    expect(await asOf('2022-01-09')).toBeUndefined();
  });

  test('a day that has not come is refused everywhere', async () => {
    const fields = [
      'organisations(asOf: "2022-12-02") { totalCount }',
      'organisationGroups(asOf: "2022-12-02", by: []) { count }',
      'ledgerOverview(asOf: "2022-12-02") { organisations }',
      'jurisdiction(code: "445103") { organisations(asOf: "2022-12-02") { nodes { id } } }',
      'jurisdiction(code: "445103") { organisationCount(asOf: "2022-12-02") }',
      'towns(asOf: "2022-12-02") { name }',
    ];
    for (const field of fields) expect(codesOf(await ask(`{ ${field} }`))).toEqual(['INVALID_INPUT']);
  });

  test('a cursor of one day is none of another', async () => {
    const page = async (day: string | null, after?: string) =>
      ask(
        'query ($day: Date, $after: String) { organisations(asOf: $day, first: 1, after: $after) { pageInfo { endCursor } } }',
        { day, after },
      );
    const { organisations } = dataOf<{ organisations: { pageInfo: { endCursor: string } } }>(
      await page('2022-06-01'),
    );
    const cursor = organisations.pageInfo.endCursor;
    expect(codesOf(await page('2022-06-01', cursor))).toEqual([]);
    expect(codesOf(await page('2022-06-02', cursor))).toEqual(['INVALID_CURSOR']);
    expect(codesOf(await page(null, cursor))).toEqual(['INVALID_CURSOR']);
  });
});
