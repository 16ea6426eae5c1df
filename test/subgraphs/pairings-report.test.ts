import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  at,
  auditor,
  type By,
  chaoanOfficer,
  cityOfficer,
  cityPairing,
  drafted,
  endedPairing,
  forgetReports,
  january,
  liaison,
  newKey,
  openReportWorld,
  otherLiaison,
  otherUnit,
  pairing,
  proposal,
  publicViewer,
  raopingOfficer,
  submitted,
  tellOf,
  unit,
  villagePairing,
} from './pairings-report-world.ts';
import { chaoan, codes, id, officer, type World } from './pairings-world.ts';

let world: World;
beforeAll(async () => {
  world = await openReportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => forgetReports(world));

const tell = (...asked: Parameters<ReturnType<typeof tellOf>>) => tellOf(world)(...asked);
function draft(input: Record<string, unknown>, by: By = {}) {
  return tell('draft', { input: { jurisdiction: chaoan, year: 2023, ...input } }, by);
}

async function written(): Promise<unknown> {
  const [counts] = await world.select(`select (select count(*)::int from report) as reports,
    (select count(*)::int from locked_report) as locked, (select count(*)::int from idempotency) as keys,
    (select count(*)::int from activity where kind = 'YEAR_END_REPORT') as activities`);
  return counts;
}
const stateOf = async (of: string): Promise<unknown> =>
  (await world.select(`select state from pairing where id = '${of}'`))[0]!['state'];

describe('drafting', () => {
  test('the liaison of the unit drafts the report of its pairing', async () => {
    const { data, errors } = await draft({ pairing, remarks: ' 情况说明 ' }, { viewer: liaison });
    expect(errors).toBeUndefined();
    const { id: made, ...report } = data.draftReport.report;
    expect(made).toMatch(/^445103-rep-/);
    expect(report).toEqual({
      kind: 'PAIRING',
      year: 2023,
      title: '示例单位甲 ↔ 示例企业0001：2023年度结对共建工作情况报告',
      name: '示例单位甲 ↔ 示例企业0001',
      periodFrom: '2023-01-01',
      periodTo: '2023-12-31',
      state: 'DRAFT',
      remarks: '情况说明',
      hash: null,
      submittedAt: null,
      grade: null,
      assessment: null,
      jurisdiction: { code: chaoan },
      pairing: { id: pairing, state: 'CONFIRMED' },
      unit: { id: unit },
      activity: null,
    });
  });

  test('a unit is named as its pairings name it, a jurisdiction by its name', async () => {
    expect((await draft({ unit })).data.draftReport.report).toMatchObject({
      kind: 'UNIT',
      name: '示例单位甲',
    });
    expect((await draft({ unit, year: 2022, name: '示例局' })).data.draftReport.report).toMatchObject({
      name: '示例局',
    });
    expect((await draft({})).data.draftReport.report).toMatchObject({
      kind: 'JURISDICTION',
      name: '潮安区',
      unit: null,
      pairing: null,
    });
  });

  test('units whose pairings name them differently must be named', async () => {
    await world.select(
      `update pairing set title = '示例单位甲（原名） ↔ 示例企业0002' where id = '${endedPairing}'`,
    );
    try {
      const refused = await draft({ unit });
      expect(codes(refused)).toEqual(['INVALID_INPUT']);
      expect(refused.errors?.[0]?.message).toContain('name');
      expect((await draft({ unit, name: '示例单位甲' })).errors).toBeUndefined();
    } finally {
      await world.select(
        `update pairing set title = '示例单位甲 ↔ 示例企业0002' where id = '${endedPairing}'`,
      );
    }
  });

  test('there is one report of a subject and a year; of two drafts at once one is made', async () => {
    const answers = await Promise.all([draft({ pairing }), draft({ pairing })]);
    expect(answers.flatMap(codes)).toEqual(['CONFLICT']);
    expect(codes(await draft({ pairing }))).toEqual(['CONFLICT']);
    expect((await draft({ pairing, year: 2022 })).errors).toBeUndefined();
    expect((await draft({ unit })).errors).toBeUndefined();
    expect(await written()).toMatchObject({ reports: 3, keys: 3 });
  });

  test('the same key again gives the same draft, also at once; with other content it is a conflict', async () => {
    const key = newKey();
    const input = { jurisdiction: chaoan, year: 2023, pairing };
    const [a, b] = await Promise.all([tell('draft', { key, input }), tell('draft', { key, input })]);
    expect(a.errors).toBeUndefined();
    expect(a.data).toEqual(b.data);
    expect(codes(await tell('draft', { key, input: { ...input, remarks: '别的' } }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
    expect(await written()).toMatchObject({ reports: 1, keys: 1 });
  });
});

describe('a finished period', () => {
  test('a year is over at midnight in Shanghai, not in UTC', async () => {
    expect(codes(await draft({ pairing }, { clock: at('2023-12-31T15:59:59Z') }))).toEqual(['INVALID_INPUT']);
    expect((await draft({ pairing }, { clock: at('2023-12-31T16:00:00Z') })).errors).toBeUndefined();
  });

  test('a pairing that has ended is reported on from that very day', async () => {
    expect(codes(await draft({ pairing: endedPairing }, { clock: at('2023-08-19T04:00:00Z') }))).toEqual([
      'INVALID_INPUT',
    ]);
    const { data } = await draft({ pairing: endedPairing }, { clock: at('2023-08-20T04:00:00Z') });
    expect(data.draftReport.report).toMatchObject({ periodFrom: '2023-02-11', periodTo: '2023-08-20' });
  });

  test('it is judged again when the report is submitted', async () => {
    const { id: report } = await drafted(world, { pairing });
    await world.select(`update pairing set started_on = '2024-01-01' where id = '${pairing}'`);
    try {
      expect(codes(await tell('submit', { id: report }))).toEqual(['INVALID_INPUT']);
      expect(await written()).toMatchObject({ locked: 0, activities: 0 });
    } finally {
      await world.select(`update pairing set started_on = '2022-05-04' where id = '${pairing}'`);
    }
  });
});

const unknownPairing = id(chaoan, 'pair', 99);
test.each<[string, Record<string, unknown>, By, string]>([
  ['the year that runs', { pairing, year: 2024 }, {}, 'INVALID_INPUT'],
  ['a year to come', { year: 2025 }, {}, 'INVALID_INPUT'],
  ['a year before all records', { year: 1999 }, {}, 'INVALID_INPUT'],
  ['a year in which the pairing was not', { pairing, year: 2021 }, {}, 'INVALID_INPUT'],
  ['a year after the end of the pairing', { pairing: endedPairing, year: 2022 }, {}, 'INVALID_INPUT'],
  ['a proposal', { pairing: proposal }, {}, 'INVALID_INPUT'],
  ['a unit without a pairing', { unit: otherUnit }, {}, 'INVALID_INPUT'],
  ['a pairing and a unit', { pairing, unit }, {}, 'INVALID_INPUT'],
  ['remarks without end', { remarks: '长'.repeat(10_001) }, {}, 'INVALID_INPUT'],
  ['a pairing that is not there', { pairing: unknownPairing }, {}, 'NOT_FOUND'],
  ['a pairing of the city', { pairing: cityPairing }, {}, 'NOT_FOUND'],
  ['an id of another type', { pairing: unit }, {}, 'INVALID_ID'],
  ['an unknown place', { jurisdiction: '110000' }, {}, 'UNKNOWN_JURISDICTION'],
  ['by the public', { pairing }, { viewer: publicViewer }, 'FORBIDDEN'],
  ['by the liaison of another unit', { pairing }, { viewer: otherLiaison }, 'FORBIDDEN'],
  ['of a unit by its liaison', { unit }, { viewer: liaison }, 'FORBIDDEN'],
  ['of a county by a liaison', {}, { viewer: liaison }, 'FORBIDDEN'],
  [
    'of a pairing that is not there by a liaison',
    { pairing: unknownPairing },
    { viewer: liaison },
    'FORBIDDEN',
  ],
  ['by an officer of another county', { pairing }, { viewer: raopingOfficer }, 'FORBIDDEN'],
  ['by an officer of the city', { pairing }, { viewer: cityOfficer }, 'FORBIDDEN'],
  ['by an auditor', { pairing }, { viewer: auditor }, 'FORBIDDEN'],
  [
    'by an instructor of the unit',
    { pairing },
    { viewer: officer('INSTRUCTOR', chaoan, { unit }) },
    'FORBIDDEN',
  ],
])('a draft of %s: refused, and nothing written', async (_, input, by, code) => {
  const answer = await draft(input, by);
  expect(codes(answer)).toEqual([code]);
  expect(answer.data).toEqual({ draftReport: null });
  expect(answer.errors?.[0]?.extensions?.['expected']).toEqual(expect.any(String));
  expect(await written()).toEqual({ reports: 0, locked: 0, keys: 0, activities: 0 });
});

describe('submitting', () => {
  const owed = `query ($pairing: ID!) { obligations(filter: { pairing: $pairing, rule: [YEAR_END_REPORT], from: "2023-01-01" }) {
    nodes { status done satisfiedBy { title heldOn } } } }`;
  const obligation = async () =>
    (await world.ask(owed, { variables: { pairing }, clock: january })).data.obligations.nodes as object[];

  test('meets the obligation of the pairing with one activity on the last day of the period, and moves it on', async () => {
    expect(await obligation()).toEqual([{ status: 'OVERDUE', done: 0, satisfiedBy: [] }]);
    const { id: report } = await drafted(world, { pairing }, { viewer: liaison });
    const { data, errors } = await tell('submit', { id: report }, { viewer: liaison });
    expect(errors).toBeUndefined();
    expect(data.submitReport.report).toMatchObject({
      state: 'SUBMITTED',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      submittedAt: '2024-01-10T04:00:00.000Z',
      pairing: { id: pairing, state: 'REPORTED' },
      activity: { kind: 'YEAR_END_REPORT', heldOn: '2023-12-31', title: '2023年度结对共建工作情况报告' },
    });
    expect(await obligation()).toEqual([
      {
        status: 'MET',
        done: 1,
        satisfiedBy: [{ title: '2023年度结对共建工作情况报告', heldOn: '2023-12-31' }],
      },
    ]);
  });

  test('of a unit or a jurisdiction neither records an activity nor moves a pairing', async () => {
    await submitted(world, { unit });
    await submitted(world, {});
    expect(await written()).toMatchObject({ locked: 2, activities: 0 });
    expect(await stateOf(pairing)).toBe('CONFIRMED');
  });

  test('leaves a pairing where it is that has ended, or has moved on', async () => {
    await submitted(world, { pairing: endedPairing });
    expect(await stateOf(endedPairing)).toBe('ENDED');
    await submitted(world, { pairing });
    await submitted(world, { pairing, year: 2022 });
    expect(await stateOf(pairing)).toBe('REPORTED');
  });

  test('twice at once locks once: the same key gets the same answer, another one a refusal', async () => {
    const { id: report } = await drafted(world, { pairing });
    const key = newKey();
    const [a, b] = await Promise.all([
      tell('submit', { key, id: report }),
      tell('submit', { key, id: report }),
    ]);
    expect(a.errors).toBeUndefined();
    expect(b.data).toEqual(a.data);
    expect(await written()).toMatchObject({ locked: 1, activities: 1 });
    const { id: other } = await drafted(world, { pairing: villagePairing });
    const answers = await Promise.all([tell('submit', { id: other }), tell('submit', { id: other })]);
    expect(answers.flatMap(codes)).toEqual(['INVALID_TRANSITION']);
    expect(await written()).toMatchObject({ locked: 2, activities: 2 });
  });

  test('that fails half-way leaves the draft, the pairing and the activities as they were', async () => {
    const { id: report } = await drafted(world, { pairing });
    await world.select('alter table locked_report add constraint broken check (false) not valid');
    try {
      expect((await tell('submit', { id: report })).errors).toHaveLength(1);
      expect(await written()).toEqual({ reports: 1, locked: 0, keys: 1, activities: 0 });
      expect(await stateOf(pairing)).toBe('CONFIRMED');
    } finally {
      await world.select('alter table locked_report drop constraint broken');
    }
    expect((await tell('submit', { id: report })).errors).toBeUndefined();
  });

  test('while activities are being recorded counts each of them everywhere or nowhere', async () => {
    const { id: report } = await drafted(world, { pairing });
    const record = `mutation ($key: ID!, $input: RecordActivityInput!) { recordActivity(idempotencyKey: $key, input: $input) { activity { id } } }`;
    const input = {
      jurisdiction: chaoan,
      kind: 'TRAINING',
      title: '示例培训',
      heldOn: '2023-07-01',
      pairing,
    };
    const recording = Array.from({ length: 12 }, () =>
      world.ask(record, { variables: { key: newKey(), input }, viewer: chaoanOfficer, clock: january }),
    );
    const [answer, ...recorded] = await Promise.all([tell('submit', { id: report }), ...recording]);
    expect([answer, ...recorded].flatMap(codes)).toEqual([]);
    const { data } = await world.ask(
      `query ($id: ID!) { reportContent(id: $id) { figures { code value } } }`,
      { variables: { id: report }, viewer: chaoanOfficer, clock: january },
    );
    const figures = data.reportContent.figures as { code: string; value: number }[];
    const sum = (shape: RegExp) =>
      figures.filter(({ code }) => shape.test(code)).reduce((total, { value }) => total + value, 0);
    expect(sum(/^KIND\//)).toBe(sum(/^ACTIVITIES$/));
    expect(sum(/^MONTH\/[\d-]+$/)).toBe(sum(/^ACTIVITIES$/));
  });
});
