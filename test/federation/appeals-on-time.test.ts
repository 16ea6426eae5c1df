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

async function told(federation: ShardedFederation, viewer: Viewer | null): Promise<Told> {
  const url = new URL('../../schema/queries/appeals-on-time.graphql', import.meta.url);
  const { data, errors } = await federation.ask(viewer, { query: await readFile(url, 'utf8') });
  expect(errors).toBeUndefined();
  return data as unknown as Told;
}

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
