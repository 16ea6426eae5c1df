import { services } from '@jiedui/services/subgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codes, id, openWorld, raoping, type Row, type World } from './pairings-world.ts';

const lawFirm = id(city, 'org', 1);
const branch = id(city, 'party', 1);
const justiceBureau = id(city, 'unit', 1);
const pairing = id(city, 'pair', 1);

const article: Row[] = [
  {
    id: id(city, 'svc', 1),
    kind: 'LEGAL_QUESTION',
    title: '为民营企业免费解答常见法律问题',
    sort_title: 'wei min ying qi ye mian fei jie da chang jian fa lv wen ti',
    provided_on: '2023-06-30',
    period_text: '近年来',
    count: 98,
    beneficiary: '民营企业',
    organisation_id: lawFirm,
    party_organisation_id: branch,
    unit_id: justiceBureau,
    pairing_id: pairing,
    provenance: 'ARTICLE',
  },
  {
    id: id(city, 'svc', 2),
    kind: 'LEGAL_SERVICE',
    title: '公益法律服务',
    sort_title: 'gong yi fa lv fu wu',
    provided_on: '2023-06-30',
    period_text: '近年来',
    count: 54,
    organisation_id: lawFirm,
    party_organisation_id: branch,
    unit_id: justiceBureau,
    pairing_id: pairing,
    provenance: 'ARTICLE',
  },
];
const lines = ['PARTY_BUILDING', 'POLICY_BENEFIT', 'WARM_SERVICE', 'PIONEER', null];
const demonstration: Row[] = Array.from({ length: 20 }, (_, n) => ({
  id: id([chaoan, raoping][n % 2]!, 'svc', 10 + n),
  kind: ['POLICY_DELIVERY', 'SERVICE_DELIVERY', 'WARMTH', 'PUBLIC_ACTIVITY', 'VILLAGE_REVITALISATION'][n % 5],
  title: `示例服务${(n * 3) % 7}`,
  sort_title: `shi li fu wu ${(n * 3) % 7}`,
  provided_on: `${2022 + (n % 3)}-0${1 + (n % 3)}-10`,
  count: 1 + (n % 4),
  persons: n % 3 === 0 ? 10 * n : null,
  action_line: lines[n % 5],
  organisation_id: n % 4 === 0 ? null : id(chaoan, 'org', n % 3),
  place: n % 3 === 0 ? '彩塘镇' : null,
  // What a unit brings is for somebody else than who gives.
  beneficiary_kind: n % 4 === 0 ? 'ORGANISATION' : null,
  beneficiary_organisation_id: n % 4 === 0 ? id(chaoan, 'org', 7 + ((n / 4) % 2)) : null,
  // A unit of the city that works in the counties.
  unit_id: n % 4 === 0 ? justiceBureau : null,
  pairing_id: n % 4 === 1 ? pairing : null,
}));
const rows = [...article, ...demonstration];

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
  await world.insert('public_service', rows);
});
afterAll(() => world[Symbol.asyncDispose]());

describe('public services', () => {
  test('give the article’s 98 questions and 54 services with all four sides', async () => {
    const { data, errors } =
      await world.ask(`{ publicServices(filter: { provenance: [ARTICLE] }, orderBy: { field: COUNT, direction: DESCENDING }) {
      totalCount nodes { kind title count persons beneficiary actionLine periodText providedOn
        jurisdiction { code } organisation { id } partyOrganisation { id } unit { id } pairing { id } } } }`);
    expect(errors).toBeUndefined();
    expect(data.publicServices.totalCount).toBe(2);
    expect(data.publicServices.nodes[0]).toEqual({
      kind: 'LEGAL_QUESTION',
      title: '为民营企业免费解答常见法律问题',
      count: 98,
      persons: null,
      beneficiary: '民营企业',
      actionLine: null,
      periodText: '近年来',
      providedOn: '2023-06-30',
      jurisdiction: { code: city },
      organisation: { id: lawFirm },
      partyOrganisation: { id: branch },
      unit: { id: justiceBureau },
      pairing: { id: pairing },
    });
    expect(data.publicServices.nodes[1]).toMatchObject({ kind: 'LEGAL_SERVICE', count: 54 });
  });

  const sortable = {
    PROVIDED_ON: (row: Row) => String(row['provided_on']),
    TITLE: (row: Row) => String(row['sort_title']),
    COUNT: (row: Row) => String(row['count']).padStart(9, '0'),
    ID: () => '',
  };
  test.each(
    (Object.keys(sortable) as (keyof typeof sortable)[]).flatMap((field) =>
      (['ASCENDING', 'DESCENDING'] as const).map((direction) => [field, direction] as const),
    ),
  )('page by %s %s: every row once, in order', async (field, direction) => {
    const wanted = rows
      .map((row) => `${sortable[field](row)}\u0000${row.id}`)
      .sort()
      .map((key) => key.split('\u0000')[1]!);
    if (direction === 'DESCENDING') wanted.reverse();
    const found: string[] = [];
    for (let after = ''; ;) {
      const { data } =
        await world.ask(`{ publicServices(first: 6${after}, orderBy: { field: ${field}, direction: ${direction} }) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`);
      found.push(...data.publicServices.nodes.map((node: Row) => node.id));
      if (!data.publicServices.pageInfo.hasNextPage) break;
      after = `, after: "${data.publicServices.pageInfo.endCursor}"`;
    }
    expect(found).toEqual(wanted);
  });

  test.each<[string, (row: Row) => boolean]>([
    ['kind: [WARMTH, LEGAL_QUESTION]', ({ kind }) => kind === 'WARMTH' || kind === 'LEGAL_QUESTION'],
    ['actionLine: [PIONEER]', (row) => row['action_line'] === 'PIONEER'],
    ['providedFrom: "2023-06-30"', (row) => String(row['provided_on']) >= '2023-06-30'],
    ['providedTo: "2022-12-31"', (row) => String(row['provided_on']) <= '2022-12-31'],
    [`organisation: "${lawFirm}"`, (row) => row['organisation_id'] === lawFirm],
    [`partyOrganisation: "${branch}"`, (row) => row['party_organisation_id'] === branch],
    [`unit: "${justiceBureau}"`, (row) => row['unit_id'] === justiceBureau],
    [`pairing: "${pairing}"`, (row) => row['pairing_id'] === pairing],
    [
      `beneficiaryOrganisation: "${id(chaoan, 'org', 7)}"`,
      (row) => row['beneficiary_organisation_id'] === id(chaoan, 'org', 7),
    ],
    ['placeContains: "彩塘"', ({ place }) => String(place).includes('彩塘')],
    ['titleContains: "法律"', ({ title }) => String(title).includes('法律')],
    ['beneficiaryContains: "民营"', ({ beneficiary }) => String(beneficiary).includes('民营')],
  ])('with { %s } are those it says', async (filter, wanted) => {
    const { data } = await world.ask(
      `{ publicServices(first: 100, filter: { ${filter} }) { totalCount nodes { id } } }`,
    );
    const ids = rows.filter(wanted).map((row) => row.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(data.publicServices.nodes.map((node: Row) => node.id).sort()).toEqual([...ids].sort());
    expect(data.publicServices.totalCount).toBe(ids.length);
  });

  test('are counted by kind: records, times and persons', async () => {
    const { data } =
      await world.ask(`{ publicServiceGroups(by: [KIND], filter: { kind: [LEGAL_QUESTION, WARMTH] }) {
      key label kind records count persons earliestProvidedOn latestProvidedOn } }`);
    const warmth = rows.filter(({ kind }) => kind === 'WARMTH');
    const sum = (column: string) => warmth.reduce((total, row) => total + Number(row[column] ?? 0), 0);
    const given = warmth.map((row) => String(row['provided_on'])).sort();
    expect(data.publicServiceGroups).toEqual([
      {
        key: '["LEGAL_QUESTION"]',
        label: '常见法律问题解答',
        kind: 'LEGAL_QUESTION',
        records: 1,
        count: 98,
        persons: 0,
        earliestProvidedOn: '2023-06-30',
        latestProvidedOn: '2023-06-30',
      },
      {
        key: '["WARMTH"]',
        label: '送温暖',
        kind: 'WARMTH',
        records: warmth.length,
        count: sum('count'),
        persons: sum('persons'),
        earliestProvidedOn: given[0],
        latestProvidedOn: given.at(-1),
      },
    ]);
    const byLine = await world.ask(
      '{ publicServiceGroups(by: [ACTION_LINE, YEAR]) { key label actionLine year } }',
    );
    expect(byLine.data.publicServiceGroups[0]).toEqual({
      key: '["PARTY_BUILDING","2022"]',
      label: '党建助企 · 2022年',
      actionLine: 'PARTY_BUILDING',
      year: 2022,
    });
    expect(byLine.data.publicServiceGroups.at(-1)).toMatchObject({
      actionLine: null,
      label: '未填 · 2024年',
    });
  });

  test('at a glance', async () => {
    const { data } = await world.ask(
      `query($j: [ID!]) { servicesOverview(jurisdictions: $j) {
      records count persons firstProvidedOn lastProvidedOn } }`,
      { variables: { j: [city] } },
    );
    expect(data.servicesOverview).toEqual({
      records: 2,
      count: 152,
      persons: 0,
      firstProvidedOn: '2023-06-30',
      lastProvidedOn: '2023-06-30',
    });
    const none = await world.ask('{ servicesOverview { records count firstProvidedOn } }', { owned: [] });
    expect(none.data.servicesOverview).toEqual({ records: 0, count: 0, firstProvidedOn: null });
  });

  test('lie with the entities of other subgraphs, one statement per field however many there are', async () => {
    const ask = (many: number) =>
      world.ask(
        `query($r: [_Any!]!) { _entities(representations: $r) {
          ... on Organisation { id publicServices(first: 2) { totalCount nodes { id } } servicesReceived { totalCount nodes { id } } }
          ... on PartyOrganisation { id publicServices { nodes { id } } }
          ... on MemberUnit { id publicServices { totalCount } }
          ... on Pairing { id publicServices { totalCount } }
          ... on Jurisdiction { code serviceCount publicServices(first: 1) { totalCount } } } }`,
        {
          variables: {
            r: [
              ...Array.from({ length: many }, (_, n) => ({
                __typename: 'Organisation',
                id: id(chaoan, 'org', n),
              })),
              { __typename: 'PartyOrganisation', id: branch },
              { __typename: 'MemberUnit', id: justiceBureau },
              { __typename: 'Pairing', id: pairing },
              { __typename: 'Jurisdiction', code: raoping },
            ],
          },
        },
      );
    const few = await ask(3);
    expect(few.errors).toBeUndefined();
    expect(few.data._entities.slice(3)).toEqual([
      { id: branch, publicServices: { nodes: [{ id: article[0]!.id }, { id: article[1]!.id }] } },
      {
        id: justiceBureau,
        publicServices: { totalCount: rows.filter((row) => row['unit_id'] === justiceBureau).length },
      },
      {
        id: pairing,
        publicServices: { totalCount: rows.filter((row) => row['pairing_id'] === pairing).length },
      },
      { code: raoping, serviceCount: 10, publicServices: { totalCount: 10 } },
    ]);
    expect(few.data._entities[0].publicServices.nodes).toHaveLength(2);
    expect(few.data._entities[0].servicesReceived.totalCount).toBe(0);
    const many = await ask(50);
    expect(many.statements).toBe(few.statements);
    for (const { id: of, publicServices, servicesReceived } of many.data._entities.slice(0, 50)) {
      const behind = (column: string) => rows.filter((row) => row[column] === of);
      expect(publicServices.totalCount).toBe(behind('organisation_id').length);
      expect(servicesReceived.nodes.map((node: Row) => node.id).sort()).toEqual(
        behind('beneficiary_organisation_id')
          .map((row) => row.id)
          .sort(),
      );
    }
    expect(many.data._entities[7].servicesReceived.totalCount).toBeGreaterThan(0);
  });

  test('by id: one’s own, or nothing', async () => {
    const ask = (wanted: string) =>
      world.ask(`{ publicService(id: "${wanted}") { title } }`, { owned: [city] });
    expect((await ask(article[1]!.id)).data.publicService).toEqual({ title: '公益法律服务' });
    expect((await ask(demonstration[0]!.id)).data.publicService).toBeNull();
    expect(codes(await ask(lawFirm))).toEqual(['INVALID_ID']);
  });
});
