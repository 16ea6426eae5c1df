import { pairings } from '@jiedui/pairings/subgraph';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { all, chaoan, city, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

const ownPairing = id(chaoan, 'pair', 1);
const unit = id(chaoan, 'unit', 1);
const officerOfChaoan = officer('COUNTY', chaoan);

const mutation = `mutation($key: ID!, $input: RecordActivityInput!) {
  recordActivity(idempotencyKey: $key, input: $input) { activity {
    id kind title heldOn place participants outcome aspects provenance source createdAt
    jurisdiction { code } pairing { id } unit { id } } } }`;

const input = {
  jurisdiction: chaoan,
  kind: 'POLICY_LECTURE',
  title: ' 非公党建政策宣讲 ',
  heldOn: '2024-03-15',
  place: '示例会议室',
  participants: 30,
  outcome: '提高业务水平\n形成问答清单',
  aspects: ['POLITICAL', 'SERVICE', 'POLITICAL'],
  pairing: ownPairing,
  unit,
};

let world: World;
beforeAll(async () => {
  world = await openWorld(pairings);
  await world.insert('pairing', [
    {
      id: ownPairing,
      kind: 'UNIT_ORGANISATION',
      state: 'CONFIRMED',
      title: '示例结对0001',
      sort_title: 'shi li jie dui 0001',
      started_on: '2023-05-01',
    },
  ]);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.select('truncate activity, idempotency'));

interface Attempt {
  key?: string;
  viewer?: Viewer;
  owned?: typeof all;
  change?: Record<string, unknown>;
}
const record = ({ key = 'intention-1', viewer = officerOfChaoan, owned = all, change = {} }: Attempt = {}) =>
  world.ask(mutation, { variables: { key, input: { ...input, ...change } }, viewer, owned });

async function written(): Promise<unknown> {
  const [counts] = await world.select(
    'select (select count(*)::int from activity) as activities, (select count(*)::int from idempotency) as keys',
  );
  return counts;
}

test('an officer records an activity of their county, entered by them, its title trimmed and its aspects once each', async () => {
  const { data, errors } = await record();
  expect(errors).toBeUndefined();
  expect(data.recordActivity.activity).toEqual({
    id: expect.stringMatching(/^445103-act-/),
    kind: 'POLICY_LECTURE',
    title: '非公党建政策宣讲',
    heldOn: '2024-03-15',
    place: '示例会议室',
    participants: 30,
    outcome: '提高业务水平\n形成问答清单',
    aspects: ['POLITICAL', 'SERVICE'],
    provenance: 'ENTERED',
    source: 'COUNTY 445103',
    createdAt: '2024-03-15T04:00:00.000Z',
    jurisdiction: { code: chaoan },
    pairing: { id: ownPairing },
    unit: { id: unit },
  });
  expect(await world.select('select sort_title, held_on::text from activity')).toEqual([
    { sort_title: 'fei gong dang jian zheng ce xuan jiang', held_on: '2024-03-15' },
  ]);
  const listed = await world.ask(`{ pairing(id: "${ownPairing}") { activities { totalCount } } }`);
  expect(listed.data.pairing.activities.totalCount).toBe(1);
});

test('an activity before its pairing began is refused, and nothing is written', async () => {
  const answer = await record({ change: { heldOn: '2023-04-30' } });
  expect(codes(answer)).toEqual(['INVALID_INPUT']);
  expect(await written()).toEqual({ activities: 0, keys: 0 });
});

test('the liaison of the unit records what the unit did; the city records what concerns a county’s pairing', async () => {
  const liaison = officer('UNIT', chaoan, { unit });
  expect((await record({ viewer: liaison })).errors).toBeUndefined();
  const byCity = await record({ viewer: officer('CITY', city), change: { jurisdiction: city } });
  expect(byCity.errors).toBeUndefined();
  expect(byCity.data.recordActivity.activity).toMatchObject({
    jurisdiction: { code: city },
    pairing: { id: ownPairing },
  });
});

test('a repetition gives the same activity, another body a conflict, another viewer’s key is another key', async () => {
  const first = await record();
  const again = await record();
  expect(again.data).toEqual(first.data);
  expect(await written()).toEqual({ activities: 1, keys: 1 });
  expect(codes(await record({ change: { title: '业务培训' } }))).toEqual(['IDEMPOTENCY_CONFLICT']);
  expect(await written()).toEqual({ activities: 1, keys: 1 });
  const other = await record({ viewer: { ...officerOfChaoan, subject: 'another officer' } });
  expect(other.data.recordActivity.activity.id).not.toBe(first.data.recordActivity.activity.id);
  expect(await written()).toEqual({ activities: 2, keys: 2 });
});

test('of two at once one is written, and both get it', async () => {
  const [a, b] = await Promise.all([record(), record()]);
  expect(a.errors).toBeUndefined();
  expect(a.data).toEqual(b.data);
  expect(await written()).toEqual({ activities: 1, keys: 1 });
});

const secretary = officer('ORGANISATION', chaoan, { organisation: id(chaoan, 'org', 1) });
test.each<[string, Attempt, string]>([
  ['the public', { viewer: { subject: 'public', roles: ['PUBLIC'], jurisdictions: [] } }, 'FORBIDDEN'],
  ['an officer of another county', { viewer: officer('COUNTY', raoping) }, 'FORBIDDEN'],
  ['a city officer in a county', { viewer: officer('CITY', city) }, 'FORBIDDEN'],
  [
    'a county role in the city',
    { viewer: officer('COUNTY', city), change: { jurisdiction: city } },
    'FORBIDDEN',
  ],
  [
    'the liaison of another unit',
    { viewer: officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) }) },
    'FORBIDDEN',
  ],
  [
    'a liaison who names no unit',
    { viewer: officer('UNIT', chaoan, { unit }), change: { unit: null } },
    'FORBIDDEN',
  ],
  ['an organisation', { viewer: secretary }, 'FORBIDDEN'],
  ['an instructor', { viewer: officer('INSTRUCTOR', chaoan, { unit }) }, 'FORBIDDEN'],
  ['an auditor', { viewer: officer('AUDITOR', chaoan) }, 'FORBIDDEN'],
  ['tomorrow', { change: { heldOn: '2024-03-16' } }, 'INVALID_INPUT'],
  ['no participants', { change: { participants: 0 } }, 'INVALID_INPUT'],
  ['a blank title', { change: { title: ' \t ' } }, 'INVALID_INPUT'],
  ['a title of 201 characters', { change: { title: '长'.repeat(201) } }, 'INVALID_INPUT'],
  ['a NUL in a title', { change: { title: 'a\u0000b' } }, 'INVALID_INPUT'],
  ['half a surrogate pair in an outcome', { change: { outcome: 'a\ud800' } }, 'INVALID_INPUT'],
  ['a pairing above', { change: { pairing: id(city, 'pair', 1) } }, 'INVALID_INPUT'],
  ['a pairing beside', { change: { pairing: id(raoping, 'pair', 1) } }, 'INVALID_INPUT'],
  ['a unit above', { change: { unit: id(city, 'unit', 1) } }, 'INVALID_INPUT'],
  ['an own pairing that does not exist', { change: { pairing: id(chaoan, 'pair', 9) } }, 'NOT_FOUND'],
  ['an id of another type', { change: { pairing: unit } }, 'INVALID_ID'],
  ['no code', { change: { jurisdiction: 'chaoan' } }, 'INVALID_JURISDICTION_CODE'],
  ['an unknown jurisdiction', { change: { jurisdiction: '110000' } }, 'UNKNOWN_JURISDICTION'],
  ['a jurisdiction that lies elsewhere', { owned: [city] }, 'UNKNOWN_JURISDICTION'],
  ['a short key', { key: 'short' }, 'IDEMPOTENCY_KEY_REQUIRED'],
  ['an endless key', { key: 'k'.repeat(129) }, 'IDEMPOTENCY_KEY_REQUIRED'],
])('%s: refused, and nothing written', async (_, attempt, code) => {
  const answer = await record(attempt);
  expect(codes(answer)).toEqual([code]);
  expect(answer.data).toEqual({ recordActivity: null });
  expect(answer.errors?.[0]?.message).toMatch(/expected/);
  expect(answer.errors?.[0]?.extensions?.['expected']).toEqual(expect.any(String));
  expect(await written()).toEqual({ activities: 0, keys: 0 });
});

test('without a key, with an unknown kind or a day that does not exist the request is not valid', async () => {
  const noKey = await world.ask('mutation { recordActivity(input: {}) { activity { id } } }');
  expect(noKey.errors?.length).toBeGreaterThan(0);
  expect((await record({ change: { kind: 'PARTY' } })).errors?.[0]?.message).toMatch(
    /does not exist in "ActivityKind"/,
  );
  expect(codes(await record({ change: { heldOn: '2024-02-30' } }))).toEqual(['BAD_USER_INPUT']);
  expect(await written()).toEqual({ activities: 0, keys: 0 });
});

test('a failing database leaves neither the activity nor the key behind', async () => {
  await world.select(
    "alter table activity add constraint broken check (title <> '非公党建政策宣讲') not valid",
  );
  try {
    expect((await record()).errors).toHaveLength(1);
    expect(await written()).toEqual({ activities: 0, keys: 0 });
  } finally {
    await world.select('alter table activity drop constraint broken');
  }
  expect((await record()).errors).toBeUndefined();
});
