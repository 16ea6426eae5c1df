import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// Who keeps traces must not pay for it when nobody takes them.

let world: World;
let wire: TcpProxy;
let refused: string;

beforeAll(async () => {
  world = await openWorld();
  wire = await startTcpProxy('http://127.0.0.1:1');
  wire.swallow();
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  refused = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise((resolve) => server.close(resolve));
}, 60_000);
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await wire?.[Symbol.asyncDispose]();
});

function federationWith(collector: string): Promise<ShardedFederation> {
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_EXPORTER_OTLP_TIMEOUT: '700',
    OTEL_BSP_SCHEDULE_DELAY: '50',
  };
  return world.shard(
    [
      ['445100', '445102'],
      ['445103', '445122'],
    ],
    { processes: ['445100', '445103'], gatewayProcess: environment, processOptions: { environment } },
  );
}

const query = '{ pairings(first: 3) { nodes { title unit { name } } } }';

describe.each([
  ['refuses connections', () => refused],
  ['takes connections and never answers', () => `http://127.0.0.1:${wire.port}`],
])('a collector that %s', (_name, url) => {
  test('costs no answer, and holds up no end', async () => {
    const { ask, process, deployments } = await federationWith(url());
    const times: number[] = [];
    for (const end = performance.now() + 3000; performance.now() < end;) {
      const start = performance.now();
      const { errors } = await ask(null, { query });
      expect(errors).toBeUndefined();
      times.push(performance.now() - start);
    }
    expect(times.length).toBeGreaterThan(20);
    times.sort((one, other) => one - other);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(500);

    // The log says so, and does not fill with it.
    const told = process!
      .log()
      .split('\n')
      .filter((line) => line.includes('traces are lost'));
    expect(told).toHaveLength(1);

    // Its own half a second for connections to come to rest, and what the last traces may take.
    const start = performance.now();
    expect(await process!.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(4_000);
    const codes = await Promise.all(deployments.map((deployment) => deployment.process!.stop()));
    expect(codes).toEqual([0, 0]);
    expect(performance.now() - start).toBeLessThan(8_000);
  }, 60_000);
});

test('with it a request that hangs as long as it may does not make the end later than promised', async () => {
  const { ask, process, deployments } = await federationWith(`http://127.0.0.1:${wire.port}`);
  await ask(null, { query });
  deployments[1]!.process!.signal('SIGSTOP');
  const hanging = ask(null, { query }).catch(() => null);
  await sleep(200);
  const start = performance.now();
  expect(await process!.stop()).toBe(0);
  expect(performance.now() - start).toBeGreaterThan(8_000);
  expect(performance.now() - start).toBeLessThan(10_000);
  await hanging;
}, 60_000);
