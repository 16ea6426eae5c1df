import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startGateway } from '@jiedui/gateway/server';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { handlingIn, type Handling, raiseAppeal, takeStep } from '../support/appeal-steps.ts';
import { createHttpClient, type HttpClient } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { viewersOf } from '../support/viewers.ts';
import {
  openWorld,
  type PlacedDeployment,
  type ShardedFederation,
  subgraphNames,
  type World,
} from '../support/world.ts';

// The line between 饶平 and the city is dead, both ways and without a word. The county's officers work on at the county's own
// gateway; the city's names the gap, and catches up once the line is mended.

/** How long the line is dead. Unit: seconds; 3600 for the whole hour. */
const cutFor = Number(process.env['JIEDUI_CUT_SECONDS'] ?? 15);
/** Between two appeals of the county: however long the cut, the queue stays one page. Unit: milliseconds. */
const between = Math.max(500, (cutFor * 1_000) / 150);
const raoping = '445122';
const city = '445100';

let world: World;
let federation: ShardedFederation;
let inwards: TcpProxy;
let outwards: TcpProxy;
let handling: Handling;
let county: Pick<ShardedFederation, 'ask'>;
let cityLedger: Client;
const started = new AsyncDisposableStack();

beforeAll(async () => {
  world = await openWorld();
  const wire = async (url: string): Promise<TcpProxy> => started.use(await startTcpProxy(url));
  federation = await world.shard(layouts.apart, {
    deadline: 2_000,
    background: true,
    through: async ({ codes, url }) => {
      if (!codes.includes(raoping)) return url;
      inwards = await wire(url);
      return `http://127.0.0.1:${inwards.port}`;
    },
    gatewayThrough: async (url, codes) => {
      if (!codes.includes(raoping)) return url;
      outwards = await wire(url);
      return `http://127.0.0.1:${outwards.port}`;
    },
    client: { health: { coolDown: 100, longestCoolDown: 400 } },
  });
  const place = federation.deployments.find(({ codes }) => codes.includes(raoping))!;
  county = await ownGateway(place);
  handling = handlingIn(world.ledgers, city, raoping);
  const { database } = federation.deployments.find(({ codes }) => codes.includes(city))!;
  cityLedger = new Client({ connectionString: database.url });
  await cityLedger.connect();
}, 90_000);

afterAll(async () => {
  await cityLedger?.end();
  await world?.[Symbol.asyncDispose]();
  await started.disposeAsync();
});

/** A gateway in the county's own house, which reaches its deployment and, while the line is dead, no other. */
async function ownGateway(place: PlacedDeployment): Promise<Pick<ShardedFederation, 'ask'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jiedui-county-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const files = { supergraph: path.join(folder, 'supergraph.graphql'), map: path.join(folder, 'map.json') };
  await writeFile(files.supergraph, world.supergraph);
  const jurisdictions = [
    { code: city, name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
    { code: raoping, name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: city },
  ];
  const urls = Object.fromEntries(subgraphNames.map((name) => [name, `${place.url}/${name}`]));
  const nowhere = Object.fromEntries(subgraphNames.map((name) => [name, `http://127.0.0.1:9/${name}`]));
  const deployments = [
    { name: place.name, jurisdictions: [raoping], urls },
    { name: 'd-445100', jurisdictions: [city], urls: nowhere },
  ];
  await writeFile(files.map, JSON.stringify({ federation: 'chaozhou', jurisdictions, deployments }));
  const gateway = await startGateway({
    supergraph: files.supergraph,
    shardMap: files.map,
    clientKeys: world.keys.files.clientKeys,
    assertionKey: world.keys.files.assertionKey,
    host: '127.0.0.1',
    port: 0,
    deadline: 4_000,
    logLevel: 'silent',
  });
  started.defer(() => gateway.stop());
  const client: HttpClient = started.use(createHttpClient(gateway.url));
  return {
    ask: async (viewer, question) =>
      client.ask(question, viewer ? { authorization: `Bearer ${await world.keys.token(viewer)}` } : {}),
  };
}

interface Queue {
  ids: Set<string>;
  outcome: string | undefined;
  errors: unknown[];
}

/** The queue of the city's committee. */
async function queue(): Promise<Queue> {
  const { data, errors, extensions } = await federation.ask(
    viewersOf(world.ledgers, '445103', raoping).city,
    {
      query: `{ appeals(first: 500, filter: { escalated: true }) { totalCount nodes { id } } }`,
    },
  );
  const { appeals } = data as { appeals: { nodes: { id: string }[] } | null };
  const told = extensions?.['jurisdictions'] as { code: string; outcome: string }[];
  return {
    ids: new Set(appeals?.nodes.map(({ id }) => id)),
    outcome: told.find(({ code }) => code === raoping)?.outcome,
    errors: (errors ?? []).map((error) => error.extensions?.['code']),
  };
}

async function carriedOver(ids: readonly string[]): Promise<string[]> {
  const { rows } = await cityLedger.query<{ appeal_id: string }>(
    'select appeal_id from carried_appeal where activity_id is not null and appeal_id = any($1)',
    [ids],
  );
  return rows.map(({ appeal_id }) => appeal_id);
}

test(
  `cut off for ${cutFor} s, the county works on; the city’s queue says that it is silent, and catches up`,
  async () => {
    const unit = world.ledgers[city]!.memberUnits[0]!.id;
    const work = async (
      n: number,
      at: Pick<ShardedFederation, 'ask'>,
      last: 'escalateAppeal' | 'resolveAppeal',
    ) => {
      const id = await raiseAppeal(at, handling, { key: `cut off ${n}`, unit, title: `示例诉求 ${n}` });
      for (const step of ['acceptAppeal', last] as const) {
        await takeStep(at, handling, { key: `${step} ${n}`, id, step });
      }
      return id;
    };
    const before = await work(0, federation, 'escalateAppeal');
    const whole = await queue();
    expect(whole).toMatchObject({ outcome: 'answered', errors: [] });
    expect(whole.ids.has(before)).toBe(true);

    inwards.swallow();
    outwards.swallow();
    const escalated: RecordId[] = [];
    const resolved: RecordId[] = [];
    const outcomes = new Set<string | undefined>();
    const end = Date.now() + cutFor * 1_000;
    for (let n = 1; Date.now() < end || n < 6; n += 2) {
      escalated.push(await work(n, county, 'escalateAppeal'));
      resolved.push(await work(n + 1, county, 'resolveAppeal'));
      const gap = await queue();
      outcomes.add(gap.outcome);
      // The others' rows are there, and what is missing has a name.
      expect(gap.ids).toEqual(new Set([...whole.ids].filter((id) => !id.startsWith(raoping))));
      expect(gap.errors).toHaveLength(1);
      await sleep(Math.min(between, Math.max(0, end - Date.now())));
    }
    expect([...outcomes].every((outcome) => outcome === 'timeout' || outcome === 'down')).toBe(true);
    expect(await carriedOver(resolved)).toEqual([]);

    await inwards.mend();
    await outwards.mend();
    const mended = Date.now();
    const wanted = new Set([...whole.ids, ...escalated]);
    let caughtUp = await queue();
    while (caughtUp.outcome !== 'answered' && Date.now() < mended + 20_000) {
      await sleep(200);
      caughtUp = await queue();
    }
    expect(caughtUp).toEqual({ ids: wanted, outcome: 'answered', errors: [] });
    const queued = Date.now() - mended;
    while ((await carriedOver(resolved)).length < resolved.length && Date.now() < mended + 90_000)
      await sleep(200);
    // Each once, though it was tried while nobody could hear it.
    expect((await carriedOver(resolved)).sort()).toEqual([...resolved].sort());
    const counts = { seconds: cutFor, escalated: escalated.length, resolved: resolved.length };
    console.info(
      `cut off: ${JSON.stringify({ ...counts, queueAfter: queued, eventsAfter: Date.now() - mended })} (ms)`,
    );
  },
  180_000 + cutFor * 2_000,
);
