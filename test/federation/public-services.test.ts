import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// 98, 54, 86 and 15: the articles' numbers of public services, from the records that are behind them.

interface Line {
  kind: string;
  jurisdiction: string;
  records: number;
  count: number;
}

interface Service {
  id: string;
  kind: string;
  count: number;
  source: string | null;
  jurisdiction: { name: string };
  partyOrganisation: { name: string } | null;
}

interface Told {
  byJurisdiction: Line[];
  inSum: Line[];
  deliveries: Line[];
  publicActivities: Line[];
  records: {
    totalCount: number;
    nodes: Service[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

async function asked(
  federation: ShardedFederation,
  name: string,
  variables: Record<string, unknown>,
): Promise<Told> {
  const url = new URL(`../../schema/queries/${name}.graphql`, import.meta.url);
  const answer = await federation.ask(null, { query: await readFile(url, 'utf8'), variables });
  expect(answer.errors).toBeUndefined();
  return answer.data as unknown as Told;
}

/** All records behind an answer, page by page. */
async function walked(
  federation: ShardedFederation,
  name: string,
  variables: Record<string, unknown>,
): Promise<Service[]> {
  const nodes: Service[] = [];
  for (let after: string | null = null; ;) {
    const { records } = await asked(federation, name, { ...variables, first: 7, after });
    nodes.push(...records.nodes);
    if (!records.pageInfo.hasNextPage) {
      expect(nodes).toHaveLength(records.totalCount);
      return nodes;
    }
    after = records.pageInfo.endCursor;
  }
}

const summed = (services: readonly Pick<Service, 'count'>[]) =>
  services.reduce((sum, { count }) => sum + count, 0);

describe('潮州', () => {
  let world: World;
  let federation: ShardedFederation;
  beforeAll(async () => {
    world = await openWorld();
    federation = await world.shard(layouts.apart);
  }, 60_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  test('98 legal questions and 54 legal services, in sum, by jurisdiction and record by record', async () => {
    const told = await asked(federation, 'legal-services', {});
    const count = (lines: readonly Line[], kind: string) =>
      summed(lines.filter((line) => line.kind === kind));
    const records = await walked(federation, 'legal-services', {});
    const ofKind = (kind: string) => records.filter((record) => record.kind === kind);
    for (const [kind, published] of [
      ['LEGAL_QUESTION', 98],
      ['LEGAL_SERVICE', 54],
    ] as const) {
      expect(count(told.inSum, kind)).toBe(published);
      expect(count(told.byJurisdiction, kind)).toBe(published);
      expect(summed(ofKind(kind))).toBe(published);
      // The article tells of one law firm.
      expect(new Set(ofKind(kind).map(({ partyOrganisation }) => partyOrganisation?.name)).size).toBe(1);
    }
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test('a day before it, there were none', async () => {
    const { inSum, records } = await asked(federation, 'legal-services', { to: '2020-01-01' });
    expect(inSum).toEqual([]);
    expect(records.totalCount).toBe(0);
  });
});

describe('沧州', () => {
  let world: World;
  let federation: ShardedFederation;
  const nanpi = '130927';
  beforeAll(async () => {
    world = await openWorld({ federation: 'cangzhou' });
    federation = await world.shard([['130900'], [nanpi]]);
  }, 60_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  test('南皮: policies and services were brought 86 times, and 15 activities for the public good held', async () => {
    const variables = { jurisdictions: [nanpi] };
    const told = await asked(federation, 'policy-deliveries', variables);
    const records = await walked(federation, 'policy-deliveries', variables);
    const [activities, deliveries] = [
      records.filter(({ kind }) => kind === 'PUBLIC_ACTIVITY'),
      records.filter(({ kind }) => kind !== 'PUBLIC_ACTIVITY'),
    ];
    expect([told.deliveries[0]!.count, summed(deliveries)]).toEqual([86, 86]);
    expect([told.publicActivities[0]!.count, summed(activities)]).toEqual([15, 15]);
    expect(told.deliveries[0]!.records).toBe(deliveries.length);
  });

  test('in the whole federation the jurisdictions’ lines add up to the sums, 南皮’s among them', async () => {
    const { byJurisdiction, deliveries, publicActivities } = await asked(federation, 'policy-deliveries', {});
    const ofKind = (wanted: boolean) =>
      byJurisdiction.filter(({ kind }) => (kind === 'PUBLIC_ACTIVITY') === wanted);
    expect(summed(ofKind(false))).toBe(deliveries[0]!.count);
    expect(summed(ofKind(true))).toBe(publicActivities[0]!.count);
    expect(summed(ofKind(false).filter(({ jurisdiction }) => jurisdiction === nanpi))).toBe(86);
    expect(deliveries[0]!.count).toBeGreaterThan(86);
  });
});
