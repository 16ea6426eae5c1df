import { defaultLimits, type Limits } from '@jiedui/gateway/guards/limits';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { differenceOf, rowsIn } from '../support/comparison.ts';
import { layouts, type LayoutName } from '../support/layouts.ts';
import { randomOperation, type RandomOperation } from '../support/operations.ts';
import type { Draw, Pools } from '../support/operation-values.ts';
import { poolsOf } from '../support/pools.ts';
import { firstFailure, runs, seed } from '../support/random-runs.ts';
import type { StockGateway } from '../support/stock-gateway.ts';
import { viewersOf, type ViewerName } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** Operations compared in a usual run. */
const operations = runs(2_200);
const atOnce = 6;

/** What is compared is the merging; the oracle takes whatever it is asked, so the gateway must. */
const limits: Limits = {
  ...defaultLimits,
  tokens: 20_000,
  fields: 100_000,
  aliases: 10_000,
  cost: Object.fromEntries(
    Object.keys(defaultLimits.cost).map((role) => [role, Number.MAX_SAFE_INTEGER]),
  ) as Limits['cost'],
};

let world: World;
let pools: Pools;
let stock: StockGateway;
let viewers: Record<ViewerName, Viewer>;
const sharded = new Map<LayoutName, ShardedFederation>();
const counted = { operations: 0, withRows: 0, rows: 0, withErrors: 0, refused: 0, histograms: 0 };

beforeAll(async () => {
  world = await openWorld({ tangled: true });
  pools = poolsOf(world.ledgers);
  viewers = { ...viewersOf(world.ledgers, '445103', '445122') };
  for (const [name, layout] of Object.entries(layouts)) {
    sharded.set(name as LayoutName, await world.shard(layout, { limits }));
  }
  // The oracle and the gateway over one deployment share it: what they read cannot differ.
  stock = await world.stock(sharded.get('together')!.deployments[0]);
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

interface Case extends RandomOperation {
  viewer: ViewerName;
  layout: LayoutName;
}

const viewerNames = [
  'public',
  'city',
  'county',
  'organisation',
  'unit',
  'auditor',
  'otherCounty',
  'instructor',
] as const;
// Apart comes thrice: it is the form in which the platform runs.
const layoutNames = ['apart', 'pairs', 'lopsided', 'together', 'apart', 'apart'] as const;

function caseOf(draw: Draw, roots?: readonly string[]): Case {
  const viewer = viewerNames[draw(viewerNames.length - 1)]!;
  const layout = layoutNames[draw(layoutNames.length - 1)]!;
  return { viewer, layout, ...randomOperation(world.schema, pools, draw, roots) };
}

async function disagreement({ viewer, layout, query, variables }: Case): Promise<string | null> {
  const question = { query, variables };
  const [received, expected] = await Promise.all([
    sharded.get(layout)!.ask(viewers[viewer], question),
    stock.ask(viewers[viewer], question),
  ]);
  const rows = rowsIn(expected.data);
  counted.operations++;
  counted.rows += rows;
  if (rows > 0) counted.withRows++;
  if (expected.errors) counted.withErrors++;
  if (expected.data === undefined) counted.refused++;
  if (/\b(median|p90|buckets)\b/.test(query) && holdsNumbers(expected.data)) counted.histograms++;
  const difference = differenceOf(received, expected);
  if (!difference) return null;
  const { errors, extensions } = received;
  return JSON.stringify({ difference, errors, extensions }, null, 2).slice(0, 6_000);
}

/** Whether a number stands somewhere in it. */
function holdsNumbers(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return typeof data === 'number';
  return Object.values(data).some(holdsNumbers);
}

async function compare(count: number, make: (draw: Draw) => Case, salt = 0): Promise<void> {
  const failure = await firstFailure({ count, atOnce, salt }, make, disagreement);
  if (!failure) return;
  const { query, variables, viewer, layout } = failure.case;
  expect.fail(
    `As ${viewer} over ${layout} (FC_SEED=${seed}):\n${query}\n${JSON.stringify(variables)}\n${failure.message}`,
  );
}

test('a sharded federation answers random operations as one deployment owning everything does', async () => {
  await compare(operations, (draw) => caseOf(draw));
  expect(counted.operations).toBeGreaterThanOrEqual(operations);
  // What was compared was worth comparing: most answers hold rows, some hold errors, none was refused outright.
  expect(counted.withRows).toBeGreaterThan(operations * 0.6);
  expect(counted.rows).toBeGreaterThan(operations * 10);
  expect(counted.withErrors).toBeGreaterThan(operations * 0.05);
  expect(counted.refused).toBe(0);
  process.stdout.write(`compared with one database: ${JSON.stringify(counted)}\n`);
}, 900_000);

/** Numbers over appeals: percentiles, ratios and groups, of which there are few among all fields. */
const numbers = [
  'appealResolution',
  'appealIndicators',
  'appealGroups',
  'appealPartGroups',
  'appealParts',
  'appealIndicatorAppeals',
];

test('numbers over appeals, percentiles among them, are those of one deployment owning everything', async () => {
  const before = counted.histograms;
  const asked = runs(400);
  await compare(asked, (draw) => caseOf(draw, numbers), 1);
  expect(counted.histograms - before).toBeGreaterThan(asked * 0.05);
}, 300_000);
