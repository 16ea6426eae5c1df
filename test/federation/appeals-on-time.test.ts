import { readFile } from 'node:fs/promises';

import { clockOf } from '@jiedui/kit/clock';
import { defaultAppealPolicy } from '@jiedui/services/appeal/clock/policy';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaozhouCodes, layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// appeals-on-time 诉求按时办结率（分县区）, as saved.

let world: World;
let viewers: Viewers;
let apart: ShardedFederation;
let pairs: ShardedFederation;
let together: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  apart = await world.shard(layouts.apart);
  pairs = await world.shard(layouts.pairs);
  together = await world.shard(layouts.together);
}, 90_000);
afterAll(() => world?.[Symbol.asyncDispose]());

interface Line {
  code: string;
  jurisdiction?: string;
  withheld: number;
  ratio: { numerator: number; denominator: number; value: number | null } | null;
}

interface Resolution {
  jurisdiction?: string;
  withheld: number;
  days: { count: number; median: number; p90: number; most: number; error: number } | null;
}

interface Told {
  byJurisdiction: Line[];
  inSum: Line[];
  resolutionByJurisdiction: Resolution[];
  resolutionInSum: Resolution[];
}

async function asked<Answer>(
  federation: ShardedFederation,
  viewer: Viewer | null,
  operation: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const url = new URL(`../../schema/queries/${operation}.graphql`, import.meta.url);
  const { data, errors } = await federation.ask(viewer, { query: await readFile(url, 'utf8'), variables });
  expect(errors).toBeUndefined();
  return data as unknown as Answer;
}

const told = (federation: ShardedFederation, viewer: Viewer | null, variables?: Record<string, unknown>) =>
  asked<Told>(federation, viewer, 'appeals-on-time', variables);

/** From the seeded rows, one by one. No step of them was late. */
function counted(owners: readonly string[], code: string): [number, number] {
  const today = clockOf(() => new Date()).today();
  const appeals = owners.flatMap((owner) => world.ledgers[owner]!.appeals);
  const closed = appeals.filter(({ state }) => state === 'CLOSED').length;
  const overdue = appeals.filter(({ state, due_on }) => state !== 'RESOLVED' && due_on < today).length;
  const asked = appeals.filter(({ satisfied }) => satisfied !== null);
  return code === 'APPEALS_ON_TIME'
    ? [closed, closed + overdue]
    : [asked.filter(({ satisfied }) => satisfied).length, asked.length];
}

test('the city’s officer has the rates of every county and in sum, as the records have them', async () => {
  const { byJurisdiction, inSum } = await told(apart, viewers.city);
  expect(byJurisdiction).toHaveLength(2 * chaozhouCodes.length);
  for (const { code, jurisdiction, ratio, withheld } of [...byJurisdiction, ...inSum]) {
    const owners = jurisdiction ? [jurisdiction] : chaozhouCodes;
    expect([ratio!.numerator, ratio!.denominator]).toEqual(counted(owners, code));
    expect(withheld).toBe(0);
  }
  for (const { ratio } of inSum) expect(ratio!.denominator).toBeGreaterThan(0);
  // What is open and overdue counts against it.
  const [onTime] = inSum.filter(({ code }) => code === 'APPEALS_ON_TIME');
  expect(onTime!.ratio!.value).toBeLessThan(1);
});

test('the public is told of no county whose groups are small, and the spread of deployments does not show', async () => {
  const [here, there] = [await told(apart, null), await told(pairs, null)];
  expect(there).toEqual(here);
  expect(await told(pairs, viewers.city)).toEqual(await told(apart, viewers.city));
  for (const { jurisdiction, withheld, ratio } of here.byJurisdiction) {
    const states = Map.groupBy(world.ledgers[jurisdiction!]!.appeals, ({ state }) => state);
    const small = [...states.values()].some(({ length }) => length < defaultAppealPolicy.smallestGroup);
    if (small) expect([withheld, ratio]).toEqual([1, null]);
  }
});

/** From the seeded rows: the days of each that is resolved and not reopened since, sorted. */
function daysOf(owners: readonly string[]): number[] {
  return owners
    .flatMap((owner) => world.ledgers[owner]!.appeals)
    .flatMap(({ resolved_at, resolution_days }) => (resolved_at === null ? [] : resolution_days!))
    .sort((a, b) => a - b);
}

/** What is told of these, by sorting and picking. */
function picked(owners: readonly string[]): Resolution['days'] {
  const days = daysOf(owners);
  const count = days.length;
  if (count === 0) return null;
  const at = (share: number) => days[Math.ceil(count * share) - 1]!;
  return { count, median: at(0.5), p90: at(0.9), most: days.at(-1)!, error: 0 };
}

test('working days to resolution are those of all records sorted, of every county and in sum', async () => {
  const { resolutionByJurisdiction, resolutionInSum } = await told(apart, viewers.city);
  expect(resolutionByJurisdiction.map(({ jurisdiction }) => jurisdiction)).toEqual(chaozhouCodes);
  for (const { jurisdiction, days, withheld } of [...resolutionByJurisdiction, ...resolutionInSum]) {
    expect([days, withheld]).toEqual([picked(jurisdiction ? [jurisdiction] : chaozhouCodes), 0]);
  }
  expect(resolutionInSum[0]!.days!.count).toBeGreaterThan(0);
});

test('four deployments tell of the days what one tells that owns everything, to the city, a county and the public', async () => {
  for (const viewer of [viewers.city, viewers.county, null]) {
    expect(await told(apart, viewer)).toEqual(await told(together, viewer));
  }
  const own = await told(apart, viewers.county);
  expect(own.resolutionInSum[0]!.withheld).toBe(chaozhouCodes.length - 1);
});

test('the public is told no days at all, and gets no buckets either', async () => {
  const { resolutionByJurisdiction, resolutionInSum } = await told(apart, null);
  for (const { days, withheld } of resolutionByJurisdiction) expect([days, withheld]).toEqual([null, 1]);
  expect(resolutionInSum).toMatchObject([{ days: null, withheld: chaozhouCodes.length }]);
});

/** A seeded moment, which is a morning in Beijing. */
const dayOf = (moment: string | null): string | null => moment && clockOf(() => new Date(moment)).today();

test('of a past year the city has the days to resolution that its steps give, and every federation the same figures', async () => {
  const variables = { from: '2023-01-01', asOf: '2023-12-31' };
  const past = await told(apart, viewers.city, variables);
  expect(await told(together, viewers.city, variables)).toEqual(past);
  const days = chaozhouCodes
    .flatMap((owner) =>
      Object.values(Object.groupBy(world.ledgers[owner]!.appealSteps, (step) => step.appeal_id)),
    )
    .flatMap((steps) => {
      const solved = steps!.filter(
        ({ step, taken_at }) => ['RESOLVE', 'REOPEN'].includes(step) && dayOf(taken_at)! <= variables.asOf,
      );
      const last = solved.at(-1);
      return last?.step === 'RESOLVE' && dayOf(last.taken_at)! >= variables.from
        ? [last.resolution_days!]
        : [];
    })
    .sort((a, b) => a - b);
  expect(days.length).toBeGreaterThan(0);
  const [{ days: summed }] = past.resolutionInSum as [Resolution];
  expect([summed!.count, summed!.median]).toEqual([days.length, days[Math.ceil(days.length / 2) - 1]]);
  const early = await told(apart, viewers.city, { asOf: '2020-01-01' });
  expect(early.inSum.map(({ ratio }) => ratio!.denominator)).toEqual([0, 0]);
  expect(early.resolutionInSum).toMatchObject([{ days: null }]);
});

interface Departments {
  byDepartment: {
    department: string;
    parts: number;
    appeals: number;
    onTime: { numerator: number; denominator: number };
  }[];
  byState: { department: string; state: string; parts: number }[];
  overdue: {
    totalCount: number;
    nodes: { deadlineOn: string; unit: { id: string; name: string }; appeal: { title: string } }[];
  };
}

test('the city’s officer sees which department is late: parts over all counties, and those that are overdue', async () => {
  const answer = await asked<Departments>(apart, viewers.city, 'departments-on-time');
  expect(await asked<Departments>(together, viewers.city, 'departments-on-time')).toEqual(answer);
  const today = clockOf(() => new Date()).today();
  const parts = chaozhouCodes.flatMap((owner) => world.ledgers[owner]!.appealParts);
  const isOverdue = (part: (typeof parts)[number]) => part.answered_at === null && part.deadline_on < today;
  const groups = Object.groupBy(parts, ({ unit_id }) => unit_id);
  expect(answer.byDepartment.map(({ department }) => department)).toEqual(Object.keys(groups).sort());
  for (const { department, parts: many, appeals, onTime } of answer.byDepartment) {
    const own = groups[department as keyof typeof groups]!;
    const answered = own.filter(({ answered_at }) => answered_at !== null);
    const punctual = answered.filter(({ answered_at, deadline_on }) => dayOf(answered_at)! <= deadline_on);
    expect([many, appeals]).toEqual([own.length, new Set(own.map(({ appeal_id }) => appeal_id)).size]);
    expect([onTime.numerator, onTime.denominator]).toEqual([
      punctual.length,
      answered.length + own.filter(isOverdue).length,
    ]);
  }
  const overdue = parts.filter(isOverdue);
  // The city has the numbers of all, and of the parts themselves those of appeals that have come to it; an auditor has each.
  const toCity = new Set(
    chaozhouCodes
      .flatMap((owner) => world.ledgers[owner]!.appeals)
      .filter(({ owner, tier, state }) => owner === '445100' || tier === 'T3' || state === 'ESCALATED')
      .map(({ id }) => id),
  );
  const shown = overdue.filter(({ appeal_id }) => toCity.has(appeal_id)).length;
  const audited = await asked<Departments>(apart, viewers.auditor, 'departments-on-time');
  expect([answer.overdue.totalCount, audited.overdue.totalCount]).toEqual([shown, overdue.length]);
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(overdue.length);
  const late = answer.byState.filter(({ state }) => state === 'OVERDUE');
  expect(late.reduce((sum, { parts: many }) => sum + many, 0)).toBe(overdue.length);
  for (const { unit, appeal } of answer.overdue.nodes)
    expect([unit.name, appeal.title]).toEqual([expect.any(String), expect.any(String)]);
});

test('with a county silent the days are those of the others, and the sum says that it misses one', async () => {
  const federation = await world.shard(layouts.apart, { processes: ['445122'] });
  await federation.deployments.find(({ codes }) => codes.includes('445122'))!.process!.kill();
  const query = '{ appealResolution(by: []) { withheld days { count median p90 most error } } }';
  const { data, extensions } = await federation.ask(viewers.city, { query });
  const others = chaozhouCodes.filter((code) => code !== '445122');
  expect(data).toEqual({ appealResolution: [{ withheld: 0, days: picked(others) }] });
  expect(daysOf(others).length).toBeLessThan(daysOf(chaozhouCodes).length);
  expect(extensions).toMatchObject({ incomplete: [['appealResolution']] });
}, 60_000);
