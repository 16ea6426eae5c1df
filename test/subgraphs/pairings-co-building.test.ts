import { defaultItems } from '@jiedui/pairings/co-building/items';
import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fresh, type How, liaison, officerOfChaoan, pairingSteps } from './pairings-steps.ts';
import { type Asked, chaoan, city, codes, id, officer, openWorld, type World } from './pairings-world.ts';

let world: World;
let life: ReturnType<typeof pairingSteps>;
beforeAll(async () => {
  world = await openWorld(pairings);
  life = pairingSteps(world);
});
afterAll(() => world[Symbol.asyncDispose]());

const plan = (wanted: string, year: number, items: string[], how: How = {}) =>
  world.ask(
    `mutation($key: ID!, $id: ID!, $year: Int!, $items: [String!]!) {
      planItems(idempotencyKey: $key, id: $id, year: $year, items: $items) {
        pairing { id items(year: $year) { item { code } planned } } } }`,
    {
      variables: { key: how.key ?? `co-building-${fresh()}`, id: wanted, year, items },
      viewer: how.viewer ?? officerOfChaoan,
    },
  );
const hold = (pairing: string, heldOn: string, items: string[], rest: object = {}, asked: Asked = {}) =>
  world.ask(
    `mutation($key: ID!, $input: RecordActivityInput!) { recordActivity(idempotencyKey: $key, input: $input) {
      activity { id aspects items { code name aspect } } } }`,
    {
      viewer: officerOfChaoan,
      ...asked,
      variables: {
        key: `co-building-${fresh()}`,
        input: { jurisdiction: chaoan, kind: 'OTHER', title: '活动', heldOn, pairing, items, ...rest },
      },
    },
  );
const itemsOf = async (wanted: string, asked: Asked = {}) => {
  const { data } = await world.ask(
    `{ pairing(id: "${wanted}") { items { item { code name aspect } planned done lastActivity { id heldOn } } } }`,
    asked,
  );
  return data.pairing.items as {
    item: { code: string; name: string; aspect: string | null };
    planned: boolean;
    done: number;
    lastActivity: { id: string; heldOn: string } | null;
  }[];
};

describe('the items of building together', () => {
  test('are twelve by default, three of each aspect', async () => {
    const { data } = await world.ask('{ coBuildingItems { code aspect name englishName } }');
    expect(data.coBuildingItems).toEqual(defaultItems);
    const aspects = defaultItems.map(({ aspect }) => aspect);
    for (const aspect of ['POLITICAL', 'ORGANISATIONAL', 'EXEMPLARY', 'SERVICE'] as const) {
      expect(aspects.filter((each) => each === aspect)).toHaveLength(3);
    }
    expect(new Set(defaultItems.map(({ code }) => code)).size).toBe(12);
  });

  test('are those that the federation configures; one that is configured no more keeps its code', async () => {
    const wanted = await life.confirmed();
    await hold(wanted, '2024-03-05', ['TRAINING']);
    const policies = {
      coBuilding: { items: [{ code: 'STUDY', aspect: 'POLITICAL', name: '学习', englishName: 'Study' }] },
    };
    expect(await itemsOf(wanted, { policies })).toMatchObject([
      { item: { code: 'STUDY', name: '学习' }, planned: false, done: 0 },
      { item: { code: 'TRAINING', name: 'TRAINING', aspect: null }, planned: false, done: 1 },
    ]);
    const refused = await hold(wanted, '2024-03-05', ['TRAINING'], {}, { policies });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      expected: 'items: some of STUDY',
      received: '"TRAINING"',
    });
  });
});

describe('a pairing', () => {
  test('plans items for a year; what activities name is done, with the last of them, in their aspects', async () => {
    const wanted = await life.confirmed();
    const answer = await plan(wanted, 2024, ['PROBLEM_SOLVING', 'POLITICAL_STUDY', 'PROBLEM_SOLVING']);
    expect(answer.errors).toBeUndefined();
    const planned = answer.data.planItems.pairing.items.filter((each: { planned: boolean }) => each.planned);
    expect(planned.map(({ item }: { item: { code: string } }) => item.code)).toEqual([
      'POLITICAL_STUDY',
      'PROBLEM_SOLVING',
    ]);
    const first = await hold(wanted, '2024-03-04', ['PROBLEM_SOLVING', 'TRAINING'], { aspects: ['SERVICE'] });
    expect(first.data.recordActivity.activity).toMatchObject({
      aspects: ['SERVICE', 'ORGANISATIONAL'],
      items: [{ code: 'TRAINING' }, { code: 'PROBLEM_SOLVING', name: '协调解决困难诉求', aspect: 'SERVICE' }],
    });
    const last = await hold(wanted, '2024-03-06', ['PROBLEM_SOLVING']);
    await hold(wanted, '2024-03-05', ['PROBLEM_SOLVING']);
    // The city's activity for the county's pairing is not the owner's.
    await hold(
      wanted,
      '2024-03-07',
      ['PROBLEM_SOLVING'],
      { jurisdiction: city },
      { viewer: officer('CITY', city) },
    );
    const items = await itemsOf(wanted);
    expect(items).toHaveLength(12);
    expect(items.filter(({ planned: is, done }) => is || done > 0)).toEqual([
      expect.objectContaining({ planned: true, done: 0, lastActivity: null }),
      expect.objectContaining({ planned: false, done: 1 }),
      {
        item: { code: 'PROBLEM_SOLVING', name: '协调解决困难诉求', aspect: 'SERVICE' },
        planned: true,
        done: 3,
        lastActivity: { id: last.data.recordActivity.activity.id, heldOn: '2024-03-06' },
      },
    ]);
    const { data } = await world.ask(
      `{ activities(filter: { pairing: "${wanted}", item: [TRAINING] }) { totalCount }
      activityGroups(by: [ITEM], filter: { pairing: "${wanted}" }) { label item count } }`.replace(
        '[TRAINING]',
        '["TRAINING"]',
      ),
    );
    expect(data).toEqual({
      activities: { totalCount: 1 },
      activityGroups: [
        { label: '协调解决困难诉求', item: 'PROBLEM_SOLVING', count: 4 },
        { label: '党务业务培训', item: 'TRAINING', count: 1 },
      ],
    });
  });

  test('plans anew in the place of the old plan, which its history keeps', async () => {
    const wanted = await life.confirmed();
    await plan(wanted, 2024, ['TRAINING']);
    await plan(wanted, 2024, ['BRANDS', 'TRAINING']);
    expect((await itemsOf(wanted)).filter(({ planned }) => planned)).toHaveLength(2);
    const { data } = await world.ask(
      `{ pairing(id: "${wanted}") { history { change fields { name previous current } } } }`,
    );
    const changes = data.pairing.history.flatMap(({ fields }: { fields: { name: string }[] }) =>
      fields.filter(({ name }) => name === 'items 2024'),
    );
    expect(changes).toEqual([
      { name: 'items 2024', previous: null, current: 'TRAINING' },
      { name: 'items 2024', previous: 'TRAINING', current: 'TRAINING, BRANDS' },
    ]);
    expect((await plan(wanted, 2024, [])).errors).toBeUndefined();
    expect((await itemsOf(wanted)).filter(({ planned }) => planned)).toHaveLength(0);
  });

  test('has its plan made by the liaison of its unit', async () => {
    const wanted = await life.confirmed();
    expect((await plan(wanted, 2025, ['TRAINING'], { viewer: liaison })).errors).toBeUndefined();
    const stranger = officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) });
    expect(codes(await plan(wanted, 2025, [], { viewer: stranger }))).toEqual(['FORBIDDEN']);
  });

  test.each<[string, 'confirmed' | 'proposed', number, string[], string]>([
    ['an unknown item', 'confirmed', 2024, ['TRAINING', 'PARTY'], 'INVALID_INPUT'],
    ['a year before it began', 'confirmed', 2023, ['TRAINING'], 'INVALID_INPUT'],
    ['the year after the next', 'confirmed', 2026, ['TRAINING'], 'INVALID_INPUT'],
    ['a proposal', 'proposed', 2024, ['TRAINING'], 'INVALID_TRANSITION'],
  ])('cannot plan for %s, and nothing is written', async (_, from, year, items, code) => {
    const wanted = await life[from]();
    const answer = await plan(wanted, year, items);
    expect(codes(answer)).toEqual([code]);
    expect(await world.select(`select * from co_building_plan where pairing_id = '${wanted}'`)).toEqual([]);
  });

  test('is told which items are known, where one is not', async () => {
    const wanted = await life.confirmed();
    const known = `items: some of ${defaultItems.map(({ code }) => code).join(', ')}`;
    for (const answer of [await plan(wanted, 2024, ['PARTY']), await hold(wanted, '2024-03-05', ['PARTY'])]) {
      expect(answer.errors?.[0]?.extensions).toMatchObject({ expected: known, received: '"PARTY"' });
    }
  });

  test('is planned once for one key, also twice at once', async () => {
    const wanted = await life.confirmed();
    const ask = () => plan(wanted, 2024, ['TRAINING'], { key: 'plan-just-once' });
    const [a, b] = await Promise.all([ask(), ask()]);
    expect(a.errors).toBeUndefined();
    expect(b.data).toEqual(a.data);
    expect(codes(await plan(wanted, 2024, [], { key: 'plan-just-once' }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(
      await world.select(`select items from co_building_plan_history where pairing_id = '${wanted}'`),
    ).toEqual([{ items: ['TRAINING'] }]);
  });
});

test('planned and done items are a matrix over jurisdictions, pairings and years, which a loop gives too', async () => {
  const owner = id(chaoan, 'unit', 500);
  const made: { pairing: string; year: number; item: string; planned: boolean; done: number }[] = [];
  for (let n = 0; n < 4; n++) {
    const pairing = await life.confirmed({ unit: owner, startedOn: '2023-01-01' });
    for (const year of [2023, 2024]) {
      const planned = defaultItems.filter((_, index) => (index + n + year) % 5 === 0).map(({ code }) => code);
      await plan(pairing, year, planned);
      for (const [index, { code }] of defaultItems.entries()) {
        const done = (index * 7 + n * 3 + year) % 4 === 0 ? 1 + (n % 2) : 0;
        for (let time = 0; time < done; time++) await hold(pairing, `${year}-02-0${1 + time}`, [code]);
        if (planned.includes(code) || done > 0) {
          made.push({ pairing, year, item: code, planned: planned.includes(code), done });
        }
      }
    }
  }
  const { data, errors } = await world.ask(
    `{ coBuildingGroups(by: [PAIRING, YEAR, ITEM], filter: { from: 2023, to: 2024, unit: "${owner}" }) {
      pairing year item planned activities done doneUnplanned }
      inSum: coBuildingGroups(by: [JURISDICTION], filter: { from: 2023, to: 2024, unit: "${owner}" }) {
        jurisdiction count planned done completion { numerator denominator } } }`,
  );
  expect(errors).toBeUndefined();
  const rows = data.coBuildingGroups.map(
    ({ pairing, year, item, planned, activities }: Record<string, unknown>) =>
      JSON.stringify({ pairing, year, item, planned: planned === 1, done: activities }),
  );
  expect(rows.sort()).toEqual(made.map((row) => JSON.stringify(row)).sort());
  expect(data.inSum).toEqual([
    {
      jurisdiction: chaoan,
      count: made.length,
      planned: made.filter(({ planned }) => planned).length,
      done: made.filter(({ done }) => done > 0).length,
      completion: {
        numerator: made.filter(({ planned, done }) => planned && done > 0).length,
        denominator: made.filter(({ planned }) => planned).length,
      },
    },
  ]);
  const { errors: refused } = await world.ask(
    '{ coBuildingGroups(by: [], filter: { from: 2023, to: 2033 }) { count } }',
  );
  expect(refused?.[0]?.extensions?.['code']).toBe('INVALID_INPUT');
});

test('the items of many pairings cost as many statements as those of one', async () => {
  await life.confirmed();
  await life.confirmed();
  const ask = (first: number) =>
    world.ask(`{ pairings(first: ${first}) { nodes { items { done lastActivity { id } } } } }`);
  expect((await ask(1)).statements).toBe((await ask(10)).statements);
});
