import { AppealState } from '@jiedui/services/appeal/terms';
import { services } from '@jiedui/services/subgraph';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  all,
  chaoan,
  city,
  id,
  officer,
  openWorld,
  raoping,
  type Row,
  type World,
} from './pairings-world.ts';

interface Fact {
  owner: (typeof all)[number];
  state: AppealState;
  /** Kept when it is reopened, until it is resolved again. */
  resolutionDays: number | null;
  isResolved: boolean;
}

const [facts] = fc.sample(
  fc.array(
    fc.record<Fact>({
      owner: fc.constantFrom(chaoan, raoping),
      state: fc.constantFrom(...(Object.keys(AppealState) as AppealState[])),
      // Many in a few days, some in hundreds, a few beyond what is counted day by day.
      resolutionDays: fc.oneof(
        { weight: 6, arbitrary: fc.nat(15) },
        { weight: 2, arbitrary: fc.integer({ min: 16, max: 1_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1_001, max: 1_400 }) },
        { weight: 2, arbitrary: fc.constant(null) },
      ),
      isResolved: fc.boolean(),
    }),
    { minLength: 200, maxLength: 200 },
  ),
  { numRuns: 1, seed: 5 },
) as [Fact[]];

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
  await world.insert(
    'appeal',
    facts.map(({ owner, state, resolutionDays, isResolved }, n): Row => ({
      id: id(owner, 'app', n),
      title: `示例诉求${n}`,
      sort_title: `shi li su qiu ${n}`,
      organisation_id: id(owner, 'org', n % 3),
      tier: 'T1',
      state,
      raised_at: '2020-02-01T08:00:00Z',
      resolved_at: isResolved ? '2024-03-01T08:00:00Z' : null,
      resolution_days: resolutionDays,
    })),
  );
});
afterAll(() => world[Symbol.asyncDispose]());

const auditor = officer('AUDITOR', city);

interface Days {
  count: number;
  median: number;
  p90: number;
  most: number;
  error: number;
  exactTo: number;
  buckets: [number, number][];
}
interface Line {
  key: string;
  label: string;
  jurisdiction: string | null;
  asOf: string;
  withheld: number;
  days: Days | null;
}

async function linesOf(args: string, viewer: Viewer = auditor): Promise<Line[]> {
  const { data, errors, statements } = await world.ask(
    `{ appealResolution(${args}) { key label jurisdiction asOf withheld
        days { count median p90 most error exactTo buckets } } }`,
    { viewer },
  );
  expect(errors).toBeUndefined();
  expect(statements).toBe(1);
  return data.appealResolution;
}

/** The days of each that counts, sorted. */
function rowsOf(owners: readonly string[]): number[] {
  const days: number[] = [];
  for (const { owner, isResolved, resolutionDays } of facts) {
    if (owners.includes(owner) && isResolved && resolutionDays !== null) days.push(resolutionDays);
  }
  return days.sort((a, b) => a - b);
}

test('median and 90th percentile are the rows that a list of all, sorted, has there: by jurisdiction and in sum', async () => {
  for (const line of [...(await linesOf('by: [JURISDICTION]')), ...(await linesOf('by: []'))]) {
    const rows = rowsOf(line.jurisdiction ? [line.jurisdiction] : all);
    expect([line.asOf, line.withheld]).toEqual(['2024-03-15', 0]);
    if (rows.length === 0) {
      expect([line.jurisdiction, line.days]).toEqual([city, null]);
      continue;
    }
    const { count, median, p90, most, error, exactTo, buckets } = line.days!;
    expect([count, most, exactTo]).toEqual([rows.length, rows.at(-1), 1_000]);
    expect(median).toBe(rows[Math.ceil(rows.length / 2) - 1]);
    const ninetieth = rows[Math.ceil((rows.length * 9) / 10) - 1]!;
    expect(p90).toBe(Math.min(ninetieth, 1_001));
    expect(error).toBe(ninetieth > 1_000 ? most - 1_001 : 0);
    for (const [day, appeals] of buckets) {
      expect(rows.filter((row) => Math.min(row, 1_001) === day)).toHaveLength(appeals);
    }
    expect(buckets.reduce((sum, [, appeals]) => sum + appeals, 0)).toBe(rows.length);
    // There are rows in the open bucket: else the case of the cap would not be told apart.
    expect(buckets.at(-1)![0]).toBe(1_001);
  }
});

test('lines are labelled and in the order of their keys', async () => {
  const lines = await linesOf('by: [JURISDICTION]');
  expect(lines.map(({ key }) => key)).toEqual(all.map((owner) => JSON.stringify([owner])));
  expect((await linesOf('by: []')).map(({ key, label }) => [key, label])).toEqual([['[]', '合计']]);
});

test('the public is told nothing of anybody, and how many are left out', async () => {
  for (const line of await linesOf('by: [JURISDICTION]', publicViewer)) {
    expect([line.withheld, line.days]).toEqual([1, null]);
  }
  expect(await linesOf('by: []', publicViewer)).toMatchObject([{ withheld: all.length, days: null }]);
});

test('a county’s officer has the county’s days and no other’s, also in sum', async () => {
  const officerOfChaoan = officer('COUNTY', chaoan);
  const counts = (await linesOf('by: [JURISDICTION]', officerOfChaoan)).map(({ days }) => days?.count);
  expect(counts).toEqual([undefined, rowsOf([chaoan]).length, undefined]);
  const [sum] = await linesOf('by: []', officerOfChaoan);
  expect([sum!.withheld, sum!.days!.count]).toEqual([all.length - 1, rowsOf([chaoan]).length]);
});
