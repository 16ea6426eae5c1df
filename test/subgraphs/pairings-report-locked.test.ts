import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  at,
  auditor,
  chaoanOfficer,
  cityOfficer,
  drafted,
  forgetReports,
  january,
  liaison,
  newKey,
  openReportWorld,
  otherLiaison,
  pairing,
  publicViewer,
  raopingOfficer,
  submitted,
  tellOf,
} from './pairings-report-world.ts';
import { chaoan, codes, id, type World } from './pairings-world.ts';

let world: World;
beforeAll(async () => {
  world = await openReportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => forgetReports(world));

const tell = (...asked: Parameters<ReturnType<typeof tellOf>>) => tellOf(world)(...asked);
const draft = (input: Record<string, unknown>) =>
  tell('draft', { input: { jurisdiction: chaoan, year: 2023, ...input } });

describe('a locked report', () => {
  test('cannot be revised, withdrawn, or submitted again; each is told that it is locked', async () => {
    const { id: report, hash } = await submitted(world, { pairing, remarks: '原文' });
    for (const answer of [
      await tell('revise', { id: report, remarks: '改写' }),
      await tell('withdraw', { id: report, reason: '有误' }),
      await tell('submit', { id: report }),
    ]) {
      expect(codes(answer)).toEqual(['INVALID_TRANSITION']);
      expect(answer.errors?.[0]?.extensions?.['expected']).toBe('a draft');
      expect(answer.errors?.[0]?.extensions?.['received']).toContain(hash.slice(0, 20));
    }
    expect(codes(await draft({ pairing }))).toEqual(['CONFLICT']);
    const [row] = await world.select(`select remarks, hash from report where id = '${report}'`);
    expect(row).toEqual({ remarks: '原文', hash });
  });

  test('its activity is neither recorded by hand nor corrected nor withdrawn', async () => {
    const { id: report } = await submitted(world, { pairing });
    const { data } = await world.ask(`query ($id: ID!) { report(id: $id) { activity { id } } }`, {
      variables: { id: report },
      viewer: chaoanOfficer,
    });
    const of = data.report.activity.id as string;
    const ask = (mutation: string, variables: object) =>
      world.ask(mutation, {
        variables: { key: newKey(), ...variables },
        viewer: chaoanOfficer,
        clock: january,
      });
    const byHand = {
      jurisdiction: chaoan,
      title: '报告',
      heldOn: '2023-12-01',
      kind: 'YEAR_END_REPORT',
      pairing,
    };
    expect(
      codes(
        await ask(
          'mutation ($key: ID!, $input: RecordActivityInput!) { recordActivity(idempotencyKey: $key, input: $input) { activity { id } } }',
          { input: byHand },
        ),
      ),
    ).toEqual(['INVALID_INPUT']);
    expect(
      codes(
        await ask(
          'mutation ($key: ID!, $id: ID!) { correctActivity(idempotencyKey: $key, id: $id, reason: "x", input: {heldOn: "2023-01-01"}) { activity { id } } }',
          { id: of },
        ),
      ),
    ).toEqual(['INVALID_TRANSITION']);
    expect(
      codes(
        await ask(
          'mutation ($key: ID!, $id: ID!) { withdrawActivity(idempotencyKey: $key, id: $id, reason: "x") { activity { id } } }',
          { id: of },
        ),
      ),
    ).toEqual(['INVALID_TRANSITION']);
  });

  test('is assessed once, by an officer of its owner, and its pairing with it', async () => {
    const { id: report, hash } = await submitted(world, { pairing });
    const input = { report, grade: 'FAIRLY_GOOD', remarks: '继续努力' };
    for (const viewer of [liaison, cityOfficer, raopingOfficer, auditor, publicViewer]) {
      expect(codes(await tell('assess', { input }, { viewer }))).toEqual(['FORBIDDEN']);
    }
    const key = newKey();
    const [a, b] = await Promise.all([tell('assess', { key, input }), tell('assess', { key, input })]);
    expect(a.errors).toBeUndefined();
    expect(a.data).toEqual(b.data);
    expect(a.data.assessReport.report).toMatchObject({
      state: 'ASSESSED',
      grade: 'FAIRLY_GOOD',
      assessment: '继续努力',
      hash,
      pairing: { state: 'ASSESSED' },
    });
    expect(codes(await tell('assess', { input: { ...input, grade: 'POOR' } }))).toEqual([
      'INVALID_TRANSITION',
    ]);
    expect(codes(await tell('revise', { id: report, remarks: '改写' }))).toEqual(['INVALID_TRANSITION']);
  });
});

describe('a draft', () => {
  test('is revised as often as wanted, by who may write it, and is not assessed', async () => {
    const { id: report } = await drafted(world, { pairing });
    const revised = await tell('revise', { id: report, remarks: '第二稿' }, { viewer: liaison });
    expect(revised.data.reviseReport.report).toMatchObject({ state: 'DRAFT', remarks: '第二稿' });
    expect((await tell('revise', { id: report, remarks: null })).data.reviseReport.report.remarks).toBeNull();
    expect(codes(await tell('revise', { id: report, remarks: 'x' }, { viewer: otherLiaison }))).toEqual([
      'FORBIDDEN',
    ]);
    expect(codes(await tell('assess', { input: { report, grade: 'GOOD' } }))).toEqual(['INVALID_TRANSITION']);
    expect(codes(await tell('revise', { id: id(chaoan, 'rep', 1), remarks: 'x' }))).toEqual(['NOT_FOUND']);
    expect(codes(await tell('revise', { id: pairing, remarks: 'x' }))).toEqual(['INVALID_ID']);
  });

  test('that was withdrawn makes room for another, and comes back by no step', async () => {
    const { id: report } = await drafted(world, { pairing });
    expect(codes(await tell('withdraw', { id: report, reason: ' ' }))).toEqual(['INVALID_INPUT']);
    expect((await tell('withdraw', { id: report, reason: '重新起草' })).errors).toBeUndefined();
    expect(codes(await tell('submit', { id: report }))).toEqual(['INVALID_TRANSITION']);
    expect(codes(await tell('revise', { id: report, remarks: 'x' }))).toEqual(['INVALID_TRANSITION']);
    expect((await draft({ pairing })).errors).toBeUndefined();
  });

  test('keeps its history: who drafted, revised and submitted it, for officers and auditors', async () => {
    const { id: report } = await drafted(world, { pairing }, { viewer: liaison });
    await tell(
      'revise',
      { id: report, remarks: '第二稿' },
      { viewer: liaison, clock: at('2024-01-11T04:00:00Z') },
    );
    await tell('submit', { id: report }, { clock: at('2024-01-12T04:00:00Z') });
    const query = `query ($id: ID!) { report(id: $id) { history { at change as by fields { name previous current } } } }`;
    const of = async (viewer: Viewer) =>
      (await world.ask(query, { variables: { id: report }, viewer })).data.report.history as {
        change: string;
        by: string | null;
        at: string;
        fields: object[];
      }[];
    const history = await of(chaoanOfficer);
    expect(history.map(({ change, by, at }) => [change, by, at])).toEqual([
      ['DRAFTED', liaison.subject, '2024-01-10T04:00:00.000Z'],
      ['REVISED', liaison.subject, '2024-01-11T04:00:00.000Z'],
      ['SUBMITTED', chaoanOfficer.subject, '2024-01-12T04:00:00.000Z'],
    ]);
    expect(history[1]!.fields).toEqual([{ name: 'remarks', previous: null, current: '第二稿' }]);
    expect((await of(liaison)).map(({ by }) => by)).toEqual([null, null, null]);
  });
});
