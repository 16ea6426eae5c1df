import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { executeSharded } from './execute.ts';
import { essence } from './testing/compare.ts';
import { OperationMaker } from './testing/operations.ts';
import { page } from './testing/resolvers.ts';
import { oracle, shardsOf, toyRules } from './testing/shards.ts';
import {
  city,
  east,
  makeWorld,
  north,
  separate,
  south,
  together,
  zone,
  type Federation,
  type World,
} from './testing/world.ts';

const worlds = [7, 8, 9].map((seed) => makeWorld(seed));
const schema = toyRules.subgraphs.get('ledger')!.schema;

/** From one deployment that runs everything to one for each jurisdiction. */
const federations: Federation[] = [
  separate,
  together,
  { city: [city], counties: [north, south], eastern: [zone, east] },
  { mixed: [south, city, zone], rest: [east, north] },
];

/** More runs and other seeds for a longer look: SHARDING_RUNS=20000 SHARDING_SEED=1. */
const runs = Number(process.env['SHARDING_RUNS'] ?? 600);
const timeout = 30_000 + 100 * runs;
const seed = Number(process.env['SHARDING_SEED'] ?? 20_240_601);

function cursorsOf(world: World): string[] {
  const farms = world.farms.slice(0, 8);
  return [
    ...page(farms, ({ name }) => name, {}).edges,
    ...page(farms, ({ size }) => size, {}).edges,
    ...page(world.visits.slice(0, 8), ({ heldOn }) => heldOn, {}).edges,
  ].map(({ cursor }) => cursor);
}

async function check(
  gen: fc.GeneratorValue,
  make: (maker: OperationMaker) => { text: string; variables: Record<string, unknown> },
) {
  const below = (limit: number) => gen(fc.nat, limit - 1);
  const world = worlds[below(worlds.length)]!;
  const deployments = federations[below(federations.length)]!;
  const { text, variables } = make(new OperationMaker(schema, world, { below }, cursorsOf(world)));
  const document = parse(text);
  if (validate(schema, document).length > 0) return false;
  const { map, send } = shardsOf(world, deployments);
  const limits = { representations: 1 + below(20) };
  const answer = await executeSharded({
    rules: toyRules,
    subgraph: 'ledger',
    document,
    variables,
    map,
    send,
    limits,
    strict: below(2) === 0,
  });
  const expected = oracle(world, document, variables);
  expect(answer.data, text).toEqual(expected.data);
  expect(essence(answer.data, answer.errors), text).toEqual(essence(expected.data, expected.errors));
  if (/ (sizes|visitMonths)\b/.test(text) && Object.keys(deployments).length > 1) histograms++;
  return true;
}

/** Operations that ask for histograms of several shards. */
let histograms = 0;

test('whatever is asked, many shards answer as one database does', { timeout }, async () => {
  let checked = 0;
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    if (await check(gen, (maker) => maker.query())) checked++;
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: !process.env['SHARDING_SHRINK'] });
  expect(checked).toBeGreaterThan(runs / 2);
  expect(histograms).toBeGreaterThan(runs / 10);
});

test('whatever is asked of entities, many shards answer as one database does', { timeout }, async () => {
  let checked = 0;
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    if (await check(gen, (maker) => maker.entities(['Farm', 'Visit', 'Place']))) checked++;
  });
  await fc.assert(property, { numRuns: runs / 3, seed, endOnFailure: !process.env['SHARDING_SHRINK'] });
  expect(checked).toBeGreaterThan(runs / 6);
});
