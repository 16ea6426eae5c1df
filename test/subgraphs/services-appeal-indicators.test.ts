import { services } from '@jiedui/services/subgraph';
import { AppealState } from '@jiedui/services/appeal/terms';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  all,
  chaoan,
  city,
  codes,
  id,
  officer,
  openWorld,
  raoping,
  type Row,
  type World,
} from './pairings-world.ts';

const never = '9999-12-31';
/** The day on which the tests ask is 2024-03-15. */
const days = ['2024-03-14', '2024-03-15', '2024-03-16', never];

interface Fact {
  owner: (typeof all)[number];
  state: AppealState;
  lateSteps: number;
  satisfied: boolean | null;
  dueOn: string;
}

const [facts] = fc.sample(
  fc.array(
    fc.record<Fact>({
      owner: fc.constantFrom(city, chaoan),
      state: fc.constantFrom(...(Object.keys(AppealState) as AppealState[])),
      lateSteps: fc.integer({ min: 0, max: 2 }),
      satisfied: fc.constantFrom(null, true, false),
      dueOn: fc.constantFrom(...days),
    }),
    { minLength: 150, maxLength: 150 },
  ),
  { numRuns: 1, seed: 5 },
) as [Fact[]];
// What is at an end has no deadline; of 饶平 all groups are large.
for (const fact of facts) if (['CLOSED', 'WITHDRAWN', 'REFUSED'].includes(fact.state)) fact.dueOn = never;
const large = (fact: Omit<Fact, 'owner'>) => Array.from({ length: 5 }, () => ({ ...fact, owner: raoping }));
facts.push(
  ...large({ state: 'CLOSED', lateSteps: 0, satisfied: true, dueOn: never }),
  ...large({ state: 'CLOSED', lateSteps: 1, satisfied: false, dueOn: never }),
  ...large({ state: 'ACCEPTED', lateSteps: 0, satisfied: null, dueOn: '2024-03-01' }),
);

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
  await world.insert(
    'appeal',
    facts.map(({ owner, state, lateSteps, satisfied, dueOn }, n): Row => ({
      id: id(owner, 'app', n),
      title: `示例诉求${n}`,
      sort_title: `shi li su qiu ${n}`,
      organisation_id: id(owner, 'org', n % 3),
      tier: 'T1',
      state,
      raised_at: '2024-02-01T08:00:00Z',
      late_steps: lateSteps,
      satisfied,
      due_on: dueOn,
      due_soon_on: dueOn,
    })),
  );
});
afterAll(() => world[Symbol.asyncDispose]());

const auditor = officer('AUDITOR', city);

interface Line {
  code: string;
  jurisdiction: string | null;
  asOf: string;
  withheld: number;
  ratio: { numerator: number; denominator: number; value: number | null } | null;
}

async function linesOf(args: string, viewer = auditor, policies = {}): Promise<Line[]> {
  const { data, errors } = await world.ask(
    `{ appealIndicators(${args}) { code jurisdiction asOf withheld ratio { numerator denominator value } } }`,
    { viewer, policies },
  );
  expect(errors).toBeUndefined();
  return data.appealIndicators;
}

/** One by one, as the definitions say it. */
function counted(code: string, owners: readonly string[]): [number, number] {
  let [numerator, denominator] = [0, 0];
  for (const { owner, state, lateSteps, satisfied, dueOn } of facts) {
    if (!owners.includes(owner)) continue;
    if (code === 'APPEALS_SATISFIED') {
      if (satisfied === null) continue;
      denominator += 1;
      if (satisfied) numerator += 1;
      continue;
    }
    const open = !['CLOSED', 'WITHDRAWN', 'REFUSED'].includes(state);
    const overdue = open && state !== 'RESOLVED' && dueOn < '2024-03-15';
    if (state === 'CLOSED' || overdue) denominator += 1;
    if (state === 'CLOSED' && lateSteps === 0) numerator += 1;
  }
  return [numerator, denominator];
}

test('on time and satisfied are what a loop over the appeals counts, by jurisdiction and in sum', async () => {
  const lines = [...(await linesOf('by: [JURISDICTION]')), ...(await linesOf('by: []'))];
  expect(lines).toHaveLength(2 * (all.length + 1));
  for (const { code, jurisdiction, asOf, withheld, ratio } of lines) {
    const [numerator, denominator] = counted(code, jurisdiction ? [jurisdiction] : all);
    expect(ratio).toEqual({ numerator, denominator, value: numerator / denominator });
    expect([asOf, withheld]).toEqual(['2024-03-15', 0]);
    // Every case is there: some on time, some not.
    expect(numerator).toBeGreaterThan(0);
    expect(denominator).toBeGreaterThan(numerator);
  }
});

test('the appeals behind each part are as many as it says', async () => {
  for (const { code, jurisdiction, ratio } of await linesOf('by: [JURISDICTION]')) {
    for (const part of ['numerator', 'denominator'] as const) {
      const { data, errors } = await world.ask(
        `{ behind: appealIndicatorAppeals(code: ${code}, part: ${part.toUpperCase()}, first: 500,
          jurisdictions: ["${jurisdiction}"]) { totalCount nodes { id } } }`,
        { viewer: auditor },
      );
      expect(errors).toBeUndefined();
      expect([data.behind.totalCount, data.behind.nodes.length]).toEqual([ratio![part], ratio![part]]);
    }
  }
});

test('the public gets no ratio of an owner with a small group, and is told how many are left out', async () => {
  const lines = await linesOf('by: [JURISDICTION], codes: [APPEALS_ON_TIME]', publicViewer);
  expect(
    lines.map(({ jurisdiction, withheld, ratio }) => [jurisdiction, withheld, ratio?.denominator]),
  ).toEqual([
    [city, 1, undefined],
    [chaoan, 1, undefined],
    [raoping, 0, 15],
  ]);
  const [sum] = await linesOf('by: [], codes: [APPEALS_ON_TIME]', publicViewer);
  expect(sum).toMatchObject({ withheld: 2, ratio: { numerator: 5, denominator: 15 } });
  // One appeal fewer would tell.
  const stricter = { appeals: { smallestGroup: 6 } };
  const [none] = await linesOf('by: [], codes: [APPEALS_ON_TIME]', publicViewer, stricter);
  expect(none).toMatchObject({ withheld: 3, ratio: null });
});

test('a county’s officer has the county’s ratio, whatever its size, and the public’s of others', async () => {
  const lines = await linesOf('by: [JURISDICTION], codes: [APPEALS_SATISFIED]', officer('COUNTY', chaoan));
  const [numerator, denominator] = counted('APPEALS_SATISFIED', [chaoan]);
  expect(lines.map(({ ratio }) => ratio && [ratio.numerator, ratio.denominator])).toEqual([
    null,
    [numerator, denominator],
    [5, 10],
  ]);
});

test('the appeals behind it are not the public’s, and of a version that is not there are none', async () => {
  const query = (version: number) =>
    `{ appealIndicatorAppeals(code: APPEALS_ON_TIME, version: ${version}, part: NUMERATOR) { totalCount } }`;
  expect(codes(await world.ask(query(1)))).toEqual(['FORBIDDEN']);
  expect(codes(await world.ask(query(2), { viewer: auditor }))).toEqual(['INVALID_INPUT']);
});

test('the indicators of all owners are one statement', async () => {
  const { statements } = await world.ask('{ appealIndicators(by: [JURISDICTION]) { ratio { value } } }');
  expect(statements).toBe(1);
});
