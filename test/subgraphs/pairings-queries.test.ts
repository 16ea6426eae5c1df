import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  unit,
  organisation,
  party,
  cityPairing,
  chaoanPairing,
  pairingRows,
  activityRows,
} from './pairings-records.ts';
import { chaoan, city, codes, id, openWorld, raoping, type Row, type World } from './pairings-world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(pairings);
  await world.insert('pairing', pairingRows);
  await world.insert('activity', activityRows);
});
afterAll(() => world[Symbol.asyncDispose]());

describe('pairings', () => {
  test('give both sides by their keys, with what the article says', async () => {
    const { data, errors } = await world.ask(`{ pairings(filter: { provenance: [ARTICLE] }) { nodes {
      id kind title state startedOn endedOn periodText principles mechanisms counterpart provenance source
      jurisdiction { code } unit { id } organisation { id } partyOrganisation { id } promotedBy { id } } } }`);
    expect(errors).toBeUndefined();
    expect(data.pairings.nodes).toEqual([
      {
        id: cityPairing,
        kind: 'UNIT_ORGANISATION',
        title: '市交通运输局 ↔ 广东海润冷链物流有限公司',
        state: 'CONFIRMED',
        startedOn: '2023-04-01',
        endedOn: null,
        periodText: '近年来',
        principles: ['FUNCTION'],
        mechanisms: [],
        counterpart: null,
        provenance: 'ARTICLE',
        source: '安排了其行业主管部门市交通运输局与其结对共建',
        jurisdiction: { code: city },
        unit: { id: unit },
        organisation: { id: organisation },
        partyOrganisation: { id: party },
        promotedBy: null,
      },
    ]);
  });

  test.each([
    ['kind: [ENTERPRISE_VILLAGE]', [2]],
    ['state: [CONFIRMED]', [0, 1]],
    [`unit: "${unit}"`, [0]],
    [`organisation: "${organisation}"`, [0, 1]],
    [`partyOrganisation: "${party}"`, [0]],
    [`promotedBy: "${unit}"`, [2]],
    ['principle: [CONVENIENCE, FUNCTION]', [0, 1]],
    ['mechanism: [MONTHLY_MEETING]', [1]],
    ['startedFrom: "2023-04-02"', [1, 2]],
    ['startedTo: "2023-04-30"', [0]],
    ['titleContains: "冷链"', [0]],
    ['titleContains: "%"', []],
    ['kind: []', []],
  ])('with { %s } are those it says', async (filter, wanted) => {
    const { data } = await world.ask(
      `{ pairings(filter: { ${filter} }, orderBy: { field: ID }) { totalCount nodes { id } } }`,
    );
    expect(
      data.pairings.nodes.map((node: Row) => pairingRows.findIndex((row) => row.id === node.id)),
    ).toEqual(wanted);
    expect(data.pairings.totalCount).toBe(wanted.length);
  });

  test('a malformed id in a filter is INVALID_ID', async () => {
    const answer = await world.ask('{ pairings(filter: { unit: "445100-org-x" }) { totalCount } }');
    expect(codes(answer)).toEqual(['INVALID_ID']);
  });

  test('are those of the jurisdictions asked, among those owned', async () => {
    const query = 'query($j: [ID!]) { pairings(jurisdictions: $j) { totalCount } }';
    const count = async (j: string[], owned = [city, chaoan, raoping]) =>
      (await world.ask(query, { variables: { j }, owned })).data.pairings.totalCount as number;
    expect(await count([city])).toBe(1);
    expect(await count([chaoan, raoping])).toBe(2);
    expect(await count([chaoan, raoping], [raoping])).toBe(1);
    expect(codes(await world.ask(query, { variables: { j: ['110000'] } }))).toEqual(['UNKNOWN_JURISDICTION']);
  });

  test('are counted by any dimensions, with Chinese labels and keys in byte order', async () => {
    const { data } = await world.ask(`{ pairingGroups(by: [JURISDICTION, KIND]) {
      key label jurisdiction kind state count earliestStartedOn latestStartedOn } }`);
    expect(data.pairingGroups).toEqual([
      {
        key: '["445100","UNIT_ORGANISATION"]',
        label: '潮州市 · 成员单位与两新党组织结对共建',
        jurisdiction: '445100',
        kind: 'UNIT_ORGANISATION',
        state: null,
        count: 1,
        earliestStartedOn: '2023-04-01',
        latestStartedOn: '2023-04-01',
      },
      expect.objectContaining({ key: '["445103","UNIT_ORGANISATION"]', count: 1 }),
      expect.objectContaining({ key: '["445122","ENTERPRISE_VILLAGE"]', count: 1 }),
    ]);
  });

  test('at a glance: a solved problem counts for the pairing whose own jurisdiction recorded it', async () => {
    const { data, statements } =
      await world.ask(`{ pairingsOverview { pairings visits solvedProblems firstHeldOn
      lastHeldOn pairingsWithSolvedProblem { numerator denominator value } } }`);
    const solved = activityRows.filter(({ kind }) => kind === 'SOLVED_PROBLEM');
    const own = new Set(
      solved
        .filter((row) => String(row['pairing_id']).slice(0, 6) === row.id.slice(0, 6))
        .map((row) => row['pairing_id']),
    );
    expect(data.pairingsOverview).toEqual({
      pairings: 3,
      visits: 12,
      solvedProblems: 6,
      firstHeldOn: '2023-01-10',
      lastHeldOn: '2023-05-10',
      pairingsWithSolvedProblem: { numerator: own.size, denominator: 3, value: own.size / 3 },
    });
    expect(own.size).toBe(2);
    expect(statements).toBe(1);
  });
});

describe('activities', () => {
  const columns = { HELD_ON: 'held_on', TITLE: 'sort_title', ID: 'id' } as const;

  test.each(
    (['HELD_ON', 'TITLE', 'ID'] as const).flatMap((field) =>
      (['ASCENDING', 'DESCENDING'] as const).map((direction) => [field, direction] as const),
    ),
  )('page by %s %s: every row once, in order, forward and backward', async (field, direction) => {
    const wanted = activityRows
      .map((row) => `${String(row[columns[field]])}\u0000${row.id}`)
      .sort()
      .map((key) => key.split('\u0000')[1]!);
    if (direction === 'DESCENDING') wanted.reverse();
    const page = async (window: string) =>
      (
        await world.ask(`{ activities(${window}, orderBy: { field: ${field}, direction: ${direction} }) {
          nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`)
      ).data.activities;
    const forward: string[] = [];
    for (let after = ''; ;) {
      const { nodes, pageInfo } = await page(`first: 7${after}`);
      forward.push(...nodes.map((node: Row) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(forward).toEqual(wanted);
    const backward: string[] = [];
    for (let before = ''; ;) {
      const { nodes, pageInfo } = await page(`last: 7${before}`);
      backward.unshift(...nodes.map((node: Row) => node.id));
      if (!pageInfo.hasPreviousPage) break;
      before = `, before: "${pageInfo.startCursor}"`;
    }
    expect(backward).toEqual(wanted);
  });

  test.each<[string, (row: Row) => boolean]>([
    ['kind: [CONTACT, TRAINING]', ({ kind }) => kind === 'CONTACT' || kind === 'TRAINING'],
    ['heldFrom: "2023-03-10"', ({ held_on }) => String(held_on) >= '2023-03-10'],
    ['heldTo: "2023-03-09"', ({ held_on }) => String(held_on) <= '2023-03-09'],
    [`pairing: "${cityPairing}"`, ({ pairing_id }) => pairing_id === cityPairing],
    ['hasPairing: false', ({ pairing_id }) => pairing_id === null],
    [`unit: "${unit}"`, ({ unit_id }) => unit_id === unit],
    ['aspect: [SERVICE]', ({ aspects }) => (aspects as string[]).includes('SERVICE')],
    ['titleContains: "活动3"', ({ title }) => String(title).includes('活动3')],
    ['provenance: [ARTICLE]', ({ provenance }) => provenance === 'ARTICLE'],
  ])('with { %s } are those it says', async (filter, wanted) => {
    const { data } = await world.ask(
      `{ activities(first: 100, orderBy: { field: ID }, filter: { ${filter} }) { totalCount nodes { id } } }`,
    );
    const ids = activityRows.filter(wanted).map((row) => row.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(data.activities.nodes.map((node: Row) => node.id).sort()).toEqual([...ids].sort());
    expect(data.activities.totalCount).toBe(ids.length);
  });

  test('refuse a cursor of another ordering, a forged one, and a page out of bounds', async () => {
    const { data } = await world.ask('{ activities(first: 1) { edges { cursor } } }');
    const [{ cursor }] = data.activities.edges;
    const ask = async (args: string) => codes(await world.ask(`{ activities(${args}) { nodes { id } } }`));
    expect(await ask(`after: "${cursor}"`)).toEqual([]);
    expect(await ask(`after: "${cursor}", orderBy: { field: TITLE }`)).toEqual(['INVALID_CURSOR']);
    expect(await ask(`after: "${cursor}", filter: { kind: [CONTACT] }`)).toEqual(['INVALID_CURSOR']);
    expect(await ask(`after: "${cursor.slice(0, -2)}zz"`)).toEqual(['INVALID_CURSOR']);
    expect(await ask('first: 0')).toEqual(['INVALID_PAGE_SIZE']);
    expect(await ask('first: 501')).toEqual(['INVALID_PAGE_SIZE']);
    expect(await ask('first: 1, last: 1')).toEqual(['INVALID_PAGE_SIZE']);
  });

  test('are counted by month and kind, with participants summed', async () => {
    const { data } = await world.ask(`{ activityGroups(by: [YEAR, MONTH], filter: { kind: [CONTACT] }) {
      key label year month count participants earliestHeldOn latestHeldOn } }`);
    const first = activityRows.filter((row) => row['kind'] === 'CONTACT' && row['held_on'] === '2023-01-10');
    expect(data.activityGroups).toHaveLength(5);
    expect(data.activityGroups[0]).toEqual({
      key: '["2023","2023-01"]',
      label: '2023年 · 2023年1月',
      year: 2023,
      month: '2023-01',
      count: first.length,
      participants: first.reduce((sum, row) => sum + Number(row['participants'] ?? 0), 0),
      earliestHeldOn: '2023-01-10',
      latestHeldOn: '2023-01-10',
    });
    const byKind = await world.ask('{ activityGroups(by: [KIND]) { label count } }');
    expect(byKind.data.activityGroups[0]).toEqual({ label: '联系指导', count: 6 });
  });

  test('know their pairing: the record where it is owned here, else its key alone', async () => {
    const query =
      '{ activities(filter: { hasPairing: true }, first: 100) { nodes { pairing { id title } } } }';
    const { data, statements } = await world.ask(query);
    expect(new Set(data.activities.nodes.map((node: { pairing: Row }) => node.pairing['title']))).toEqual(
      new Set(['市交通运输局 ↔ 广东海润冷链物流有限公司', '示例结对0001', '示例结对0002']),
    );
    expect(statements).toBe(2);
    const elsewhere = await world.ask(
      `{ activities(filter: { pairing: "${chaoanPairing}" }, first: 1) { nodes { pairing { id } } } }`,
      { owned: [city] },
    );
    expect(elsewhere.data.activities.nodes).toEqual([{ pairing: { id: chaoanPairing } }]);
  });
});

test('another deployment’s id is answered as one that does not exist', async () => {
  const ask = (wanted: string) => world.ask(`{ pairing(id: "${wanted}") { id } }`, { owned: [city] });
  expect((await ask(chaoanPairing)).data).toEqual({ pairing: null });
  expect((await ask(id(city, 'pair', 99))).data).toEqual({ pairing: null });
  expect(codes(await ask(unit))).toEqual(['INVALID_ID']);
});
