import 'reflect-metadata';

import { loadRecord } from '@jiedui/kit/loaders';
import { subgraphSdl } from '@jiedui/kit/schema';
import { sql } from '@jiedui/kit/sql';
import { Organisation } from '@jiedui/organisations/organisation/entity';
import { organisations } from '@jiedui/organisations/subgraph';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  countingEm,
  type County,
  dataOf,
  officer,
  openCounty,
  organisationRow,
  partyRow,
  raoping,
  store,
  testId,
  unitRow,
} from './county.ts';

const pottery = organisationRow(chaoan, {
  name: '示例陶瓷企业',
  contactPhone: '138-0000-8000',
  town: '示例镇甲',
  employees: 120,
});
const clinic = organisationRow(chaoan, {
  name: '示例社会服务机构',
  kind: 'SOCIAL_ORGANISATION',
  subtype: 'SOCIAL_SERVICE',
  industry: 'Q',
  town: '示例镇乙',
  registeredOn: '2018-05-04',
});
const closed = organisationRow(chaoan, { name: '示例注销企业', status: 'DEREGISTERED', town: '示例镇甲' });
const cityFirm = organisationRow(city, { name: '示例市属企业', industry: 'G' });
const branch = partyRow(chaoan, { name: '示例陶瓷党支部' });
const joint = partyRow(city, {
  name: '示例联合党支部',
  establishment: 'JOINT',
  secretaryIsOwner: true,
  members: 8,
});
const unit = unitRow(city, { name: '示例市交通局', functions: ['G', 'L'] });

let both: County;
let cityAlone: County;

beforeAll(async () => {
  both = await openCounty(city, chaoan);
  cityAlone = await openCounty(city);
  const hosts = [
    { partyOrganisationId: branch.id, organisationId: pottery.id, position: 0 },
    { partyOrganisationId: joint.id, organisationId: cityFirm.id, position: 0 },
    { partyOrganisationId: joint.id, organisationId: clinic.id, position: 1 },
  ];
  await store(both, {
    organisations: [pottery, clinic, closed, cityFirm],
    partyOrganisations: [branch, joint],
    memberUnits: [unit],
    hosts,
  });
  await store(cityAlone, {
    organisations: [cityFirm],
    partyOrganisations: [joint],
    memberUnits: [unit],
    hosts: hosts.slice(1),
  });
});
afterAll(async () => {
  await both.close();
  await cityAlone.close();
});

describe('the ledger', () => {
  test('a record has its fields, its owner and its provenance', async () => {
    const { organisation } = dataOf<{ organisation: object }>(
      await both.ask(
        `query ($id: ID!) { organisation(id: $id) { id name kind subtype industry employees status town registeredOn
          provenance source createdAt jurisdiction { code name level parent { name } } } }`,
        { id: clinic.id },
      ),
    );
    expect(organisation).toEqual({
      id: clinic.id,
      name: '示例社会服务机构',
      kind: 'SOCIAL_ORGANISATION',
      subtype: 'SOCIAL_SERVICE',
      industry: 'Q',
      employees: 10,
      status: 'OPERATING',
      town: '示例镇乙',
      registeredOn: '2018-05-04',
      provenance: 'DEMONSTRATION',
      source: null,
      createdAt: '1970-01-01T00:00:00.000Z',
      jurisdiction: { code: chaoan, name: '潮安区', level: 'COUNTY', parent: { name: '潮州市' } },
    });
  });

  test('filters hold together', async () => {
    const names = async (filter: object): Promise<string[]> => {
      const answer = await both.ask(
        `query ($filter: OrganisationFilter) { organisations(filter: $filter) { nodes { name } } }`,
        { filter },
      );
      return dataOf<{ organisations: { nodes: { name: string }[] } }>(answer).organisations.nodes.map(
        ({ name }) => name,
      );
    };
    expect(await names({ kind: 'SOCIAL_ORGANISATION' })).toEqual([clinic.name]);
    expect(await names({ status: ['DEREGISTERED', 'SUSPENDED'] })).toEqual([closed.name]);
    expect(await names({ nameContains: '%' })).toEqual([]);
    expect(await names({ nameContains: '陶瓷' })).toEqual([pottery.name]);
    expect(await names({ registeredTo: '2018-05-04' })).toEqual([clinic.name]);
    expect(await names({ town: ['示例镇甲'], employeesFrom: 100 })).toEqual([pottery.name]);
    expect(await names({ kind: [] })).toEqual([]);
    // The joint branch is the city's: to its own county the clinic has none.
    expect(await names({ hasPartyOrganisation: true })).toEqual([cityFirm.name, pottery.name]);
  });

  test('groups count by any dimensions, in the byte order of their keys', async () => {
    const data = dataOf<{ byPlace: object[]; all: object[]; none: object[] }>(
      await both.ask(`{
        byPlace: organisationGroups(by: [JURISDICTION, SUBTYPE]) { key label jurisdiction subtype count employees earliestRegisteredOn }
        all: organisationGroups(by: []) { key label count }
        none: organisationGroups(by: [], jurisdictions: ["445122"]) { count employees latestRegisteredOn }
      }`),
    );
    expect(data.byPlace).toEqual([
      {
        key: '["445100",null]',
        label: '潮州市 · 未填',
        jurisdiction: city,
        subtype: null,
        count: 1,
        employees: 10,
        earliestRegisteredOn: '2020-01-01',
      },
      {
        key: '["445103","SOCIAL_SERVICE"]',
        label: '潮安区 · 社会服务机构',
        jurisdiction: chaoan,
        subtype: 'SOCIAL_SERVICE',
        count: 1,
        employees: 10,
        earliestRegisteredOn: '2018-05-04',
      },
      {
        key: '["445103",null]',
        label: '潮安区 · 未填',
        jurisdiction: chaoan,
        subtype: null,
        count: 2,
        employees: 130,
        earliestRegisteredOn: '2020-01-01',
      },
    ]);
    expect(data.all).toEqual([{ key: '[]', label: '合计', count: 4 }]);
    expect(data.none).toEqual([{ count: 0, employees: 0, latestRegisteredOn: null }]);
  });

  test('the overview has sums and ratios with their parts', async () => {
    const { ledgerOverview } = dataOf<{ ledgerOverview: object }>(
      await both.ask(`{ ledgerOverview { organisations employees partyOrganisations partyMembers memberUnits
        firstRegisteredOn lastRegisteredOn singleEstablishment { numerator denominator value }
        ownerSecretary { numerator denominator } coverage { numerator denominator value } } }`),
    );
    expect(ledgerOverview).toEqual({
      organisations: 4,
      employees: 150,
      partyOrganisations: 2,
      partyMembers: 13,
      memberUnits: 1,
      firstRegisteredOn: '2018-05-04',
      lastRegisteredOn: '2020-01-01',
      singleEstablishment: { numerator: 1, denominator: 2, value: 0.5 },
      ownerSecretary: { numerator: 1, denominator: 2 },
      coverage: { numerator: 2, denominator: 3, value: 2 / 3 },
    });
  });

  test('towns come by owner and name', async () => {
    const { towns } = dataOf<{ towns: object[] }>(
      await both.ask('{ towns { name organisations jurisdiction { name } } }'),
    );
    expect(towns).toEqual([
      { name: '示例镇乙', organisations: 1, jurisdiction: { name: '潮安区' } },
      { name: '示例镇甲', organisations: 2, jurisdiction: { name: '潮安区' } },
    ]);
  });

  test('an unknown jurisdiction, a malformed code and an id of another type are refused, each by its code', async () => {
    expect(codesOf(await both.ask('{ organisations(jurisdictions: ["999999"]) { totalCount } }'))).toEqual([
      'UNKNOWN_JURISDICTION',
    ]);
    expect(codesOf(await both.ask('{ ledgerOverview(jurisdictions: ["潮州"]) { organisations } }'))).toEqual([
      'INVALID_JURISDICTION_CODE',
    ]);
    expect(codesOf(await both.ask(`{ organisation(id: "${branch.id}") { name } }`))).toEqual(['INVALID_ID']);
    expect(await both.ask(`{ organisation(id: "${testId(chaoan, 'org')}") { name } }`)).toEqual({
      data: { organisation: null },
    });
  });
});

describe('edges', () => {
  test('a joint party organisation names hosts that another deployment owns by their key', async () => {
    const query = '{ partyOrganisations(filter: {establishment: JOINT}) { nodes { hosts { id } } } }';
    const expected = { partyOrganisations: { nodes: [{ hosts: [{ id: cityFirm.id }, { id: clinic.id }] }] } };
    expect(dataOf(await both.ask(query))).toEqual(expected);
    expect(dataOf(await cityAlone.ask(query))).toEqual(expected);
  });

  test('an organisation of a county is resolved at the city for what the city holds of it', async () => {
    const representations = [
      { __typename: 'Organisation', id: clinic.id },
      { __typename: 'Organisation', id: 'malformed' },
      { __typename: 'Organisation', id: testId(city, 'org') },
      { __typename: 'MemberUnit', id: unit.id },
      { __typename: 'Jurisdiction', code: chaoan },
      { __typename: 'Organisation', id: clinic.id },
    ];
    const answer = await cityAlone.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Organisation { id partyOrganisations { totalCount nodes { name } } }
        ... on MemberUnit { name functions }
        ... on Jurisdiction { name organisationCount } } }`,
      { r: representations },
    );
    const held = { id: clinic.id, partyOrganisations: { totalCount: 1, nodes: [{ name: joint.name }] } };
    expect(JSON.parse(JSON.stringify(answer.data))).toEqual({
      _entities: [
        held,
        null,
        null,
        { name: unit.name, functions: ['G', 'L'] },
        { name: '潮安区', organisationCount: 0 },
        held,
      ],
    });
    expect(codesOf(answer)).toEqual(['INVALID_ID']);
    expect(answer.errors?.[0]?.path).toEqual(['_entities', 1]);
  });

  test('a unit of another owner answers its key alone: instructors here may come from it', async () => {
    const id = testId(raoping, 'unit');
    const answer = await cityAlone.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MemberUnit { id instructors { totalCount } } } }',
      { r: [{ __typename: 'MemberUnit', id }] },
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      data: { _entities: [{ id, instructors: { totalCount: 0 } }] },
    });
  });

  test('each level of edges is one statement, however many parents', async () => {
    const { em, statements } = countingEm(both);
    const answer = await both.ask(
      `{ organisations { nodes { jurisdiction { name organisations(first: 2) { totalCount nodes { name } } }
        partyOrganisations(first: 3) { totalCount nodes { name hosts { name jurisdiction { name } } } } } } }`,
      {},
      { em },
    );
    dataOf(answer);
    // organisations; their pages and counts; party pages and counts; host links; hosts.
    expect(statements()).toBe(7);
  });
});

test('a loader that hides rows shares no answer with one that does not', async () => {
  const context = both.context();
  const nothing = () => [sql<boolean>`false`];
  expect(await loadRecord(context, Organisation, pottery.id, nothing)).toBeNull();
  expect(await loadRecord(context, Organisation, pottery.id)).toMatchObject({ name: pottery.name });
  expect(await loadRecord(context, Organisation, pottery.id, nothing)).toBeNull();
});

describe('the telephone number of a contact', () => {
  const seenBy = async (viewer?: Viewer): Promise<{ phone: unknown; codes: unknown[] }> => {
    const answer = await both.ask(
      `query ($id: ID!) { organisation(id: $id) { contactPhone } }`,
      { id: pottery.id },
      viewer && { viewer },
    );
    const data = JSON.parse(JSON.stringify(answer.data)) as { organisation: { contactPhone: unknown } };
    return { phone: data.organisation.contactPhone, codes: codesOf(answer) };
  };

  test('is clear to the officers of the owner and to the organisation itself', async () => {
    expect(await seenBy(officer('COUNTY', chaoan))).toEqual({ phone: '138-0000-8000', codes: [] });
    const secretary: Viewer = {
      subject: 's',
      roles: ['ORGANISATION'],
      jurisdictions: [chaoan],
      organisation: pottery.id,
    };
    expect(await seenBy(secretary)).toEqual({ phone: '138-0000-8000', codes: [] });
  });

  test('is masked for other officers, units, instructors and auditors', async () => {
    const masked = { phone: '138****8000', codes: [] };
    expect(await seenBy(officer('COUNTY', raoping))).toEqual(masked);
    expect(await seenBy(officer('CITY', city))).toEqual(masked);
    for (const role of ['UNIT', 'INSTRUCTOR', 'AUDITOR'] as const) {
      expect(await seenBy({ subject: 's', roles: [role], jurisdictions: [chaoan] })).toEqual(masked);
    }
  });

  test('is refused to the public and to other organisations', async () => {
    const refused = { phone: null, codes: ['FORBIDDEN'] };
    expect(await seenBy()).toEqual(refused);
    const other: Viewer = {
      subject: 's',
      roles: ['ORGANISATION'],
      jurisdictions: [chaoan],
      organisation: clinic.id,
    };
    expect(await seenBy(other)).toEqual(refused);
  });
});

test('the printed SDL composes every sharding directive', () => {
  const sdl = subgraphSdl(organisations);
  for (const name of ['@merge', '@shardKey', '@sharded', '@crossShard']) {
    expect(sdl).toContain(`@composeDirective(name: "${name}")`);
  }
  expect(sdl).not.toMatch(/^schema /m);
});
