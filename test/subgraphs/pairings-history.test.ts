import { clockOf } from '@jiedui/kit/clock';
import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codes, id, noon, officer, openWorld, type World } from './pairings-world.ts';

const pairing = id(chaoan, 'pair', 1);
const unit = id(chaoan, 'unit', 1);
const instructor = id(chaoan, 'instr', 1);
const officerOfChaoan = officer('COUNTY', chaoan);
const on = (day: string) => clockOf(() => new Date(`${day}T04:00:00Z`));

let world: World;
beforeAll(async () => {
  world = await openWorld(pairings);
  await world.insert('pairing', [
    {
      id: pairing,
      kind: 'UNIT_ORGANISATION',
      state: 'CONFIRMED',
      title: '示例结对0001',
      sort_title: 'shi li jie dui 0001',
      unit_id: unit,
      organisation_id: id(chaoan, 'org', 1),
      started_on: '2024-01-01',
      created_at: '2024-01-01T04:00:00Z',
    },
  ]);
});
afterAll(() => world[Symbol.asyncDispose]());

let keys = 0;
const key = () => `history-${(keys += 1)}`;

async function record(day: string, rest: Record<string, unknown> = {}): Promise<string> {
  const input = { jurisdiction: chaoan, kind: 'CONTACT', title: '联系指导', heldOn: day, pairing, ...rest };
  const { data, errors } = await world.ask(
    `mutation($key: ID!, $input: RecordActivityInput!) {
      recordActivity(idempotencyKey: $key, input: $input) { activity { id } } }`,
    { variables: { key: key(), input }, viewer: officerOfChaoan, clock: on(day) },
  );
  expect(errors).toBeUndefined();
  return data.recordActivity.activity.id;
}

const correct = (wanted: string, input: object, rest: { viewer?: object; day?: string; key?: string } = {}) =>
  world.ask(
    `mutation($key: ID!, $id: ID!, $input: CorrectActivityInput!) {
      correctActivity(idempotencyKey: $key, id: $id, reason: "录错", input: $input) {
        activity { id kind title heldOn participants withdrawnOn instructor { id } } } }`,
    {
      variables: { key: rest.key ?? key(), id: wanted, input },
      viewer: { ...officerOfChaoan, ...rest.viewer },
      clock: on(rest.day ?? '2024-03-10'),
    },
  );

const withdraw = (wanted: string, rest: { viewer?: object; key?: string; reason?: string } = {}) =>
  world.ask(
    `mutation($key: ID!, $id: ID!, $reason: String!) {
      withdrawActivity(idempotencyKey: $key, id: $id, reason: $reason) { activity { id title withdrawnOn } } }`,
    {
      variables: { key: rest.key ?? key(), id: wanted, reason: rest.reason ?? '重复登记' },
      viewer: { ...officerOfChaoan, ...rest.viewer },
      clock: on('2024-03-12'),
    },
  );

/** Everything that counts activities, as one answer. */
const counted = async (asOf?: string) => {
  const day = asOf ? `asOf: "${asOf}"` : '';
  const { data, errors } = await world.ask(
    `{ activities(first: 100${asOf ? `, ${day}` : ''}) { totalCount nodes { id } }
      activityGroups(by: [KIND]${asOf ? `, ${day}` : ''}) { kind count }
      pairingsOverview${asOf ? `(${day})` : ''} { visits solvedProblems }
      pairing(id: "${pairing}") { activities${asOf ? `(${day})` : ''} { totalCount }
        obligations(first: 5, filter: { rule: [CONTACT], from: "2024-03-01", to: "2024-03-31" }) {
          nodes { done satisfiedBy { id } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data;
};

describe('an activity', () => {
  test('is corrected with a reason; its history says who, why and what, and a day before shows what it was', async () => {
    const activity = await record('2024-03-05', { instructor, participants: 3 });
    const { data, errors } = await correct(activity, {
      title: '入企指导',
      kind: 'INSTRUCTOR_VISIT',
      participants: null,
    });
    expect(errors).toBeUndefined();
    expect(data.correctActivity.activity).toEqual({
      id: activity,
      kind: 'INSTRUCTOR_VISIT',
      title: '入企指导',
      heldOn: '2024-03-05',
      participants: null,
      withdrawnOn: null,
      instructor: { id: instructor },
    });
    const query = `query($id: ID!, $asOf: Date) { activity(id: $id, asOf: $asOf) { title kind
      history { at change as by reason fields { name previous current } } } }`;
    const seen = await world.ask(query, { variables: { id: activity }, viewer: officerOfChaoan });
    expect(seen.data.activity.history.map(({ change }: { change: string }) => change)).toEqual([
      'REGISTERED',
      'CORRECTED',
    ]);
    expect(seen.data.activity.history[1]).toEqual({
      at: '2024-03-10T04:00:00.000Z',
      change: 'CORRECTED',
      as: 'COUNTY',
      by: officerOfChaoan.subject,
      reason: '录错',
      fields: [
        { name: 'kind', previous: 'CONTACT', current: 'INSTRUCTOR_VISIT' },
        { name: 'title', previous: '联系指导', current: '入企指导' },
        { name: 'participants', previous: '3', current: null },
      ],
    });
    const before = await world.ask(query, { variables: { id: activity, asOf: '2024-03-09' } });
    expect(before.data.activity).toMatchObject({ title: '联系指导', kind: 'CONTACT' });
    expect(before.data.activity.history[1].by).toBeNull();
    const dayBefore = await world.ask(query, { variables: { id: activity, asOf: '2024-03-04' } });
    expect(dayBefore.data.activity).toBeNull();
  });

  test('that is withdrawn counts nowhere from then on, is found by its id, and still counted the days before', async () => {
    const before = await counted();
    const activity = await record('2024-03-06');
    const within = await counted();
    expect(within.pairingsOverview.visits).toBe(before.pairingsOverview.visits + 1);
    expect(within.pairing.obligations.nodes[0].done).toBe(before.pairing.obligations.nodes[0].done + 1);
    const { data, errors } = await withdraw(activity);
    expect(errors).toBeUndefined();
    expect(data.withdrawActivity.activity).toEqual({
      id: activity,
      title: '联系指导',
      withdrawnOn: '2024-03-12',
    });
    expect(await counted()).toEqual(before);
    expect((await counted('2024-03-11')).activities.nodes).toContainEqual({ id: activity });
    expect((await counted('2024-03-12')).activities.nodes).not.toContainEqual({ id: activity });
    const found = await world.ask(
      `{ activity(id: "${activity}") { title withdrawnOn pairing { id } history { change reason } } }`,
    );
    expect(found.data.activity).toEqual({
      title: '联系指导',
      withdrawnOn: '2024-03-12',
      pairing: { id: pairing },
      history: [
        { change: 'REGISTERED', reason: null },
        { change: 'WITHDRAWN', reason: '重复登记' },
      ],
    });
  });

  test('that is withdrawn is neither corrected nor withdrawn again; the same key gives the same answer', async () => {
    const activity = await record('2024-03-07');
    const first = await withdraw(activity, { key: 'withdraw-once' });
    expect((await withdraw(activity, { key: 'withdraw-once' })).data).toEqual(first.data);
    expect(codes(await withdraw(activity))).toEqual(['INVALID_TRANSITION']);
    const again = await correct(activity, { title: '改' });
    expect(codes(again)).toEqual(['INVALID_TRANSITION']);
    expect(again.errors?.[0]?.extensions?.['received']).toBe('"withdrawn on 2024-03-12"');
  });

  test('withdrawn with one key twice at once is withdrawn once, and the key stands for nothing else', async () => {
    const activity = await record('2024-03-07');
    const ask = () => withdraw(activity, { key: 'withdraw-at-once' });
    const [a, b] = await Promise.all([ask(), ask()]);
    expect(a.errors).toBeUndefined();
    expect(b.data).toEqual(a.data);
    const { data } = await world.ask(`{ activity(id: "${activity}") { history { change } } }`);
    expect(data.activity.history).toEqual([{ change: 'REGISTERED' }, { change: 'WITHDRAWN' }]);
    const other = await record('2024-03-07');
    expect(codes(await withdraw(other, { key: 'withdraw-at-once' }))).toEqual(['IDEMPOTENCY_CONFLICT']);
  });

  test('that a year-end report stands for is not withdrawn', async () => {
    const report = id(chaoan, 'act', 900);
    await world.insert('activity', [
      {
        id: report,
        kind: 'YEAR_END_REPORT',
        title: '工作情况报告',
        sort_title: 'gong zuo qing kuang bao gao',
        held_on: '2024-03-01',
        pairing_id: pairing,
      },
    ]);
    expect(codes(await withdraw(report))).toEqual(['INVALID_INPUT']);
    const { data } = await world.ask(`{ activity(id: "${report}") { withdrawnOn } }`);
    expect(data.activity).toEqual({ withdrawnOn: null });
  });

  test('corrected with one key at once twice is corrected once', async () => {
    const activity = await record('2024-03-08');
    const [a, b] = await Promise.all([
      correct(activity, { title: '一次' }, { key: 'correct-once' }),
      correct(activity, { title: '一次' }, { key: 'correct-once' }),
    ]);
    expect(a.errors).toBeUndefined();
    expect(a.data).toEqual(b.data);
    const { data } = await world.ask(`{ activity(id: "${activity}") { history { change } } }`);
    expect(data.activity.history).toEqual([{ change: 'REGISTERED' }, { change: 'CORRECTED' }]);
    expect(codes(await correct(activity, { title: '另一次' }, { key: 'correct-once' }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
  });

  test.each<[string, object, object | undefined, string]>([
    ['tomorrow', { heldOn: '2024-03-11' }, undefined, 'INVALID_INPUT'],
    ['a day before the pairing', { heldOn: '2023-12-31' }, undefined, 'INVALID_INPUT'],
    ['no title', { title: null }, undefined, 'INVALID_INPUT'],
    ['nothing', {}, undefined, 'INVALID_INPUT'],
    ['an instructor of the city', { instructor: id(city, 'instr', 1) }, undefined, 'INVALID_INPUT'],
    ['a pairing that is not there', { pairing: id(chaoan, 'pair', 9) }, undefined, 'NOT_FOUND'],
    ['by the city', { title: '改' }, officer('CITY', city), 'FORBIDDEN'],
    [
      'by another unit’s liaison',
      { title: '改' },
      officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) }),
      'FORBIDDEN',
    ],
    [
      'to another unit by its liaison',
      { unit: id(chaoan, 'unit', 2) },
      officer('UNIT', chaoan, { unit }),
      'FORBIDDEN',
    ],
  ])('corrected to %s is refused and stays as it was', async (_, input, viewer, code) => {
    const activity = await record('2024-03-09', { unit });
    expect(codes(await correct(activity, input, { ...(viewer && { viewer }) }))).toEqual([code]);
    const { data } = await world.ask(`{ activity(id: "${activity}") { title history { change } } }`);
    expect(data.activity).toEqual({ title: '联系指导', history: [{ change: 'REGISTERED' }] });
  });

  test('of the unit is corrected and withdrawn by its liaison', async () => {
    const viewer = officer('UNIT', chaoan, { unit });
    const activity = await record('2024-03-09', { unit });
    expect((await correct(activity, { place: '示例会议室' }, { viewer })).errors).toBeUndefined();
    expect((await withdraw(activity, { viewer })).errors).toBeUndefined();
  });

  test('is not withdrawn without a reason', async () => {
    const activity = await record('2024-03-09');
    expect(codes(await withdraw(activity, { reason: ' ' }))).toEqual(['INVALID_INPUT']);
    const { data } = await world.ask(`{ activity(id: "${activity}") { withdrawnOn } }`);
    expect(data.activity).toEqual({ withdrawnOn: null });
  });

  test('of an instructor is found through the instructor', async () => {
    const who = id(chaoan, 'instr', 7);
    const activity = await record('2024-03-09', { kind: 'INSTRUCTOR_VISIT', instructor: who });
    const { data } = await world.ask(
      `query($r: [_Any!]!) { activities(filter: { instructor: "${who}" }) { nodes { id } }
        _entities(representations: $r) { ... on Instructor { activities { nodes { id } } } } }`,
      { variables: { r: [{ __typename: 'Instructor', id: who }] } },
    );
    expect(data).toEqual({
      activities: { nodes: [{ id: activity }] },
      _entities: [{ activities: { nodes: [{ id: activity }] } }],
    });
  });
});

test('lists, groups and the overview tell how it stood at the end of a day, and refuse a day to come', async () => {
  const ask = (asOf: string) =>
    world.ask(
      `query($asOf: Date) { pairings(asOf: $asOf) { totalCount } pairingGroups(by: [STATE], asOf: $asOf) { state count }
        projects(asOf: $asOf) { totalCount } projectGroups(by: [STATE], asOf: $asOf) { count }
        pairingsOverview(asOf: $asOf) { pairings } pairing(id: "${pairing}", asOf: $asOf) { title } }`,
      { variables: { asOf }, clock: noon },
    );
  expect((await ask('2023-12-31')).data).toEqual({
    pairings: { totalCount: 0 },
    pairingGroups: [],
    projects: { totalCount: 0 },
    projectGroups: [],
    pairingsOverview: { pairings: 0 },
    pairing: null,
  });
  expect((await ask('2024-01-01')).data).toMatchObject({
    pairings: { totalCount: 1 },
    pairingGroups: [{ state: 'CONFIRMED', count: 1 }],
    pairingsOverview: { pairings: 1 },
    pairing: { title: '示例结对0001' },
  });
  expect(new Set(codes(await ask('2024-03-16')))).toEqual(new Set(['INVALID_INPUT']));
});

test('one active pairing of a party organisation, or of an organisation, in a jurisdiction: the database refuses a second', async () => {
  const row = (n: number, rest: object) => ({
    id: id(chaoan, 'pair', n),
    kind: 'UNIT_ORGANISATION',
    state: 'CONFIRMED',
    title: '示例',
    sort_title: 'shi li',
    organisation_id: id(chaoan, 'org', 5),
    started_on: '2024-01-01',
    ...rest,
  });
  await world.insert('pairing', [
    row(50, { party_organisation_id: id(chaoan, 'party', 1) }),
    // Another party organisation of the same enterprise, a proposal, one that ended, and a village.
    row(51, { party_organisation_id: id(chaoan, 'party', 2) }),
    row(52, { party_organisation_id: id(chaoan, 'party', 1), state: 'PROPOSED' }),
    row(53, { party_organisation_id: id(chaoan, 'party', 1), state: 'ENDED', ended_on: '2024-01-01' }),
    row(54, { party_organisation_id: id(chaoan, 'party', 1), kind: 'ENTERPRISE_VILLAGE' }),
    row(55, {}),
  ]);
  await expect(
    world.insert('pairing', [row(56, { party_organisation_id: id(chaoan, 'party', 1) })]),
  ).rejects.toThrow(/pairing_active/);
  await expect(world.insert('pairing', [row(57, {})])).rejects.toThrow(/pairing_active/);
});
