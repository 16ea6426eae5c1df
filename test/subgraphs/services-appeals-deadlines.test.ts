import { services } from '@jiedui/services/subgraph';
import { calendarOf } from '@jiedui/services/appeal/clock/calendar';
import { reckonProvisional } from '@jiedui/services/appeal/clock/schedule';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, codes, id, officer, openWorld, type World } from './pairings-world.ts';
import { raiseDocument } from './services-appeal-actors.ts';
import { Course, newKey, on } from './services-appeal-course.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
});
afterAll(() => world[Symbol.asyncDispose]());
const course = new Course(() => world);

test('deadlines stop and go on with the clock, for the appeal and its parts', async () => {
  const appeal = await course.raise();
  await course.steps(appeal, ['acceptAppeal', 'county'], ['coordinateAppeal', 'county']);
  const paused = await course.take('pauseAppeal', 'receiver', appeal, {
    clock: on('2024-03-13'),
    reason: '待补材料',
  });
  expect(paused.data.appeal.appeal).toMatchObject({
    dueOn: null,
    timeliness: null,
    pausedOn: '2024-03-13',
  });
  expect(codes(await course.take('escalateAppeal', 'county', appeal))).toEqual(['INVALID_TRANSITION']);
  // Six working days lie from the 13th to before the 21st.
  const resumed = await course.take('resumeAppeal', 'receiver', appeal, { clock: on('2024-03-21') });
  const { dueOn, pausedOn, parts } = resumed.data.appeal.appeal;
  // 清明 2024: free on the 4th and 5th of April, made up on Sunday the 7th.
  expect([dueOn, pausedOn, parts[0].dueOn]).toEqual(['2024-04-10', null, '2024-04-02']);
});

test('a deadline cannot be stopped once it has passed', async () => {
  const appeal = await course.raise();
  await course.steps(appeal, ['acceptAppeal', 'county']);
  const late = await course.take('pauseAppeal', 'county', appeal, { clock: on('2024-03-19') });
  expect(late.errors?.[0]?.extensions).toMatchObject({
    code: 'INVALID_TRANSITION',
    received: '"due on 2024-03-18"',
  });
  expect(await course.take('pauseAppeal', 'county', appeal, { clock: on('2024-03-18') })).not.toHaveProperty(
    'errors',
  );
});

test('deadlines that reach beyond the published holidays are provisional, and firm when these appear', async () => {
  const holidays = ['2023-01-02', '2023-10-02'];
  const until2023 = { calendar: calendarOf({ holidays, makeUpDays: [] }) };
  const until2024 = {
    calendar: calendarOf({ holidays: [...holidays, '2024-01-01'], makeUpDays: [] }),
  };
  const clock = on('2023-12-20');
  const given = { clock, policies: until2023 };
  const appeal = await course.raise(clock);
  const { data } = await course.steps(
    appeal,
    ['acceptAppeal', 'county', given],
    ['coordinateAppeal', 'county', given],
  );
  expect(data.appeal.appeal).toMatchObject({ dueOn: '2024-01-10', provisional: true });
  expect(data.appeal.appeal.parts[0]).toMatchObject({ dueOn: '2024-01-03', provisional: true });
  // The same calendar again changes nothing.
  await world.scheduled(clock, reckonProvisional, until2023);
  expect(await course.shown(appeal)).toMatchObject({ dueOn: '2024-01-10', provisional: true });
  await world.scheduled(clock, reckonProvisional, until2024);
  // One day more of holiday.
  expect(await course.shown(appeal)).toMatchObject({ dueOn: '2024-01-11', provisional: false });
  await world.scheduled(clock, reckonProvisional, until2024);
  const [row] = await world.select(
    `select count(*)::int as n from appeal where due_provisional and id = '${appeal}'`,
  );
  expect(row).toEqual({ n: 0 });
});

test('a part that ended before its deadline was kept gets the one that it had, pauses included', async () => {
  const appeal = await course.raise(on('2024-03-11'));
  const by = (day: string) => ({ clock: on(day) });
  await course.steps(
    appeal,
    ['acceptAppeal', 'county', by('2024-03-11')],
    ['coordinateAppeal', 'county', by('2024-03-11')],
    // Three working days stood still.
    ['pauseAppeal', 'county', by('2024-03-13')],
    ['resumeAppeal', 'county', by('2024-03-18')],
    ['answerPart', 'department0', by('2024-03-20')],
    // Of no concern to what was answered.
    ['pauseAppeal', 'county', by('2024-03-21')],
  );
  const kept = async () =>
    world.select(
      `select position, deadline_on::text as on from appeal_part where appeal_id = '${appeal}' order by position`,
    );
  const before = await kept();
  expect(before[0]).toEqual({ position: 1, on: '2024-03-28' });
  // As rows from before are left by the migration.
  await world.select(`update appeal_part set deadline_on = '9999-12-31', due_provisional = true
    where appeal_id = '${appeal}' and answered_at is not null`);
  await world.scheduled(on('2024-03-22'), reckonProvisional);
  expect(await kept()).toEqual(before);
});

test('deadlines order and filter the list; the state of a day is asked for that day', async () => {
  const viewer = officer('ORGANISATION', chaoan, { organisation: id(chaoan, 'org', 7) });
  const raise = (day: string) =>
    world.ask(raiseDocument, {
      variables: {
        key: newKey(),
        input: { jurisdiction: chaoan, organisation: viewer.organisation, title: day },
      },
      viewer,
      clock: on(day),
    });
  for (const day of ['2024-05-20', '2024-05-13', '2024-05-27']) await raise(day);
  const ask = async (filter: string) => {
    const list = `{ appeals(filter: ${filter}, orderBy: { field: DUE_ON }) { nodes { title dueOn } } }`;
    const { data, errors } = await world.ask(list, { viewer, clock: on('2024-05-22') });
    expect(errors).toBeUndefined();
    return data.appeals.nodes.map(({ title }: { title: string }) => title);
  };
  expect(await ask('{}')).toEqual(['2024-05-13', '2024-05-20', '2024-05-27']);
  expect(await ask('{ timeliness: [OVERDUE] }')).toEqual(['2024-05-13']);
  expect(await ask('{ timeliness: [DUE_SOON] }')).toEqual(['2024-05-20']);
  expect(await ask('{ timeliness: [ON_TIME, DUE_SOON], timelinessOn: "2024-05-14" }')).toEqual([
    '2024-05-13',
    '2024-05-20',
    '2024-05-27',
  ]);
  expect(await ask('{ dueTo: "2024-05-22" }')).toEqual(['2024-05-13', '2024-05-20']);
  expect(await ask('{ escalated: true }')).toEqual([]);
});
