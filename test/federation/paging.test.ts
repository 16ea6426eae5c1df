import { randomUUID } from 'node:crypto';

import { getNamedType, isEnumType, isInputObjectType, type GraphQLEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import type { Draw } from '../support/operation-values.ts';
import { firstFailure, runs, seed } from '../support/random-runs.ts';
import type { StockGateway } from '../support/stock-gateway.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { walk, type Asks, type Walk } from '../support/walk.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let viewers: Viewers;
let apart: ShardedFederation;
let pairs: ShardedFederation;
let stock: StockGateway;

beforeAll(async () => {
  world = await openWorld({ tangled: true });
  viewers = viewersOf(world.ledgers, '445103', '445122');
  [apart, pairs, stock] = await Promise.all([
    world.shard(layouts.apart),
    world.shard(layouts.pairs),
    world.stock(),
  ]);
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

const filters: Readonly<Record<string, readonly string[]>> = {
  organisations: ['', '', '', 'filter: { kind: [SOCIAL_ORGANISATION] }', 'filter: { nameContains: "1" }'],
  activities: ['', '', 'filter: { kind: [SOLVED_PROBLEM, CONTACT] }', 'filter: { hasPairing: true }'],
  pairings: ['', '', 'filter: { state: [CONFIRMED] }'],
  publicServices: ['', '', 'filter: { titleContains: "示例" }'],
};
const connections = [
  'organisations',
  'activities',
  'pairings',
  'publicServices',
  'memberUnits',
  'partyOrganisations',
  'projects',
  'appeals',
];

interface RandomWalk extends Walk {
  size: number;
  backward: boolean;
  layout: 'apart' | 'pairs';
}

function walkOf(draw: Draw): RandomWalk {
  const oneOf = <Item>(items: readonly Item[]): Item => items[draw(items.length - 1)]!;
  const field = oneOf(connections);
  const root = world.schema.getQueryType()!.getFields()[field]!;
  const order = getNamedType(root.args.find(({ name }) => name === 'orderBy')!.type);
  if (!isInputObjectType(order)) throw new Error(`Expected an ordering of ${field}.`);
  const by = getNamedType(order.getFields()['field']!.type) as GraphQLEnumType;
  if (!isEnumType(by)) throw new Error(`Expected an enum of what ${field} is ordered by.`);
  const parts = [
    draw(5) === 0
      ? ''
      : `orderBy: { field: ${oneOf(by.getValues()).name}, direction: ${oneOf(['ASCENDING', 'DESCENDING'])} }`,
    oneOf(filters[field] ?? ['']),
    draw(3) === 3 ? `jurisdictions: ["445100", "${oneOf(['445102', '445103', '445122'])}"]` : '',
  ];
  return {
    field,
    arguments: parts.filter(Boolean).join(', '),
    size: oneOf([41, 7, 13, 29, 64, 100, 499]),
    backward: draw(1) === 1,
    layout: oneOf(['apart', 'pairs', 'apart']),
  };
}

const counted = { walks: 0, pages: 0, rows: 0 };

async function contradiction({ size, backward, layout, ...path }: RandomWalk): Promise<string | null> {
  const federation = layout === 'apart' ? apart : pairs;
  const asks: Asks = federation.ask;
  const [ours, theirs] = await Promise.all([
    walk(asks, viewers.auditor, path, { size, backward }),
    // The oracle's own walk forward, in pages of another size.
    walk(stock.ask, viewers.auditor, path, { size: 500 }),
  ]);
  counted.walks++;
  counted.pages += ours.pages.length;
  const received = ours.pages.flat();
  const expected = theirs.pages.flat();
  counted.rows += received.length;
  if (ours.totals.some((total) => total !== expected.length))
    return `totals ${ours.totals.join()} of ${expected.length}`;
  if (received.join() === expected.join()) return null;
  const at = expected.findIndex((id, index) => id !== received[index]);
  return `${received.length} rows instead of ${expected.length}; row ${at} is ${received[at]} instead of ${expected[at]}`;
}

describe('pages', () => {
  test('a walk through all pages gives every row exactly once, in the order of one database, forward and backward', async () => {
    const count = runs(60);
    const failure = await firstFailure({ count, atOnce: 4, salt: 1 }, walkOf, async (made) =>
      contradiction(made).catch((error: unknown) => String(error)),
    );
    if (failure) expect.fail(`FC_SEED=${seed}: ${JSON.stringify(failure.case)}\n${failure.message}`);
    expect(counted.rows).toBeGreaterThan(count * 100);
    process.stdout.write(`walked: ${JSON.stringify(counted)}\n`);
  }, 120_000);

  test('so does a walk below a record, over its lineage and over all jurisdictions', async () => {
    const unit = world.ledgers['445100']!.memberUnits.find(({ name }) => name === '市工商联')!;
    const busiest = mostFrequent(
      world.ledgers['445100']!.pairings.map(({ organisation_id }) => organisation_id),
    );
    const walks: Walk[] = [
      {
        parent: `jurisdiction(code: "445103")`,
        field: 'organisations',
        arguments: 'orderBy: { field: EMPLOYEES, direction: DESCENDING }',
      },
      { parent: `jurisdiction(code: "445100")`, field: 'activities', arguments: '' },
      { parent: `memberUnit(id: "${unit.id}")`, field: 'pairings', arguments: '' },
      {
        parent: `memberUnit(id: "${unit.id}")`,
        field: 'publicServices',
        arguments: 'orderBy: { field: COUNT, direction: ASCENDING }',
      },
      {
        parent: `organisation(id: "${busiest}")`,
        field: 'pairings',
        arguments: 'orderBy: { field: TITLE, direction: DESCENDING }',
      },
      { parent: `organisation(id: "${busiest}")`, field: 'publicServices', arguments: '' },
    ];
    let rows = 0;
    for (const path of walks) {
      const { pages } = await walk(stock.ask, viewers.public, path, { size: 500 });
      rows += pages.flat().length;
      for (const backward of [false, true]) {
        const ours = await walk(apart.ask, viewers.public, path, { size: 3, backward });
        expect(ours.pages.flat(), JSON.stringify(path)).toEqual(pages.flat());
      }
    }
    expect(rows).toBeGreaterThan(150);
  }, 60_000);

  test('a cursor given by one cut of the jurisdictions goes on under another', async () => {
    const query = `query Page($after: String) {
      organisations(first: 25, after: $after, orderBy: { field: REGISTERED_ON, direction: DESCENDING }) {
        pageInfo { endCursor hasNextPage } nodes { id }
      }
    }`;
    type Page = {
      organisations: { pageInfo: { endCursor: string; hasNextPage: boolean }; nodes: { id: string }[] };
    };
    const asks: Asks[] = [apart.ask, stock.ask, pairs.ask];
    const received: string[] = [];
    let after: string | null = null;
    for (let number = 0; ; number++) {
      const answer = await asks[number % asks.length]!(viewers.city, { query, variables: { after } });
      const { organisations } = answer.data as Page;
      received.push(...organisations.nodes.map(({ id }) => id));
      if (!organisations.pageInfo.hasNextPage) break;
      after = organisations.pageInfo.endCursor;
    }
    const path: Walk = {
      field: 'organisations',
      arguments: 'orderBy: { field: REGISTERED_ON, direction: DESCENDING }',
    };
    expect(received).toEqual((await walk(stock.ask, viewers.city, path, { size: 500 })).pages.flat());
  });
});

describe('pages while rows are inserted', () => {
  const register = `mutation Register($key: ID!, $input: RegisterOrganisationInput!) {
    registerOrganisation(idempotencyKey: $key, input: $input) { organisation { id } }
  }`;

  /** Registers organisations all over the alphabet, in two counties. */
  async function insert(count: number, prefix: string): Promise<string[]> {
    const names = ['阿', '曹', '丰', '海', '金', '联', '明', '钱', '三', '新', '中'];
    const made: string[] = [];
    for (let index = 0; index < count; index++) {
      const officer = index % 2 === 0 ? viewers.county : viewers.otherCounty;
      const input = {
        jurisdiction: officer.jurisdictions[0],
        name: `${names[(index * 7) % names.length]}${prefix}${index}`,
        kind: 'NON_PUBLIC_ENTERPRISE',
        industry: 'C',
        employees: (index * 37) % 300,
        registeredOn: `20${10 + ((index * 3) % 13)}-0${1 + (index % 9)}-15`,
      };
      const { data, errors } = await apart.ask(officer, {
        query: register,
        variables: { key: randomUUID(), input },
      });
      expect(errors).toBeUndefined();
      made.push(
        (data as { registerOrganisation: { organisation: { id: string } } }).registerOrganisation.organisation
          .id,
      );
    }
    return made;
  }

  test.each([
    ['NAME', 'ASCENDING', false],
    ['NAME', 'DESCENDING', true],
    ['EMPLOYEES', 'DESCENDING', false],
    ['REGISTERED_ON', 'ASCENDING', true],
    ['CREATED', 'ASCENDING', false],
  ])(
    'by %s %s (backward: %s): every row that was there throughout comes exactly once, in order',
    async (field, direction, backward) => {
      const path: Walk = {
        field: 'organisations',
        arguments: `orderBy: { field: ${field}, direction: ${direction} }`,
      };
      const asks: Asks = apart.ask;
      const before = (await walk(asks, viewers.city, path, { size: 500 })).pages.flat();
      const inserted: string[] = [];
      const walked = await walk(asks, viewers.city, path, {
        size: 37,
        backward,
        between: async (page) => void inserted.push(...(await insert(2, `${field}${direction}${page}x`))),
      });
      const after = (await walk(asks, viewers.city, path, { size: 500 })).pages.flat();
      const received = walked.pages.flat();
      expect(inserted.length).toBeGreaterThan(10);
      expect(new Set(received).size).toBe(received.length);
      // Those of before, all and in order; among them, in their places, some of the new ones.
      const old = new Set(before);
      expect(received.filter((id) => old.has(id))).toEqual(before);
      const seen = new Set(received);
      expect(received).toEqual(after.filter((id) => seen.has(id)));
      expect(after).toHaveLength(before.length + inserted.length);
    },
    30_000,
  );
});

function mostFrequent(values: readonly (string | null)[]): string {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]![0];
}
