import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const raoping = '445122';
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
let wire: TcpProxy;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', raoping);
  federation = await world.shard(layouts.apart, {
    deadline: 3_000,
    processes: [raoping],
    databaseThrough: async (url, codes) => {
      if (!codes.includes(raoping)) return url;
      wire = await startTcpProxy(url);
      return wire.through(url);
    },
    client: { health: { coolDown: 100, longestCoolDown: 400 } },
  });
}, 60_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await wire?.[Symbol.asyncDispose]();
});

const query =
  '{ organisations(first: 5) { totalCount nodes { name } } organisationGroups(by: [JURISDICTION]) { jurisdiction count } }';
type Data = {
  organisations: { totalCount: number; nodes: unknown[] };
  organisationGroups: { jurisdiction: string }[];
};

async function ready(): Promise<number> {
  const { url } = federation.deployments.find(({ codes }) => codes.includes(raoping))!;
  return (await fetch(`${url}/ready`)).status;
}

test('a database that is down behind a deployment is named, costs its rows alone, and heals by itself', async () => {
  const whole = await federation.ask(viewers.city, { query });
  expect(whole.errors).toBeUndefined();
  expect(await ready()).toBe(200);

  await wire.cut();
  const start = performance.now();
  const broken = await federation.ask(viewers.city, { query });
  expect(performance.now() - start).toBeLessThan(3_500);
  const { organisations, organisationGroups } = broken.data as Data;
  const mine = (whole.data as Data).organisationGroups.filter(({ jurisdiction }) => jurisdiction !== raoping);
  expect(organisationGroups).toEqual(mine);
  expect(organisations.nodes).toHaveLength(5);
  expect(broken.errors!.length).toBeGreaterThan(0);
  for (const { message, extensions } of broken.errors!) {
    expect(extensions).toMatchObject({ code: 'DATABASE_UNAVAILABLE', jurisdiction: raoping });
    expect(message).not.toMatch(/127\.0\.0\.1|ECONN|select |postgres/i);
  }
  const { jurisdictions, incomplete } = broken.extensions as {
    jurisdictions: { code: string; outcome: string }[];
    incomplete: string[][];
  };
  expect(jurisdictions.find(({ code }) => code === raoping)).toMatchObject({ outcome: 'down' });
  expect(incomplete).toContainEqual(['organisationGroups']);
  expect(await ready()).toBe(503);

  const written = await federation.ask(viewers.otherCounty, {
    query: `mutation { registerOrganisation(idempotencyKey: "while the database is down", input: { jurisdiction: "${raoping}", name: "示例企业", kind: NON_PUBLIC_ENTERPRISE, industry: C, registeredOn: "2022-02-02" }) { organisation { id } } }`,
  });
  expect(written.data).toEqual({ registerOrganisation: null });
  expect(written.errors![0]!.extensions).toMatchObject({ jurisdiction: raoping });
  expect(['DATABASE_UNAVAILABLE', 'JURISDICTION_DOWN']).toContain(written.errors![0]!.extensions!['code']);

  await wire.mend();
  let healed: Answer = broken;
  for (let attempt = 0; attempt < 100 && healed.errors; attempt++) {
    await sleep(50);
    healed = await federation.ask(viewers.city, { query });
  }
  expect(healed.errors).toBeUndefined();
  expect(healed.data).toEqual(whole.data);
  expect(await ready()).toBe(200);
}, 30_000);
