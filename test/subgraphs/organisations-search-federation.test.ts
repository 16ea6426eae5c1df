import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const saved = await readFile(
  new URL('./queries/organisation-search.graphql', import.meta.resolve('@jiedui/schema/directives.graphql')),
  'utf8',
);

let world: World;
let apart: ShardedFederation;
let together: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  apart = await world.shard(layouts.apart);
  together = await world.shard(layouts.together);
}, 120_000);
afterAll(() => world?.[Symbol.asyncDispose]());

interface Search {
  organisationSearch: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    nodes: { id: string; name: string; jurisdiction: { code: string } }[];
  };
}

async function search(variables: Record<string, unknown>): Promise<Search['organisationSearch']> {
  const [one, many] = [
    await together.ask(null, { query: saved, variables }),
    await apart.ask(null, { query: saved, variables }),
  ];
  expect(one.errors).toBeUndefined();
  expect(many.errors).toBeUndefined();
  expect(many.data).toEqual(one.data);
  return (many.data as unknown as Search).organisationSearch;
}

test.each(['示例', '企', '潮州', '三环', 'shili', 'sl', 'czsh', '有限公司', '7', 'xiehui'])(
  'four deployments find and rank %s as one does, page by page',
  async (text) => {
    const whole = await search({ text, first: 500 });
    const seen: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 4; pages++) {
      const { nodes, pageInfo } = await search({ text, first: 7, after });
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(whole.nodes.slice(0, seen.length).map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  },
);

test('the best match comes first, whichever county has it', async () => {
  const { nodes } = await search({ text: '潮州三环' });
  expect(nodes[0]?.name).toContain('潮州三环');
  const { nodes: none, totalCount } = await search({ text: '没有这个名称' });
  expect([none, totalCount]).toEqual([[], 0]);
});

test('of one county, only its own are found', async () => {
  const { nodes } = await search({ text: '示例', jurisdictions: ['445103'] });
  expect(new Set(nodes.map(({ jurisdiction }) => jurisdiction.code))).toEqual(new Set(['445103']));
});
