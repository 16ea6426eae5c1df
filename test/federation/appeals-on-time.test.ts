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

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  apart = await world.shard(layouts.apart);
  pairs = await world.shard(layouts.pairs);
}, 90_000);
afterAll(() => world?.[Symbol.asyncDispose]());

interface Line {
  code: string;
  jurisdiction?: string;
  withheld: number;
  ratio: { numerator: number; denominator: number; value: number | null } | null;
}

async function told(
  federation: ShardedFederation,
  viewer: Viewer | null,
): Promise<{ byJurisdiction: Line[]; inSum: Line[] }> {
  const url = new URL('../../schema/queries/appeals-on-time.graphql', import.meta.url);
  const { data, errors } = await federation.ask(viewer, { query: await readFile(url, 'utf8') });
  expect(errors).toBeUndefined();
  return data as { byJurisdiction: Line[]; inSum: Line[] };
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
