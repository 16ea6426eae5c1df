import { services } from '@jiedui/services/subgraph';
import { escalateOverdue } from '@jiedui/services/appeal/clock/schedule';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, codes, id, openWorld, raoping, type World } from './pairings-world.ts';
import {
  departments,
  type Mutation,
  organisation,
  people,
  type Person,
  receiver,
} from './services-appeal-actors.ts';
import { Course, monday, on } from './services-appeal-course.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
});
afterAll(() => world[Symbol.asyncDispose]());
const course = new Course(() => world);

const everything = () =>
  world.select(`select (select md5(coalesce(string_agg(a::text, '|' order by id), '')) from appeal a) as appeals,
    (select count(*) from appeal_step) as steps, (select md5(coalesce(string_agg(p::text, '|' order by appeal_id, position), ''))
    from appeal_part p) as parts, (select count(*) from idempotency) as keys`);

describe('an appeal goes through', () => {
  test('the first tier, handled at once: accepted, resolved, confirmed, closed; each step says who, when, why', async () => {
    const appeal = await course.raise();
    await course.steps(
      appeal,
      ['acceptAppeal', 'receiver', { note: '今日受理' }],
      ['resolveAppeal', 'receiver'],
    );
    const { data } = await course.steps(appeal, ['confirmAppeal', 'secretary'], ['closeAppeal', 'county']);
    expect(data.appeal.appeal).toMatchObject({
      state: 'CLOSED',
      tier: 'T1',
      outcome: '结果',
      satisfied: true,
      dueOn: null,
      clock: null,
      unit: { id: receiver },
    });
    const at = '2024-03-11T02:00:00.000Z';
    const subject = (person: Person) => people[person].subject;
    expect(data.appeal.appeal.steps).toEqual([
      step('RAISE', null, 'RAISED', 'ORGANISATION', subject('secretary'), null),
      step('ACCEPT', 'RAISED', 'ACCEPTED', 'UNIT', subject('receiver'), '今日受理', receiver),
      step('RESOLVE', 'ACCEPTED', 'RESOLVED', 'UNIT', subject('receiver'), null, receiver),
      step('CONFIRM', 'RESOLVED', 'CONFIRMED', 'ORGANISATION', subject('secretary'), '说明'),
      step('CLOSE', 'CONFIRMED', 'CLOSED', 'COUNTY', subject('county'), '说明'),
    ]);
    function step(
      kind: string,
      from: string | null,
      to: string,
      takenAs: string,
      takenBy: string,
      reason: string | null,
      unit?: string,
    ) {
      return {
        step: kind,
        from,
        to,
        tier: 'T1',
        takenAs,
        takenBy,
        reason,
        unit: unit ? { id: unit } : null,
        late: false,
        takenAt: at,
      };
    }
    // Who it was is for officers of the owner and auditors.
    for (const viewer of ['secretary', 'receiver'] as const) {
      const { steps } = await course.shown(appeal, viewer);
      expect(steps.map(({ takenBy }: { takenBy: string | null }) => takenBy)).toEqual(Array(5).fill(null));
    }
  });

  test('the third tier: the city assigns it, its own department answers in the county, the county keeps it', async () => {
    const appeal = await course.raise();
    await course.steps(
      appeal,
      ['acceptAppeal', 'county'],
      ['coordinateAppeal', 'receiver'],
      ['answerPart', 'department2'],
    );
    expect(codes(await course.take('followUp', 'city', appeal))).toEqual(['NOT_FOUND']);
    await course.steps(appeal, ['escalateAppeal', 'receiver', { reason: '涉及面广' }]);
    const [, , answered] = (await course.shown(appeal)).parts;
    expect(answered).toMatchObject({ unit: { id: departments[2] }, answer: '答复', releasedAt: null });
    // What was not answered was taken back, and is seen by these departments no more.
    expect(await course.shown(appeal, 'department0')).toBeNull();
    expect(await course.shown(appeal, 'department2')).not.toBeNull();
    const given = { departments: [{ unit: departments[2], task: '请牵头', workingDays: 3 }] };
    await course.steps(appeal, ['assignEscalated', 'city', given], ['followUp', 'city', { note: '已催办' }]);
    const open = (await course.shown(appeal)).parts.at(-1);
    expect(open).toMatchObject({ position: 4, task: '请牵头', dueOn: '2024-03-14', answer: null });
    await course.steps(appeal, ['answerPart', 'department2'], ['resolveAppeal', 'city']);
    const queue = '{ appeals(filter: { escalated: true }) { nodes { id tier state } } }';
    const { data } = await world.ask(queue, { viewer: people.city });
    expect(data.appeals.nodes).toContainEqual({ id: appeal, tier: 'T3', state: 'RESOLVED' });
    expect(appeal).toMatch(new RegExp(`^${chaoan}-`));
  });

  test('a callback that is not satisfied: it is reopened, and cannot be closed before', async () => {
    const appeal = await course.raise();
    await course.steps(appeal, ['acceptAppeal', 'county'], ['resolveAppeal', 'county']);
    expect(
      codes(await course.take('confirmAppeal', 'secretary', appeal, { satisfied: false, note: ' ' })),
    ).toEqual(['INVALID_INPUT']);
    await course.steps(appeal, ['confirmAppeal', 'secretary', { satisfied: false, note: '仍未解决' }]);
    expect(codes(await course.take('closeAppeal', 'county', appeal))).toEqual(['INVALID_TRANSITION']);
    const { data } = await course.steps(appeal, ['reopenAppeal', 'receiver']);
    expect(data.appeal.appeal).toMatchObject({
      state: 'REOPENED',
      satisfied: false,
      dueOn: '2024-03-18',
      clock: 'HANDLING',
    });
  });

  test('an appeal that is addressed to none: an officer names its first receiver', async () => {
    const appeal = await course.raise(monday, { unit: null });
    expect(codes(await course.take('acceptAppeal', 'county', appeal))).toEqual(['INVALID_INPUT']);
    expect(
      codes(await course.take('acceptAppeal', 'county', appeal, { unit: id(raoping, 'unit', 1) })),
    ).toEqual(['INVALID_INPUT']);
    const { data } = await course.take('acceptAppeal', 'county', appeal, { unit: departments[2] });
    expect(data.appeal.appeal.unit).toEqual({ id: departments[2] });
    const other = await course.raise();
    expect(codes(await course.take('acceptAppeal', 'county', other, { unit: departments[2] }))).toEqual([
      'INVALID_INPUT',
    ]);
  });
});

describe('refused with code, expected and received, and nothing written:', () => {
  let accepted: string;
  let coordinated: string;
  beforeAll(async () => {
    accepted = await course.raise();
    coordinated = await course.raise();
    await course.steps(accepted, ['acceptAppeal', 'county']);
    await course.steps(coordinated, ['acceptAppeal', 'county'], ['coordinateAppeal', 'county']);
  });
  const outside = id(raoping, 'unit', 1);
  const task = '示例事项';
  const repeated = (times: number) => Array.from({ length: times }, () => ({ unit: receiver, task }));
  test.each<[string, Mutation, Person, Record<string, unknown>, string]>([
    ['a step that the state does not allow', 'closeAppeal', 'county', {}, 'INVALID_TRANSITION'],
    ['coordination without departments', 'coordinateAppeal', 'county', { departments: [] }, 'INVALID_INPUT'],
    ['too many', 'coordinateAppeal', 'county', { departments: repeated(21) }, 'INVALID_INPUT'],
    ['a department twice', 'coordinateAppeal', 'county', { departments: repeated(2) }, 'INVALID_INPUT'],
    [
      'a department beside',
      'coordinateAppeal',
      'county',
      { departments: [{ unit: outside, task }] },
      'INVALID_INPUT',
    ],
    [
      'an organisation as department',
      'coordinateAppeal',
      'county',
      { departments: [{ unit: organisation, task }] },
      'INVALID_ID',
    ],
    [
      'a part without a task',
      'coordinateAppeal',
      'county',
      { departments: [{ unit: receiver, task: ' ' }] },
      'INVALID_INPUT',
    ],
    [
      'a part of no days',
      'coordinateAppeal',
      'county',
      { departments: [{ unit: receiver, task, workingDays: 0 }] },
      'INVALID_INPUT',
    ],
    ['escalation by the organisation', 'escalateAppeal', 'secretary', {}, 'FORBIDDEN'],
    ['escalation by the city', 'escalateAppeal', 'city', {}, 'FORBIDDEN'],
    ['escalation by another county', 'escalateAppeal', 'otherCounty', {}, 'FORBIDDEN'],
    ['escalation by an auditor', 'escalateAppeal', 'auditor', {}, 'FORBIDDEN'],
    ['a department that has no part', 'escalateAppeal', 'department0', {}, 'NOT_FOUND'],
    ['an outcome with NUL', 'resolveAppeal', 'county', { outcome: '\u0000' }, 'INVALID_INPUT'],
    [
      'a task with NUL',
      'coordinateAppeal',
      'county',
      { departments: [{ unit: receiver, task: 'a\u0000b' }] },
      'INVALID_INPUT',
    ],
    ['a reason of white space', 'escalateAppeal', 'county', { reason: ' \n' }, 'INVALID_INPUT'],
    ['a reason with NUL', 'escalateAppeal', 'county', { reason: 'a\u0000b' }, 'INVALID_INPUT'],
    ['half a surrogate pair', 'escalateAppeal', 'county', { reason: '\ud800' }, 'INVALID_INPUT'],
    ['an endless outcome', 'resolveAppeal', 'county', { outcome: '长'.repeat(2001) }, 'INVALID_INPUT'],
    ['a short key', 'escalateAppeal', 'county', { key: 'short' }, 'IDEMPOTENCY_KEY_REQUIRED'],
  ])('%s', async (_, mutation, person, given, code) => {
    const before = await everything();
    const answer = await course.take(mutation, person, accepted, given);
    expect(codes(answer)).toEqual([code]);
    expect(answer.data).toEqual({ appeal: null });
    expect(answer.errors?.[0]?.extensions?.['expected']).toEqual(expect.any(String));
    expect(answer.errors?.[0]?.extensions?.['received']).toEqual(expect.any(String));
    expect(await everything()).toEqual(before);
  });

  test('who may not learns nothing of what there is: a missing appeal is answered alike', async () => {
    const missing = id(chaoan, 'app', 999);
    for (const person of ['public', 'otherCounty', 'city', 'auditor'] as const) {
      const [there, none] = [
        await course.take('refuseAppeal', person, accepted),
        await course.take('refuseAppeal', person, missing),
      ];
      expect(there.errors).toEqual(none.errors);
    }
    expect(codes(await course.take('refuseAppeal', 'receiver', missing))).toEqual(['NOT_FOUND']);
    expect(codes(await course.take('refuseAppeal', 'county', id(raoping, 'app', 1)))).toEqual(['FORBIDDEN']);
    expect(codes(await course.take('refuseAppeal', 'county', receiver))).toEqual(['INVALID_ID']);
  });

  test('an outcome before all departments have answered, and a second answer', async () => {
    await course.steps(coordinated, ['answerPart', 'department0']);
    const before = await everything();
    const early = await course.take('resolveAppeal', 'receiver', coordinated);
    expect(early.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_TRANSITION',
      received: '"2 without an answer"',
    });
    expect(codes(await course.take('answerPart', 'department0', coordinated))).toEqual([
      'INVALID_TRANSITION',
    ]);
    const given = { departments: [{ unit: departments[1], task }] };
    expect(codes(await course.take('coordinateAppeal', 'county', coordinated, given))).toEqual(['CONFLICT']);
    expect(await everything()).toEqual(before);
  });
});

describe('at once', () => {
  test('of two different steps one is taken, the other finds what it has left', async () => {
    for (let round = 0; round < 8; round++) {
      const appeal = await course.raise();
      const answers = await Promise.all([
        course.take('acceptAppeal', 'receiver', appeal),
        course.take('refuseAppeal', 'county', appeal),
        course.take('withdrawAppeal', 'secretary', appeal),
      ]);
      const { state, steps } = await course.shown(appeal);
      const refused = answers.flatMap(codes);
      // Acceptance may be followed by one of the others.
      expect(new Set(refused)).toEqual(new Set(['INVALID_TRANSITION']));
      expect(steps).toHaveLength(1 + answers.length - refused.length);
      expect(['REFUSED', 'WITHDRAWN']).toContain(state);
    }
  });

  test('a key that comes again, also at once, is one step', async () => {
    const appeal = await course.raise();
    const key = 'accept once and no more';
    const answers = await Promise.all(
      [1, 2, 3].map(() => course.take('acceptAppeal', 'county', appeal, { key })),
    );
    for (const { data, errors } of answers) {
      expect(errors).toBeUndefined();
      expect(data.appeal.appeal.state).toBe('ACCEPTED');
    }
    expect((await course.shown(appeal)).steps).toHaveLength(2);
    expect(codes(await course.take('acceptAppeal', 'county', appeal, { key, note: '另一说明' }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
  });

  test('the schedule of two processes escalates what is overdue once each', async () => {
    const overdue = await Promise.all(Array.from({ length: 12 }, () => course.raise(on('2023-11-06'))));
    const later = on('2023-11-20');
    const runs = await Promise.all([1, 2, 3].map(() => world.scheduled(later, escalateOverdue)));
    expect(
      runs
        .flat()
        .filter((each) => overdue.includes(each))
        .sort(),
    ).toEqual(overdue.toSorted());
    for (const appeal of overdue) {
      const { state, tier, steps, dueOn } = await course.shown(appeal, 'county', later);
      expect([state, tier, steps.length, dueOn]).toEqual(['ESCALATED', 'T3', 2, '2023-11-27']);
      expect(steps[1]).toMatchObject({ step: 'ESCALATE_OVERDUE', takenAs: 'SCHEDULE', late: true });
    }
    expect(await world.scheduled(later, escalateOverdue)).toEqual([]);
  });
});

test('a step is never changed or removed, whoever writes', async () => {
  await course.raise();
  for (const statement of [
    'update appeal_step set reason = null',
    'delete from appeal_step',
    'truncate appeal_step',
  ]) {
    await expect(world.select(statement), statement).rejects.toThrow(/append-only/);
  }
});
