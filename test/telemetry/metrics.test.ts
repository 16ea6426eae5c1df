import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { of, scrape, type Samples } from '@jiedui/gateway/fixtures/scrape';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { handlingIn, raiseAppeal, takeStep } from '../support/appeal-steps.ts';
import { openWorld, type PlacedDeployment, type ShardedFederation, type World } from '../support/world.ts';

const layout = [
  ['445100', '445102'],
  ['445103', '445122'],
];
const calls = 'jiedui_gateway_shard_call_duration_seconds';
const requests = 'jiedui_deployment_request_duration_seconds';
const listing = { query: '{ pairings(first: 3) { nodes { title organisation { name } } } }' };

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

/** The ports at which a process takes connections. */
function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode ?? [];
    }),
  );
  const listening = '0A';
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listening && sockets.has(fields[9]!))
    .map((fields) => Number.parseInt(fields[1]!.split(':')[1]!, 16));
}

const metricsOf = ({ process }: PlacedDeployment): Promise<Samples> => scrape(process!.metrics!);

/** Counts by a label's value, of those samples whose labels hold the text. */
function sumBy(counts: Record<string, number>, label: string, holding: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [labels, count] of Object.entries(counts)) {
    const [, value] = new RegExp(`${label}=([^,]+)`).exec(labels) ?? [];
    if (value !== undefined && labels.includes(holding)) sums[value] = (sums[value] ?? 0) + count;
  }
  return sums;
}

test('by default a gateway and a deployment listen at one port each, and it has no metrics', async () => {
  const { url, process, deployments } = await world.shard(layout, {
    processes: ['445100', '445103'],
    gatewayProcess: {},
  });
  for (const running of [
    { url, process: process! },
    ...deployments.map((each) => ({ url: each.url, process: each.process! })),
  ]) {
    expect(running.process.metrics).toBeNull();
    expect(listeningPorts(running.process.pid)).toEqual([Number(new URL(running.url).port)]);
    expect((await fetch(new URL('/metrics', running.url))).status).toBe(404);
  }
}, 60_000);

describe('over a federation', () => {
  let federation: ShardedFederation;
  beforeAll(async () => {
    const environment = { JIEDUI_METRICS_PORT: '0' };
    federation = await world.shard(layout, {
      deadline: 3000,
      processes: ['445100', '445103'],
      gatewayProcess: environment,
      processOptions: { environment },
    });
  }, 60_000);
  const gateway = (): Promise<Samples> => scrape(federation.process!.metrics!);

  test('what the gateway counts of each deployment is what the deployment counts itself', async () => {
    for (let count = 0; count < 7; count++) {
      expect((await federation.ask(null, listing)).errors).toBeUndefined();
    }
    const counted = of(await gateway(), calls);
    expect(Object.keys(counted).every((labels) => labels.endsWith('outcome=answered'))).toBe(true);
    for (const deployment of federation.deployments) {
      const samples = await metricsOf(deployment);
      const own = of(samples, requests);
      expect(sumBy(own, 'subgraph', 'outcome=complete')).toEqual(
        sumBy(counted, 'subgraph', `deployment=${deployment.name},`),
      );
      expect(sumBy(own, 'subgraph', '')['pairings']).toBeGreaterThanOrEqual(7);
      expect(sumBy(own, 'outcome', '')).toEqual({ complete: expect.any(Number) });
      // At least one statement a request, and none of them failed.
      const statements = sumBy(of(samples, 'jiedui_deployment_sql_duration_seconds'), 'outcome', '');
      const all = Object.values(own).reduce((sum, count) => sum + count, 0);
      expect(statements).toEqual({ answered: expect.any(Number) });
      expect(statements['answered']).toBeGreaterThanOrEqual(all);
      expect(of(samples, 'jiedui_deployment_ready')).toEqual({ '': 1 });
      expect(of(samples, 'jiedui_deployment_pool_connections')).toMatchObject({ 'state=waiting': 0 });
      expect(of(samples, 'jiedui_deployment_requests_in_flight')).toEqual({ '': 0 });
      expect(samples['process_resident_memory_bytes']).toBeGreaterThan(1e7);
    }
  });

  test('a call without an assertion is counted as refused, a path of nobody apart', async () => {
    const [deployment] = federation.deployments as [PlacedDeployment];
    await fetch(`${deployment.url}/pairings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    await fetch(`${deployment.url}/..%2fetc/passwd`);
    const own = of(await metricsOf(deployment), requests);
    expect(own['subgraph=pairings,outcome=refused']).toBe(1);
    expect(own['subgraph=none,outcome=refused']).toBe(1);
  });

  test('events that nobody passes on show, with their age, as they stand in the database', async () => {
    const handling = handlingIn(world.ledgers, '445100', '445103');
    const unit = world.ledgers['445100']!.memberUnits[0]!.id;
    const id = await raiseAppeal(federation, handling, { key: 'watched-raised', unit });
    await takeStep(federation, handling, { key: 'watched-accepted', id, step: 'acceptAppeal' });
    await takeStep(federation, handling, { key: 'watched-resolved', id, step: 'resolveAppeal' });
    const county = federation.deployments[1]!;
    const client = new Client({ connectionString: county.database.url });
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from outbox where subgraph = 'services' and position is null`,
    );
    await client.end();
    expect(rows[0]!.count).toBeGreaterThanOrEqual(3);
    await vi.waitFor(async () => {
      const samples = await metricsOf(county);
      expect(of(samples, 'jiedui_deployment_events_waiting')).toMatchObject({
        'stage=to_place,of=services': rows[0]!.count,
        'stage=to_place,of=organisations': 0,
        'stage=to_deliver,of=pairings.carryOverSolvedProblem': 0,
      });
      const age = of(samples, 'jiedui_deployment_events_oldest_seconds')['stage=to_place,of=services']!;
      expect(age).toBeGreaterThan(0);
      expect(age).toBeLessThan(600);
    }, 10_000);
  });

  test('a deployment that is down shows: its calls, its breaker, the jurisdictions that are missing', async () => {
    const [city, county] = federation.deployments as [PlacedDeployment, PlacedDeployment];
    const before = of(await gateway(), 'jiedui_gateway_request_duration_seconds');
    const whole = 'kind=query,operation=other,outcome=complete';
    await county.process!.kill();
    const counties = { query: '{ organisations(first: 3) { nodes { name } } }' };
    for (let count = 0; count < 5; count++) {
      expect((await federation.ask(null, counties)).errors).toHaveLength(2);
    }
    const samples = await gateway();
    expect(of(samples, 'jiedui_gateway_coverage_gaps_total')).toEqual({
      'jurisdiction=445103,reason=down': 5,
      'jurisdiction=445122,reason=down': 5,
    });
    const { answered: _, ...silent } = sumBy(of(samples, calls), 'outcome', `deployment=${county.name},`);
    expect(silent).toEqual({ down: 3, spared: 2 });
    expect(sumBy(of(samples, calls), 'outcome', `deployment=${city.name},`)).toEqual({
      answered: expect.any(Number),
    });
    expect(of(samples, 'jiedui_gateway_breaker_open')).toEqual({
      [`deployment=${city.name}`]: 0,
      [`deployment=${county.name}`]: 1,
    });
    expect(of(samples, 'jiedui_gateway_request_duration_seconds')).toMatchObject({
      [whole]: before[whole],
      'kind=query,operation=other,outcome=incomplete': 5,
    });
    await county.process!.restart();
    await vi.waitFor(
      async () =>
        expect(of(await gateway(), 'jiedui_gateway_breaker_open')[`deployment=${county.name}`]).toBe(0),
      20_000,
    );
  }, 60_000);
});

test('events on their way are counted until they have arrived', async () => {
  const environment = { JIEDUI_METRICS_PORT: '0' };
  const federation = await world.shard(layout, {
    processes: ['445100', '445103'],
    background: true,
    processOptions: { environment },
  });
  const handling = handlingIn(world.ledgers, '445100', '445103');
  const unit = world.ledgers['445100']!.memberUnits[0]!.id;
  const id = await raiseAppeal(federation, handling, { key: 'carried-raised', unit });
  await takeStep(federation, handling, { key: 'carried-accepted', id, step: 'acceptAppeal' });
  await takeStep(federation, handling, { key: 'carried-resolved', id, step: 'resolveAppeal' });
  await vi.waitFor(async () => {
    const samples = await metricsOf(federation.deployments[1]!);
    expect(of(samples, 'jiedui_deployment_deliveries_total')).toMatchObject({
      'consumer=pairings.carryOverSolvedProblem,outcome=delivered': 1,
    });
    expect(of(samples, 'jiedui_deployment_events_waiting')).toMatchObject({
      'stage=to_place,of=services': 0,
      'stage=to_deliver,of=pairings.carryOverSolvedProblem': 0,
    });
  }, 20_000);
}, 60_000);

test('a database that is down shows, and does not keep anybody from the metrics', async () => {
  const { startTcpProxy } = await import('../support/tcp-proxy.ts');
  let wire: Awaited<ReturnType<typeof startTcpProxy>>;
  const { deployments } = await world.shard([['445100', '445102', '445103', '445122']], {
    processes: ['445100'],
    processOptions: { environment: { JIEDUI_METRICS_PORT: '0' } },
    databaseThrough: async (url) => {
      wire = await startTcpProxy(url);
      return wire.through(url);
    },
  });
  const [deployment] = deployments as [PlacedDeployment];
  expect(of(await metricsOf(deployment), 'jiedui_deployment_ready')).toEqual({ '': 1 });
  wire!.swallow();
  await vi.waitFor(async () => {
    const start = performance.now();
    const samples = await metricsOf(deployment);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(of(samples, 'jiedui_deployment_ready')).toEqual({ '': 0 });
    expect(of(samples, 'jiedui_deployment_events_waiting')).toEqual({});
  }, 20_000);
  await wire![Symbol.asyncDispose]();
}, 60_000);

test('a deployment whose metrics port is taken says so and ends, not to be started again unchanged', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const [{ database }] = (await world.shard([['445100', '445102', '445103', '445122']])).deployments as [
    PlacedDeployment,
  ];
  const main = fileURLToPath(new URL('../../subgraphs/deployment/dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      JIEDUI_DEPLOYMENT: 'city',
      JIEDUI_JURISDICTIONS: '445100',
      JIEDUI_FEDERATION: fileURLToPath(new URL('../../local/federations/chaozhou.yaml', import.meta.url)),
      JIEDUI_GATEWAY_KEYS: world.keys.files.gatewayKeys,
      JIEDUI_CURSOR_KEY: 'x'.repeat(32),
      JIEDUI_BACKGROUND: 'false',
      JIEDUI_LOG_LEVEL: 'silent',
      JIEDUI_METRICS_PORT: String(port),
      DATABASE_URL: database.url,
    },
  });
  let err = '';
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  expect(await once(child, 'exit')).toEqual([78, null]);
  expect(err).toBe(
    `INVALID_CONFIGURATION\nJIEDUI_METRICS_PORT: expected an address to listen on (127.0.0.1:${port}); received EADDRINUSE.\n`,
  );
  other.close();
}, 60_000);
