import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  auditor,
  chaoanOfficer,
  cityOfficer,
  drafted,
  endedPairing,
  forgetReports,
  january,
  liaison,
  mutations,
  newKey,
  openReportWorld,
  otherLiaison,
  pairing,
  publicViewer,
  raopingOfficer,
  submitted,
  unit,
} from './pairings-report-world.ts';
import { chaoan, city, officer, type World } from './pairings-world.ts';

let world: World;
beforeAll(async () => {
  world = await openReportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => forgetReports(world));

describe('who sees what', () => {
  const lists = `query ($pairing: ID!) { reports(first: 50) { totalCount nodes { title } } reportGroups(by: []) { count }
    pairing(id: $pairing) { reports { totalCount } } }`;
  const unitReports = `query ($units: [_Any!]!) { _entities(representations: $units) { ... on MemberUnit { reports { totalCount } } } }`;
  const seenBy = async (viewer: Viewer, report: string) => {
    const { data, errors } = await world.ask(lists, { variables: { pairing }, viewer });
    expect(errors).toBeUndefined();
    const one = await world.ask(
      `query ($id: ID!) { report(id: $id) { id } reportContent(id: $id) { asOf } verifyReport(id: $id) { intact } }`,
      {
        variables: { id: report },
        viewer,
      },
    );
    const units = await world.ask(unitReports, {
      variables: { units: [{ __typename: 'MemberUnit', id: unit }] },
      viewer,
    });
    const { totalCount, nodes } = data.reports as { totalCount: number; nodes: object[] };
    expect(nodes).toHaveLength(totalCount);
    expect(data.reportGroups[0].count).toBe(totalCount);
    return {
      all: totalCount,
      ofPairing: data.pairing.reports.totalCount as number,
      ofUnit: units.data['_entities'][0].reports.totalCount as number,
      one: one.data.report !== null && one.data.reportContent !== null,
    };
  };

  test('drafts are for their writers and officers; submitted ones for the city, auditors and the unit too', async () => {
    const { id: draftOfPairing } = await drafted(world, { pairing });
    const { id: lockedPairing } = await submitted(world, { pairing: endedPairing });
    await drafted(world, { unit, year: 2022, name: '示例单位甲' });
    await submitted(world, { unit });
    await submitted(world, {});
    const everything = { all: 5, ofPairing: 1, ofUnit: 4, one: true };
    expect(await seenBy(chaoanOfficer, draftOfPairing)).toEqual(everything);
    expect(await seenBy(liaison, draftOfPairing)).toEqual({ all: 3, ofPairing: 1, ofUnit: 3, one: true });
    for (const viewer of [cityOfficer, auditor]) {
      expect(await seenBy(viewer, draftOfPairing)).toEqual({ all: 3, ofPairing: 0, ofUnit: 2, one: false });
      expect((await seenBy(viewer, lockedPairing)).one).toBe(true);
    }
    const nothing = { all: 0, ofPairing: 0, ofUnit: 0, one: false };
    for (const viewer of [
      publicViewer,
      otherLiaison,
      raopingOfficer,
      officer('INSTRUCTOR', chaoan, { unit }),
    ]) {
      expect(await seenBy(viewer, lockedPairing)).toEqual(nothing);
    }
  });

  test('the city’s own drafts are not the counties’ to see', async () => {
    await drafted(world, { jurisdiction: city }, { viewer: cityOfficer });
    expect(
      (await world.ask('{ reports { totalCount } }', { viewer: chaoanOfficer })).data.reports.totalCount,
    ).toBe(0);
    expect(
      (await world.ask('{ reports { totalCount } }', { viewer: cityOfficer })).data.reports.totalCount,
    ).toBe(1);
  });

  test('groups by state, year, jurisdiction, kind and grade, and filters, count alike', async () => {
    const { id: report } = await submitted(world, { pairing });
    await world.ask(mutations.assess, {
      variables: { key: newKey(), input: { report, grade: 'GOOD' } },
      viewer: chaoanOfficer,
      clock: january,
    });
    await drafted(world, { unit });
    const { data } = await world.ask(
      `{ reportGroups(by: [JURISDICTION, YEAR, KIND, STATE, GRADE]) { label jurisdiction year kind state grade count }
        good: reports(filter: { grade: [GOOD], kind: [PAIRING], year: 2023, state: [ASSESSED] }) { totalCount }
        unit: reports(filter: { unit: "${unit}" }, orderBy: { field: TITLE }) { nodes { kind } }
        none: reports(filter: { titleContains: "不存在" }) { totalCount } }`,
      { viewer: chaoanOfficer },
    );
    expect(data.reportGroups).toEqual([
      {
        label: '潮安区 · 2023年 · 结对 · 已述职评议 · 好',
        jurisdiction: chaoan,
        year: 2023,
        kind: 'PAIRING',
        state: 'ASSESSED',
        grade: 'GOOD',
        count: 1,
      },
      {
        label: '潮安区 · 2023年 · 成员单位 · 草稿 · 未填',
        jurisdiction: chaoan,
        year: 2023,
        kind: 'UNIT',
        state: 'DRAFT',
        grade: null,
        count: 1,
      },
    ]);
    expect(data.good.totalCount).toBe(1);
    expect(data.unit.nodes).toEqual([{ kind: 'UNIT' }, { kind: 'PAIRING' }]);
    expect(data.none.totalCount).toBe(0);
  });
});
