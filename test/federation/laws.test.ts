import { setTimeout as sleep } from 'node:timers/promises';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { differenceOf } from '../support/comparison.ts';
import { layouts } from '../support/layouts.ts';
import { startMiddleman } from '../support/middleman.ts';
import { randomOperation, type RandomOperation } from '../support/operations.ts';
import { poolsOf } from '../support/pools.ts';
import { firstFailure, runs, seed } from '../support/random-runs.ts';
import { viewersOf } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let auditor: Viewer;
let apart: ShardedFederation;
let unsteady: ShardedFederation;
let pairs: ShardedFederation;
const middlemen = new AsyncDisposableStack();

beforeAll(async () => {
  world = await openWorld({ tangled: true });
  ({ auditor } = viewersOf(world.ledgers, '445103', '445122'));
  // Every call waits its own while, so that the answers come in ever another order.
  let calls = 0;
  const waits = [0, 9, 3, 14, 1, 6, 11];
  [apart, pairs, unsteady] = await Promise.all([
    world.shard(layouts.apart),
    world.shard(layouts.pairs),
    world.shard(layouts.apart, {
      through: async ({ url }) => {
        const middleman = await startMiddleman(url, async ({ forward }) => {
          const { status, ...body } = await forward();
          await sleep(waits[calls++ % waits.length]);
          return { kind: 'json', body, status };
        });
        middlemen.use(middleman);
        return middleman.url;
      },
    }),
  ]);
}, 60_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await middlemen.disposeAsync();
});

/** Answers of two federations to the same random operations are equal to the byte. */
async function expectAlike(
  one: () => ShardedFederation,
  other: () => ShardedFederation,
  salt: number,
): Promise<void> {
  const pools = poolsOf(world.ledgers);
  const failure = await firstFailure<RandomOperation>(
    { count: runs(80), atOnce: 4, salt },
    (draw) => randomOperation(world.schema, pools, draw),
    async (operation) => {
      const [received, expected] = await Promise.all([
        one().ask(auditor, operation),
        other().ask(auditor, operation),
      ]);
      return JSON.stringify(differenceOf(received, expected), null, 2).replace(/^null$/, '') || null;
    },
  );
  if (failure) {
    const { query, variables } = failure.case;
    expect.fail(
      `FC_SEED=${seed}:\n${query}\n${JSON.stringify(variables)}\n${failure.message.slice(0, 4_000)}`,
    );
  }
}

describe('merge laws', () => {
  test(
    'the order in which shards answer never shows',
    () =>
      expectAlike(
        () => unsteady,
        () => apart,
        2,
      ),
    90_000,
  );

  test(
    'splitting a deployment never shows',
    () =>
      expectAlike(
        () => apart,
        () => pairs,
        3,
      ),
    90_000,
  );

  interface Rows {
    all: { nodes: { id: string; jurisdiction: { code: string } }[] };
    some: { totalCount: number; nodes: { id: string }[] };
  }

  test.each([
    ['organisations', 'orderBy: { field: EMPLOYEES, direction: DESCENDING }'],
    ['pairings', 'orderBy: { field: TITLE, direction: ASCENDING }'],
    ['partyOrganisations', 'filter: { secretaryIsOwner: true }'],
    ['publicServices', 'filter: { kind: [POLICY_DELIVERY, WARMTH] }'],
    ['memberUnits', ''],
    ['appeals', 'orderBy: { field: RAISED_AT, direction: ASCENDING }'],
  ])('a pruned list of %s is the full one, filtered', async (field, given) => {
    for (const codes of [['445103'], ['445100', '445122'], ['445122', '445102', '445122']]) {
      const query = `query Pruned($codes: [ID!]) {
        all: ${field}(first: 500${given && `, ${given}`}) { nodes { id jurisdiction { code } } }
        some: ${field}(first: 500, jurisdictions: $codes${given && `, ${given}`}) { totalCount nodes { id } }
      }`;
      const { data, errors } = await apart.ask(auditor, { query, variables: { codes } });
      expect(errors).toBeUndefined();
      const { all, some } = data as Rows;
      const expected = all.nodes
        .filter(({ jurisdiction }) => codes.includes(jurisdiction.code))
        .map(({ id }) => id);
      expect(some.nodes.map(({ id }) => id)).toEqual(expected);
      expect(some.totalCount).toBe(expected.length);
      expect(expected.length).toBeGreaterThan(0);
    }
  });

  test('pruned groups and overviews add up to the full ones', async () => {
    const query = `query Parts {
      ${['445100', '445102', '445103', '445122']
        .map(
          (code) => `
            g${code}: organisationGroups(by: [], jurisdictions: ["${code}"]) { count employees }
            o${code}: ledgerOverview(jurisdictions: ["${code}"]) { partyMembers coverage { numerator denominator value } }`,
        )
        .join('')}
      whole: organisationGroups(by: []) { count employees }
      overview: ledgerOverview { partyMembers coverage { numerator denominator value } }
    }`;
    const { data } = await apart.ask(auditor, { query });
    interface Overview {
      partyMembers: number;
      coverage: { numerator: number; denominator: number; value: number };
    }
    const parts = data as Record<string, [{ count: number; employees: number }]> &
      Record<`o${string}`, Overview>;
    const groups = Object.keys(parts).filter((name) => name.startsWith('g'));
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    expect(parts['whole']![0].count).toBe(sum(groups.map((name) => parts[name]![0].count)));
    expect(parts['whole']![0].employees).toBe(sum(groups.map((name) => parts[name]![0].employees)));
    const overviews = groups.map((name) => parts[`o${name.slice(1)}`]!);
    const whole = (data as { overview: Overview }).overview;
    expect(whole.partyMembers).toBe(sum(overviews.map(({ partyMembers }) => partyMembers)));
    expect(whole.coverage.numerator).toBe(sum(overviews.map(({ coverage }) => coverage.numerator)));
    expect(whole.coverage.value).toBe(whole.coverage.numerator / whole.coverage.denominator);
  });
});
