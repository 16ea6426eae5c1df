import { pairings } from '@jiedui/pairings/subgraph';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fresh, type How, liaison, mutating, pairingSteps, unit } from './pairings-steps.ts';
import { chaoan, city, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

let world: World;
let pairing: string;
beforeAll(async () => {
  world = await openWorld(pairings);
  pairing = await pairingSteps(world).confirmed({ unit, startedOn: '2023-07-01' });
});
afterAll(() => world[Symbol.asyncDispose]());

const fields = `project { id name state onTime startedOn dueOn plannedDueOn finishedOn inUseOn pairing { id }
  milestones { position name dueOn doneOn } inspections { position kind inspectedOn finding }
  dueDates { dueOn since reason } }`;
const mutate = mutating(() => world, fields);
const project = (rest: object = {}) => ({
  jurisdiction: chaoan,
  pairing,
  name: '党建活动室规范化建设',
  startedOn: '2023-07-03',
  dueOn: '2024-04-30',
  milestones: [
    { name: '方案', dueOn: '2023-08-01' },
    { name: '布置', dueOn: '2024-03-10' },
  ],
  ...rest,
});
const register = (input: object, how?: How) =>
  mutate('registerProject', 'input: RegisterProjectInput!', { input }, how);
const add = (wanted: string, milestone: object, how?: How) =>
  mutate('addProjectMilestone', 'id: ID!, milestone: MilestoneInput!', { id: wanted, milestone }, how);
const reach = (wanted: string, position: number, doneOn: string, how?: How) =>
  mutate(
    'reachProjectMilestone',
    'id: ID!, position: Int!, doneOn: Date!',
    { id: wanted, position, doneOn },
    how,
  );
const delay = (wanted: string, dueOn: string, position: number | null = null, how?: How) =>
  mutate(
    'delayProject',
    'id: ID!, dueOn: Date!, position: Int, reason: String!',
    { id: wanted, dueOn, position, reason: '材料晚到' },
    how,
  );
const inspect = (wanted: string, input: object, how?: How) =>
  mutate('inspectProject', 'id: ID!, input: InspectProjectInput!', { id: wanted, input }, how);
const finish = (wanted: string, finishedOn: string, how?: How) =>
  mutate('finishProject', 'id: ID!, finishedOn: Date!', { id: wanted, finishedOn }, how);
const use = (wanted: string, inUseOn: string, how?: How) =>
  mutate('putProjectInUse', 'id: ID!, inUseOn: Date!', { id: wanted, inUseOn }, how);
const correct = (wanted: string, input: object, how?: How) =>
  mutate(
    'correctProject',
    'id: ID!, reason: String!, input: CorrectProjectInput!',
    { id: wanted, reason: '录错', input },
    how,
  );

async function registered(rest: object = {}): Promise<string> {
  const answer = await register(project(rest));
  expect(answer.errors).toBeUndefined();
  return answer.data.registerProject.project.id;
}
/** Registered without milestones, and finished. */
async function finished(): Promise<string> {
  const wanted = await registered({ milestones: [] });
  expect((await finish(wanted, '2024-03-01')).errors).toBeUndefined();
  return wanted;
}
const seen = async (wanted: string) => {
  const { data } = await world.ask(
    `query($id: ID!) { project(id: $id) { ${fields.slice('project { '.length, -1)} history { change reason fields { name previous current } } } }`,
    { variables: { id: wanted } },
  );
  return data.project;
};

describe('a project', () => {
  test('is registered, inspected, put off, reaches its milestones, is finished and put in use; its state follows', async () => {
    const answer = await register(project(), { on: '2023-07-03' });
    const wanted = answer.data.registerProject.project.id;
    expect(answer.data.registerProject.project).toMatchObject({
      name: '党建活动室规范化建设',
      state: 'ON_TIME',
      dueOn: '2024-04-30',
      plannedDueOn: '2024-04-30',
      pairing: { id: pairing },
      milestones: [
        { position: 1, name: '方案', dueOn: '2023-08-01', doneOn: null },
        { position: 2, name: '布置', dueOn: '2024-03-10', doneOn: null },
      ],
      dueDates: [{ dueOn: '2024-04-30', since: '2023-07-03', reason: null }],
    });
    const onSite = { kind: 'ON_SITE', inspectedOn: '2023-07-20', finding: '场地已定' };
    await inspect(wanted, onSite, { on: '2023-07-20' });
    const online = { kind: 'ONLINE', inspectedOn: '2023-08-20', finding: '方案已定稿' };
    expect((await inspect(wanted, online, { on: '2023-08-20' })).data.inspectProject.project).toMatchObject({
      // The first milestone is overdue.
      state: 'DELAYED',
      inspections: [
        { position: 1, ...onSite },
        { position: 2, ...online },
      ],
    });
    const reached = await reach(wanted, 1, '2023-08-21', { on: '2023-08-21' });
    expect(reached.data.reachProjectMilestone.project.state).toBe('ON_TIME');
    const put = await delay(wanted, '2024-05-31', null, { on: '2024-03-01' });
    expect(put.data.delayProject.project).toMatchObject({
      state: 'DELAYED',
      dueOn: '2024-05-31',
      plannedDueOn: '2024-04-30',
      dueDates: [
        { dueOn: '2024-04-30', since: '2023-07-03', reason: null },
        { dueOn: '2024-05-31', since: '2024-03-01', reason: '材料晚到' },
      ],
    });
    await delay(wanted, '2024-03-20', 2, { on: '2024-03-02' });
    await add(wanted, { name: '验收', dueOn: '2024-03-20' }, { on: '2024-03-03' });
    await reach(wanted, 2, '2024-03-12', { on: '2024-03-12' });
    await reach(wanted, 3, '2024-03-13', { on: '2024-03-13' });
    const done = await finish(wanted, '2024-03-14', { on: '2024-03-14' });
    expect(done.data.finishProject.project).toMatchObject({ state: 'FINISHED', onTime: true });
    const inUse = await use(wanted, '2024-03-15');
    expect(inUse.errors).toBeUndefined();
    const project_ = await seen(wanted);
    expect(project_).toMatchObject({ state: 'FINISHED', finishedOn: '2024-03-14', inUseOn: '2024-03-15' });
    expect(project_.history.map(({ change }: { change: string }) => change)).toEqual([
      'REGISTERED',
      'INSPECTED',
      'INSPECTED',
      'MILESTONE_DONE',
      'DELAYED',
      'DELAYED',
      'MILESTONE_ADDED',
      'MILESTONE_DONE',
      'MILESTONE_DONE',
      'FINISHED',
      'PUT_IN_USE',
    ]);
    expect(project_.history[5]).toEqual({
      change: 'DELAYED',
      reason: '材料晚到',
      fields: [{ name: 'milestone 2', previous: '布置 2024-03-10', current: '布置 2024-03-20' }],
    });
    // As it stood: state, milestones, filter and count agree.
    const past = await world.ask(
      `query($id: ID!, $on: Date!) { project(id: $id, asOf: $on) { state(asOf: $on) onTime(asOf: $on) milestones(asOf: $on) { position } }
        projects(asOf: $on, filter: { state: [DELAYED] }) { nodes { id } }
        projectGroups(by: [STATE], asOf: $on) { state count } }`,
      { variables: { id: wanted, on: '2023-08-20' } },
    );
    expect(past.data).toEqual({
      project: { state: 'DELAYED', onTime: null, milestones: [{ position: 1 }, { position: 2 }] },
      projects: { nodes: [{ id: wanted }] },
      projectGroups: [{ state: 'DELAYED', count: 1 }],
    });
  });

  test('is counted by pairing and year: how many were put off, are in use, and were finished on time', async () => {
    const own = await pairingSteps(world).confirmed({ startedOn: '2023-07-01' });
    const late = await registered({ pairing: own, milestones: [], dueOn: '2024-02-01' });
    await finish(late, '2024-02-10');
    const inTime = await registered({ pairing: own, milestones: [] });
    await finish(inTime, '2024-02-10');
    await use(inTime, '2024-02-11');
    await delay(await registered({ pairing: own, milestones: [] }), '2024-06-01');
    const { data, errors } = await world.ask(
      `{ projectGroups(by: [PAIRING, YEAR], filter: { pairing: "${own}" }) { pairing year count putOff inUse onTime { numerator denominator } }
        put: projects(filter: { pairing: "${own}", putOff: true }) { totalCount }
        used: projects(filter: { pairing: "${own}", inUse: true }) { nodes { id } }
        notUsed: projects(filter: { pairing: "${own}", inUse: false, putOff: false }) { nodes { id } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      projectGroups: [
        { pairing: own, year: 2023, count: 3, putOff: 1, inUse: 1, onTime: { numerator: 1, denominator: 2 } },
      ],
      put: { totalCount: 1 },
      used: { nodes: [{ id: inTime }] },
      notUsed: { nodes: [{ id: late }] },
    });
  });

  test('is corrected; a due date that was wrong from the beginning is no delay', async () => {
    const wanted = await registered();
    const { data, errors } = await correct(wanted, { name: '活动室建设', dueOn: '2024-05-30' });
    expect(errors).toBeUndefined();
    expect(data.correctProject.project).toMatchObject({
      name: '活动室建设',
      dueOn: '2024-05-30',
      plannedDueOn: '2024-05-30',
      dueDates: [{ dueOn: '2024-04-30' }, { dueOn: '2024-05-30', reason: '录错' }],
    });
    await delay(wanted, '2024-06-30');
    await correct(wanted, { dueOn: '2024-06-29' });
    expect(await seen(wanted)).toMatchObject({ dueOn: '2024-06-29', plannedDueOn: '2024-05-30' });
  });

  test('that was noted as finished by mistake is not, once that is cleared', async () => {
    const wanted = await finished();
    expect((await correct(wanted, { finishedOn: null })).errors).toBeUndefined();
    expect(await seen(wanted)).toMatchObject({ finishedOn: null, state: 'ON_TIME' });
  });

  test('of a county’s pairing may be the city’s', async () => {
    const how = { viewer: officer('CITY', city) };
    const answer = await register(project({ jurisdiction: city }), how);
    expect(answer.errors).toBeUndefined();
    const { data } = await world.ask(
      `{ pairing(id: "${pairing}") { projects(first: 100) { nodes { id } } } }`,
    );
    expect(data.pairing.projects.nodes).toContainEqual({ id: answer.data.registerProject.project.id });
  });

  test('is run by the liaison of the unit of its pairing, and by no other', async () => {
    const answer = await register(project(), { viewer: liaison });
    expect(answer.errors).toBeUndefined();
    const wanted = answer.data.registerProject.project.id;
    expect((await reach(wanted, 1, '2024-03-01', { viewer: liaison })).errors).toBeUndefined();
    const stranger = officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) });
    expect(codes(await register(project(), { viewer: stranger }))).toEqual(['FORBIDDEN']);
    expect(codes(await reach(wanted, 2, '2024-03-01', { viewer: stranger }))).toEqual(['FORBIDDEN']);
  });
});

describe('refused, and nothing written', () => {
  test.each<[string, object, string, Viewer?]>([
    ['a project before its pairing', { startedOn: '2023-06-30', milestones: [] }, 'INVALID_INPUT'],
    ['a project that is due before it begins', { dueOn: '2023-07-02', milestones: [] }, 'INVALID_INPUT'],
    [
      'a project that begins in two years',
      { startedOn: '2025-03-17', dueOn: null, milestones: [] },
      'INVALID_INPUT',
    ],
    [
      'a milestone after the project',
      { milestones: [{ name: '验收', dueOn: '2024-05-01' }] },
      'INVALID_INPUT',
    ],
    ['a milestone without a name', { milestones: [{ name: ' ', dueOn: '2024-04-01' }] }, 'INVALID_INPUT'],
    [
      '51 milestones',
      { milestones: Array.from({ length: 51 }, () => ({ name: '节点', dueOn: '2024-04-01' })) },
      'INVALID_INPUT',
    ],
    ['a project without a name', { name: '' }, 'INVALID_INPUT'],
    ['a pairing that is not there', { pairing: id(chaoan, 'pair', 999) }, 'NOT_FOUND'],
    ['a pairing above', { pairing: id(city, 'pair', 1) }, 'INVALID_INPUT'],
    ['an id of another type', { pairing: unit }, 'INVALID_ID'],
    ['another county', { jurisdiction: raoping }, 'FORBIDDEN'],
    ['an auditor', {}, 'FORBIDDEN', officer('AUDITOR', chaoan)],
  ])('%s', async (_, rest, code, viewer) => {
    const count = 'select (select count(*) from project) as p, (select count(*) from project_milestone) as m';
    const before = await world.select(count);
    expect(codes(await register(project(rest), { ...(viewer && { viewer }) }))).toEqual([code]);
    expect(await world.select(count)).toEqual(before);
  });

  test.each<[string, 'registered' | 'finished', (wanted: string) => ReturnType<typeof finish>, string]>([
    [
      'to finish with open milestones',
      'registered',
      (wanted) => finish(wanted, '2024-03-15'),
      'INVALID_TRANSITION',
    ],
    ['to finish twice', 'finished', (wanted) => finish(wanted, '2024-03-15'), 'INVALID_TRANSITION'],
    [
      'to use what is not finished',
      'registered',
      (wanted) => use(wanted, '2024-03-15'),
      'INVALID_TRANSITION',
    ],
    ['to use before the finish', 'finished', (wanted) => use(wanted, '2024-02-29'), 'INVALID_INPUT'],
    ['to use tomorrow', 'finished', (wanted) => use(wanted, '2024-03-16'), 'INVALID_INPUT'],
    [
      'to put off what is finished',
      'finished',
      (wanted) => delay(wanted, '2024-06-01'),
      'INVALID_TRANSITION',
    ],
    ['to put off to an earlier day', 'registered', (wanted) => delay(wanted, '2024-04-29'), 'INVALID_INPUT'],
    [
      'to put a milestone off beyond the project',
      'registered',
      (wanted) => delay(wanted, '2024-05-01', 2),
      'INVALID_INPUT',
    ],
    ['a milestone that is not there', 'registered', (wanted) => reach(wanted, 3, '2024-03-01'), 'NOT_FOUND'],
    [
      'a milestone reached tomorrow',
      'registered',
      (wanted) => reach(wanted, 1, '2024-03-16'),
      'INVALID_INPUT',
    ],
    [
      'a milestone of what is finished',
      'finished',
      (wanted) => add(wanted, { name: '验收', dueOn: '2024-03-14' }),
      'INVALID_TRANSITION',
    ],
    [
      'an inspection tomorrow',
      'registered',
      (wanted) => inspect(wanted, { kind: 'ONLINE', inspectedOn: '2024-03-16', finding: '好' }),
      'INVALID_INPUT',
    ],
    [
      'an inspection before it began',
      'registered',
      (wanted) => inspect(wanted, { kind: 'ONLINE', inspectedOn: '2023-07-02', finding: '好' }),
      'INVALID_INPUT',
    ],
    [
      'an inspection without a finding',
      'registered',
      (wanted) => inspect(wanted, { kind: 'ONLINE', inspectedOn: '2024-03-15', finding: ' ' }),
      'INVALID_INPUT',
    ],
    [
      'to correct it to be finished',
      'registered',
      (wanted) => correct(wanted, { finishedOn: '2024-03-01' }),
      'INVALID_INPUT',
    ],
    ['to correct nothing', 'registered', (wanted) => correct(wanted, {}), 'INVALID_INPUT'],
    [
      'to correct it to begin before its pairing',
      'registered',
      (wanted) => correct(wanted, { startedOn: '2023-06-30' }),
      'INVALID_INPUT',
    ],
    [
      'to correct it to be due before its milestones',
      'registered',
      (wanted) => correct(wanted, { dueOn: '2024-03-09' }),
      'INVALID_INPUT',
    ],
    ['to clear its name', 'registered', (wanted) => correct(wanted, { name: null }), 'INVALID_INPUT'],
    [
      'by the city',
      'registered',
      (wanted) => delay(wanted, '2024-06-01', null, { viewer: officer('CITY', city) }),
      'FORBIDDEN',
    ],
    ['of what is not there', 'registered', () => finish(id(chaoan, 'proj', 999), '2024-03-15'), 'NOT_FOUND'],
  ])('%s', async (_, from, step, code) => {
    const wanted = await { registered, finished }[from]();
    const before = await seen(wanted);
    const answer = await step(wanted);
    expect(codes(answer)).toEqual([code]);
    expect(answer.errors?.[0]?.message).toMatch(/expected/);
    expect(await seen(wanted)).toEqual(before);
  });

  test('a milestone that is reached is neither reached again nor put off', async () => {
    const wanted = await registered();
    await reach(wanted, 1, '2023-08-01');
    expect(codes(await reach(wanted, 1, '2023-08-02'))).toEqual(['INVALID_TRANSITION']);
    expect(codes(await delay(wanted, '2024-03-01', 1))).toEqual(['INVALID_TRANSITION']);
  });
});

describe('a key', () => {
  test.each<[string, 'registered' | 'finished', (wanted: string, how: How) => ReturnType<typeof finish>]>([
    [
      'addProjectMilestone',
      'registered',
      (wanted, how) => add(wanted, { name: '验收', dueOn: '2024-04-01' }, how),
    ],
    ['reachProjectMilestone', 'registered', (wanted, how) => reach(wanted, 1, '2024-03-01', how)],
    ['delayProject', 'registered', (wanted, how) => delay(wanted, '2024-06-01', null, how)],
    [
      'inspectProject',
      'registered',
      (wanted, how) => inspect(wanted, { kind: 'ONLINE', inspectedOn: '2024-03-15', finding: '好' }, how),
    ],
    ['putProjectInUse', 'finished', (wanted, how) => use(wanted, '2024-03-15', how)],
    ['correctProject', 'registered', (wanted, how) => correct(wanted, { name: '更正' }, how)],
  ])('of %s stands for one effect and one answer, also twice at once', async (field, from, step) => {
    const wanted = await { registered, finished }[from]();
    const key = `once-${fresh()}`;
    const [a, b] = await Promise.all([step(wanted, { key }), step(wanted, { key })]);
    expect(a.errors).toBeUndefined();
    expect(b.data).toEqual(a.data);
    expect((await step(wanted, { key })).data).toEqual(a.data);
    expect(a.data[field].project.id).toBe(wanted);
    const after = await seen(wanted);
    expect(codes(await step(await registered(), { key }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await seen(wanted)).toEqual(after);
  });

  test('of registerProject and finishProject too', async () => {
    const own = await pairingSteps(world).confirmed({ startedOn: '2023-07-01' });
    const input = project({ pairing: own, milestones: [] });
    const [a, b] = await Promise.all([
      register(input, { key: 'register-once' }),
      register(input, { key: 'register-once' }),
    ]);
    expect(a.errors).toBeUndefined();
    expect(b.data).toEqual(a.data);
    const wanted = a.data.registerProject.project.id;
    const { data } = await world.ask(`{ projects(filter: { pairing: "${own}" }) { nodes { id } } }`);
    expect(data.projects.nodes).toEqual([{ id: wanted }]);
    const ends = await Promise.all([
      finish(wanted, '2024-03-01', { key: 'finish-once' }),
      finish(wanted, '2024-03-01', { key: 'finish-once' }),
    ]);
    expect(ends[0].errors).toBeUndefined();
    expect(ends[1].data).toEqual(ends[0].data);
  });
});
