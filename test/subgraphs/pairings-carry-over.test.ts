import { pairings } from '@jiedui/pairings/subgraph';
import { newId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

// The city's pairing with an organisation of 潮安, and what 潮安's deployment carries over to it.

let world: World;
let made = 0;
beforeAll(async () => {
  world = await openWorld(pairings);
});
afterAll(() => world?.[Symbol.asyncDispose]());

const deploymentOf = (...jurisdictions: JurisdictionCode[]): Viewer => ({
  subject: `deployment of ${jurisdictions.join()}`,
  roles: ['DEPLOYMENT'],
  jurisdictions,
});

async function pairing(rest: Record<string, unknown> = {}): Promise<RecordId> {
  made += 1;
  const pair = id(city, 'pair', made);
  await world.insert('pairing', [
    {
      id: pair,
      kind: 'UNIT_ORGANISATION',
      title: '甲 ↔ 乙',
      sort_title: 'jia yi',
      state: 'CONFIRMED',
      unit_id: id(city, 'unit', made),
      organisation_id: id(chaoan, 'org', made),
      started_on: '2024-01-01',
      ...rest,
    },
  ]);
  return pair;
}

let appeals = 0;
const appealOf = (owner: JurisdictionCode = chaoan): RecordId => id(owner, 'app', (appeals += 1));

interface Said {
  pairing: RecordId;
  appeal: RecordId;
  solved?: boolean;
  at?: string;
}

const mutation = `mutation ($event: ID!, $input: CarryOverSolvedProblemInput!) {
  carryOverSolvedProblem(idempotencyKey: $event, input: $input) { solved }
}`;

async function carry(
  { solved = true, at = '2024-03-10T02:00:00Z', ...said }: Said,
  { event = newId(chaoan, 'evt'), viewer = deploymentOf(chaoan), owned = [city] as JurisdictionCode[] } = {},
) {
  const variables = { event, input: { ...said, solved, at } };
  return world.ask(mutation, { variables, viewer, owned });
}

const solvedOf = async (pair: RecordId) =>
  world.select(`select id, title, to_char(held_on, 'YYYY-MM-DD') as held_on, owner, source from activity
    where pairing_id = '${pair}' and kind = 'SOLVED_PROBLEM' order by id`);

describe('an appeal that is resolved', () => {
  test('is one solved problem of its pairing, on the day in Beijing, however often it is told', async () => {
    const pair = await pairing();
    const said = { pairing: pair, appeal: appealOf(), at: '2024-03-09T16:30:00Z' };
    const event = newId(chaoan, 'evt');
    for (let n = 0; n < 3; n++) {
      const { data } = await carry(said, { event });
      expect(data).toEqual({ carryOverSolvedProblem: { solved: true } });
    }
    expect(await solvedOf(pair)).toMatchObject([{ held_on: '2024-03-10', owner: city }]);
    // The token of another name: the event is the same.
    await carry(said, { event, viewer: { ...deploymentOf(chaoan), subject: 'a new name' } });
    // Told anew under another event.
    await carry(said);
    expect(await solvedOf(pair)).toHaveLength(1);
  });

  test('is one solved problem also where it is told many times at once', async () => {
    const pair = await pairing();
    const said = { pairing: pair, appeal: appealOf() };
    const event = newId(chaoan, 'evt');
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => carry(said, { event })),
      ...Array.from({ length: 5 }, () => carry(said)),
    ]);
    for (const { errors, data } of answers) {
      expect(errors).toBeUndefined();
      expect(data).toEqual({ carryOverSolvedProblem: { solved: true } });
    }
    expect(await solvedOf(pair)).toHaveLength(1);
  });

  test('meets the obligation of its pairing, as one recorded there does', async () => {
    const pair = await pairing();
    const status = async () => {
      const { data } = await world.ask(
        `{ obligations(filter: { pairing: "${pair}", rule: [SOLVED_PROBLEM] }) { nodes { status done } } }`,
      );
      return (data as { obligations: { nodes: object[] } }).obligations.nodes;
    };
    expect(await status()).toEqual([{ status: 'DUE', done: 0 }]);
    await carry({ pairing: pair, appeal: appealOf() });
    expect(await status()).toEqual([{ status: 'MET', done: 1 }]);
  });

  test('and reopened is a solved problem no more, and one again when it is resolved again', async () => {
    const pair = await pairing();
    const said = { pairing: pair, appeal: appealOf() };
    await carry({ ...said, at: '2024-03-01T02:00:00Z' });
    expect((await carry({ ...said, solved: false, at: '2024-03-05T02:00:00Z' })).data).toEqual({
      carryOverSolvedProblem: { solved: false },
    });
    expect(await solvedOf(pair)).toEqual([]);
    await carry({ ...said, at: '2024-03-12T02:00:00Z' });
    expect(await solvedOf(pair)).toMatchObject([{ held_on: '2024-03-12' }]);
  });

  test('is not brought back by an event that its reopening has overtaken', async () => {
    const pair = await pairing();
    const said = { pairing: pair, appeal: appealOf() };
    await carry({ ...said, solved: false, at: '2024-03-05T02:00:00Z' });
    expect((await carry({ ...said, at: '2024-03-01T02:00:00Z' })).data).toEqual({
      carryOverSolvedProblem: { solved: false },
    });
    expect(await solvedOf(pair)).toEqual([]);
  });
});

describe('is refused, and nothing written:', () => {
  const cases: [string, string, () => Promise<[Said, Parameters<typeof carry>[1]?]>][] = [
    [
      'an officer of the city, who records what he knows himself',
      'FORBIDDEN',
      async () => [{ pairing: await pairing(), appeal: appealOf() }, { viewer: officer('CITY', city) }],
    ],
    [
      'an officer of the county',
      'FORBIDDEN',
      async () => [{ pairing: await pairing(), appeal: appealOf() }, { viewer: officer('COUNTY', chaoan) }],
    ],
    [
      'an event of another jurisdiction',
      'FORBIDDEN',
      async () => [
        { pairing: await pairing(), appeal: appealOf() },
        { event: newId(raoping, 'evt'), viewer: deploymentOf(chaoan) },
      ],
    ],
    [
      "another jurisdiction's appeal",
      'INVALID_INPUT',
      async () => [{ pairing: await pairing(), appeal: appealOf(raoping) }],
    ],
    [
      'a pairing with an organisation of another county',
      'INVALID_INPUT',
      async () => [
        { pairing: await pairing({ organisation_id: id(raoping, 'org', 1) }), appeal: appealOf() },
      ],
    ],
    [
      'a key that is no event',
      'INVALID_ID',
      async () => [{ pairing: await pairing(), appeal: appealOf() }, { event: 'my-own-key' as RecordId }],
    ],
    [
      'a pairing that does not exist',
      'NOT_FOUND',
      async () => [{ pairing: id(city, 'pair', 999_999), appeal: appealOf() }],
    ],
    [
      'a day after the pairing ended',
      'INVALID_INPUT',
      async () => [{ pairing: await pairing({ ended_on: '2024-02-01' }), appeal: appealOf() }],
    ],
    [
      'a pairing that lies elsewhere',
      'UNKNOWN_JURISDICTION',
      async () => [{ pairing: id(chaoan, 'pair', 1), appeal: appealOf() }],
    ],
  ];
  test.each(cases)('%s', async (_, code, make) => {
    const counts = async () =>
      world.select('select (select count(*) from activity) a, (select count(*) from carried_appeal) c');
    const [said, options] = await make();
    const before = await counts();
    const answer = await carry(said, options);
    expect(codes(answer)).toEqual([code]);
    expect(await counts()).toEqual(before);
  });

  test('the same event with another content', async () => {
    const pair = await pairing();
    const event = newId(chaoan, 'evt');
    await carry({ pairing: pair, appeal: appealOf() }, { event });
    expect(codes(await carry({ pairing: pair, appeal: appealOf() }, { event }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
  });
});

test('nobody learns from the activity that there was an appeal, but those who see the appeal anyway', async () => {
  const pair = await pairing();
  const appeal = appealOf();
  await carry({ pairing: pair, appeal });
  const query = `{ activities(filter: { pairing: "${pair}" }) { nodes { title source outcome place appeal { id } } } }`;
  const seenBy = async (viewer?: Viewer) =>
    ((await world.ask(query, viewer && { viewer })).data as { activities: { nodes: object[] } }).activities
      .nodes;
  // As an officer of the city would have entered it.
  const plain = { title: '协调解决实际问题', source: `CITY ${city}`, outcome: null, place: null };
  const others = [
    undefined,
    officer('CITY', city),
    officer('COUNTY', raoping),
    officer('UNIT', city, { unit: id(city, 'unit', made) }),
    officer('INSTRUCTOR', chaoan),
    officer('ORGANISATION', chaoan),
    deploymentOf(chaoan),
  ];
  for (const viewer of others) expect(await seenBy(viewer)).toEqual([{ ...plain, appeal: null }]);
  for (const viewer of [officer('COUNTY', chaoan), officer('AUDITOR', city)]) {
    expect(await seenBy(viewer)).toEqual([{ ...plain, appeal: { id: appeal } }]);
  }

  const [{ id: activity }] = (await solvedOf(pair)) as [{ id: RecordId }];
  await carry({ pairing: pair, appeal, solved: false, at: '2024-03-11T02:00:00Z' });
  const historyFor = async (viewer?: Viewer) => {
    const history = `{ activity(id: "${activity}") { appeal { id } history { change as by reason } } }`;
    return (await world.ask(history, viewer && { viewer })).data as object;
  };
  const step = (change: string, by: string | null) => ({ change, as: 'CITY', by, reason: null });
  expect(await historyFor()).toEqual({
    activity: { appeal: null, history: [step('REGISTERED', null), step('WITHDRAWN', null)] },
  });
  const sender = deploymentOf(chaoan).subject;
  expect(await historyFor(officer('CITY', city))).toMatchObject({
    activity: { history: [step('REGISTERED', sender), step('WITHDRAWN', sender)] },
  });
});
