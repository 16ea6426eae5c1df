import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { serveSubgraph } from '@jiedui/gateway/fixtures/subgraph-server';
import { supergraphAt } from '@jiedui/gateway/fixtures/supergraph';
import { expect, test } from 'vitest';

import { boundSocket } from '../support/bound-socket.ts';
import { gatewayMain } from '../support/gateway-process.ts';
import { layouts } from '../support/layouts.ts';
import { spawnListening } from '../support/listening.ts';
import { openWorld } from '../support/world.ts';

const clients = 16;
const restarts = 4;

/** A gateway as systemd starts one with a socket unit. */
async function startOn(socket: number, supergraph: string): Promise<ChildProcess> {
  const { child } = await spawnListening(
    'The gateway',
    gatewayMain,
    { JIEDUI_SUPERGRAPH: supergraph, JIEDUI_IDE: 'off', JIEDUI_LOG_LEVEL: 'error' },
    { socket },
  );
  return child;
}

test('restarts under load lose no request: kept-alive connections are told, new ones wait in the socket', async () => {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'restart-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  // Slow enough that requests are under way whenever the signal comes.
  const items = await serveSubgraph({
    sdl: 'type Query { me: User } type User { id: ID! name: String }',
    root: { me: { id: 'u1', name: '甲' } },
    delay: () => 20,
  });
  started.defer(() => items.stop());
  const supergraph = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraph, await supergraphAt('plain', { items: items.url }));
  const socket = boundSocket();
  started.defer(() => socket.close());

  let gateway = await startOn(socket.fd, supergraph);
  started.defer(() => void gateway.kill('SIGKILL'));
  // Node's own client never sends a request a second time.
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  started.defer(() => agent.destroy());
  let answered = 0;
  const failures: string[] = [];
  const enough = new AbortController();
  const load = Array.from({ length: clients }, async () => {
    while (!enough.signal.aborted) {
      const outcome = await ask(socket.port, agent);
      if (outcome === '200 {"data":{"me":{"name":"甲"}}}') answered++;
      else failures.push(outcome);
    }
  });

  const drains: number[] = [];
  for (let count = 0; count < restarts; count++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const start = performance.now();
    const gone = once(gateway, 'exit');
    gateway.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
    drains.push(performance.now() - start);
    gateway = await startOn(socket.fd, supergraph);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  enough.abort();
  await Promise.all(load);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(500);
  for (const drain of drains) expect(drain).toBeLessThan(10_000);
  // The count is the proof: it stands in the report of the run.
  process.stdout.write(
    `${restarts} restarts: ${answered} answered, ${failures.length} failed; ended within ${Math.round(Math.max(...drains))} ms\n`,
  );
}, 120_000);

test('a county’s deployment that is restarted again and again costs no request and leaves no gap', async () => {
  await using world = await openWorld();
  const county = '445122';
  const federation = await world.shard(layouts.apart, {
    processes: [county],
    processOptions: { supervised: true },
    // A restart of a deployment takes longer than most queries may: who comes meanwhile waits in the socket.
    deadline: 20_000,
  });
  const deployment = federation.deployments.find(({ codes }) => codes.includes(county))!.process!;
  const query =
    '{ organisations(first: 5, jurisdictions: ["445103", "445122"]) { totalCount nodes { name } } memberUnits { totalCount } }';
  const whole = await federation.ask(null, { query });
  expect(whole.errors).toBeUndefined();

  let answered = 0;
  let longest = 0;
  const wrong: unknown[] = [];
  const enough = new AbortController();
  const load = Array.from({ length: 8 }, async () => {
    while (!enough.signal.aborted) {
      const start = performance.now();
      const answer = await federation.ask(null, { query }).catch((error: unknown) => error);
      longest = Math.max(longest, performance.now() - start);
      const { data, errors, extensions } = answer as typeof whole;
      const { jurisdictions = [], incomplete } = (extensions ?? {}) as {
        jurisdictions?: { code: string; outcome: string }[];
        incomplete?: unknown;
      };
      const isWhole =
        !errors &&
        incomplete === undefined &&
        jurisdictions.length === 4 &&
        jurisdictions.every(({ outcome }) => outcome === 'answered') &&
        JSON.stringify(data) === JSON.stringify(whole.data);
      if (isWhole) answered++;
      else wrong.push(answer);
    }
  });
  const ends: number[] = [];
  for (let count = 0; count < restarts; count++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { pid } = deployment;
    ends.push(await deployment.replace());
    expect(deployment.pid).not.toBe(pid);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  enough.abort();
  await Promise.all(load);
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(answered).toBeGreaterThan(100);
  for (const end of ends) expect(end).toBeLessThan(10_000);
  process.stdout.write(
    `${restarts} restarts of a deployment: ${answered} whole answers, ${wrong.length} others; ended within ${Math.round(Math.max(...ends))} ms, the longest answer took ${Math.round(longest)} ms\n`,
  );
}, 120_000);

function ask(port: number, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () => resolve(`${response.statusCode} ${text}`));
        response.on('error', (error) => resolve(String(error)));
      },
    );
    request.on('error', (error) => resolve(String(error)));
    request.end('{"query":"{ me { name } }"}');
  });
}
