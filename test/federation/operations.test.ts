import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { viewersOf, type ViewerName, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/**
 * Operations as files: `operations/<name>.graphql`, `<name>.variables.json` if it has any; what is expected of it lies in
 * `<name>.plan.txt` and `<name>.result.json`. `UPDATE_EXPECTED=1` writes these anew: read the difference before it is committed.
 */
const folder = new URL('./operations/', import.meta.url);
const rewrites = process.env['UPDATE_EXPECTED'] === '1';

const names = (await readdir(folder))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length))
  .sort();

let world: World;
let viewers: Viewers;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

interface PlannedFetch {
  subgraph: string;
  at: readonly (string | number)[];
  text: readonly string[];
}

describe.each(names)('%s', (name) => {
  let query: string;
  let variables: Record<string, unknown>;
  let viewer: ViewerName;

  beforeAll(async () => {
    query = await readFile(new URL(`${name}.graphql`, folder), 'utf8');
    variables = JSON.parse(await read(`${name}.variables.json`, '{}')) as Record<string, unknown>;
    viewer = (/^# viewer: (\w+)$/m.exec(query)?.[1] ?? 'public') as ViewerName;
  });

  test('is planned as expected', async () => {
    // Only who sees everything may see plans. Of a mutation that the auditor may not do, the plan is the same.
    const { extensions } = await federation.ask(
      viewers.auditor,
      { query, variables },
      { 'x-jiedui-explain': '1' },
    );
    const fetches = extensions!['plan'] as PlannedFetch[];
    const text = fetches
      .map(({ subgraph, at, text }) =>
        [`## ${subgraph}${at.length > 0 ? ` at ${at.join('.')}` : ''}`, ...text].join('\n'),
      )
      // Fetches that do not wait for each other come in any order.
      .sort()
      .join('\n\n');
    await expectFile(`${name}.plan.txt`, `${text}\n`);
  });

  test('is answered as expected', async () => {
    const { data, errors } = await federation.ask(viewers[viewer], { query, variables });
    const essence = errors?.map(({ path, extensions }) => ({ path, code: extensions?.['code'] }));
    await expectFile(`${name}.result.json`, `${JSON.stringify({ data, errors: essence }, null, 2)}\n`);
  });
});

test('the four pairings that the article states have both sides, across jurisdictions', async () => {
  const { data } = JSON.parse(await read('pairings-of-the-article.result.json')) as Answer & {
    data: { pairings: { nodes: Pairing[] } };
  };
  const sides = (title: string) => {
    const pairing = data.pairings.nodes.find((each) => each.title === title);
    return pairing && [pairing.unit?.name ?? pairing.promotedBy?.name, pairing.organisation?.name];
  };
  interface Pairing {
    title: string;
    unit: { name: string } | null;
    promotedBy: { name: string } | null;
    organisation: { name: string; jurisdiction: { name: string } } | null;
  }
  for (const [unit, organisation] of [
    ['市交通运输局', '广东海润冷链物流有限公司'],
    ['市卫生健康局', '潮州第一健康医疗管理有限公司'],
  ] as const) {
    expect(sides(`${unit} ↔ ${organisation}`)).toEqual([unit, organisation]);
  }
  const found = data.pairings.nodes.map(({ title }) => title).join('；');
  for (const side of ['市工商联', '三环', '潮州市实验学校', '韩附实验学校']) expect(found).toContain(side);
  const places = new Set(data.pairings.nodes.map(({ organisation }) => organisation?.jurisdiction.name));
  for (const place of ['湘桥区', '潮安区', '饶平县']) expect(places).toContain(place);
});

async function expectFile(file: string, received: string): Promise<void> {
  if (rewrites) return writeFile(new URL(file, folder), received);
  expect(received, `${fileURLToPath(new URL(file, folder))}; UPDATE_EXPECTED=1 writes it`).toBe(
    await read(file, ''),
  );
}

async function read(file: string, fallback?: string): Promise<string> {
  try {
    return await readFile(new URL(file, folder), 'utf8');
  } catch (error) {
    if (fallback === undefined) throw error;
    return fallback;
  }
}
