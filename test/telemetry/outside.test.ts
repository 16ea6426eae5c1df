import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startCollector } from '../support/collector.ts';
import { viewersOf } from '../support/viewers.ts';
import { openWorld, type ShardOptions, type World } from '../support/world.ts';

const observer = new URL('../support/observe-peers.ts', import.meta.url);
const apollo = {
  APOLLO_KEY: 'service:jiedui:0123456789abcdef',
  APOLLO_GRAPH_REF: 'jiedui@current',
  APOLLO_SCHEMA_REPORTING: 'true',
};

let world: World;
let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'peers-'));
  world = await openWorld();
}, 60_000);
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function observed(): { file: string; environment: Record<string, string>; lines(): Promise<string[]> } {
  const file = path.join(folder, String(files++));
  return {
    file,
    environment: { NODE_OPTIONS: `--import ${observer.href}`, JIEDUI_TEST_PEERS: file },
    lines: async () => [...new Set((await readFile(file, 'utf8')).split('\n').filter(Boolean))].sort(),
  };
}

/** A federation of processes from its start over answered queries to its end, and whom each of them tried to reach. */
async function run(variables: Record<string, string>, options: ShardOptions = {}) {
  const gateway = observed();
  const deployment = observed();
  const { url, process, deployments, ask } = await world.shard(
    [
      ['445100', '445102'],
      ['445103', '445122'],
    ],
    {
      processes: ['445100', '445103'],
      gatewayProcess: { ...gateway.environment, ...variables },
      processOptions: { environment: { ...deployment.environment, ...variables } },
      ...options,
    },
  );
  const viewers = viewersOf(world.ledgers, '445103', '445122');
  for (const viewer of [null, viewers.city, viewers.county]) {
    const { data, errors } = await ask(viewer, {
      query:
        '{ pairings(first: 5) { nodes { unit { name } organisation { name } } } organisationGroups(by: [KIND]) { count } }',
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ pairings: { nodes: expect.arrayContaining([expect.anything()]) } });
  }
  expect(
    (await fetch(`${url}?query={__typename}`, { headers: { 'apollo-require-preflight': '1' } })).status,
  ).toBe(200);
  const databases = deployments.map(({ database }) => new URL(database.url).host);
  // Reports are sent at the end, if at all.
  await process!.stop();
  await Promise.all(deployments.map((each) => each.process!.stop()));
  const reached = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('loaded '));
  return {
    shards: deployments.map((each) => `tcp ${new URL(each.url).host}`).sort(),
    databases: [...new Set(databases.map((host) => `tcp ${host}`))],
    gateway: reached(await gateway.lines()),
    deployment: reached(await deployment.lines()),
    loaded: {
      gateway: (await gateway.lines()).filter((line) => line.startsWith('loaded ')),
      deployment: (await deployment.lines()).filter((line) => line.startsWith('loaded ')),
    },
  };
}

describe('nobody outside is asked', () => {
  test('by a gateway or a deployment: the shards alone, and the database', async () => {
    const { shards, databases, gateway, deployment, loaded } = await run({});
    expect(gateway).toEqual(shards);
    expect(deployment).toEqual(databases);
    // What counts and traces is not even loaded. Apollo's gateway brings the interface of OpenTelemetry with it.
    for (const lines of [loaded.gateway, loaded.deployment]) {
      expect(lines).toContain('loaded graphql');
      expect(lines).toContain('loaded @opentelemetry/api');
      expect(lines).not.toContain('loaded prom-client');
      expect(lines).not.toContain('loaded @opentelemetry/exporter-trace-otlp-http');
      expect(lines).not.toContain('loaded @opentelemetry/context-async-hooks');
    }
  }, 60_000);

  test('where a key and a graph of Apollo stand in the environment', async () => {
    const { shards, databases, gateway, deployment } = await run(apollo);
    expect(gateway).toEqual(shards);
    expect(deployment).toEqual(databases);
  }, 60_000);

  test('where metrics and traces are on: but the collector', async () => {
    await using collector = await startCollector();
    const { shards, databases, gateway, deployment, loaded } = await run({
      ...apollo,
      JIEDUI_METRICS_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    const takes = `tcp 127.0.0.1:${collector.port}`;
    expect(gateway).toEqual([...shards, takes].sort());
    expect(deployment).toEqual([...databases, takes].sort());
    expect(loaded.gateway).toContain('loaded prom-client');
    expect(loaded.deployment).toContain('loaded @opentelemetry/exporter-trace-otlp-http');
    // What the last requests left is sent before the end.
    expect(collector.spans.length).toBeGreaterThan(50);
  }, 60_000);

  test('is what the observer would notice: a stock Apollo gateway, which asks many', async () => {
    const { environment, lines } = observed();
    const supergraph = path.join(folder, 'supergraph.graphql');
    await writeFile(supergraph, world.supergraph);
    const program = `
      import { ApolloGateway } from '@apollo/gateway';
      import { ApolloServer } from '@apollo/server';
      import { readFileSync } from 'node:fs';
      const gateway = new ApolloGateway({ supergraphSdl: readFileSync(process.env.SUPERGRAPH, 'utf8') });
      const server = new ApolloServer({ gateway });
      await server.start();
      await server.executeOperation({ query: '{ __typename }' });
      await server.stop();
      setTimeout(() => process.exit(0), 1000);
    `;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { PATH: process.env['PATH'], ...environment, ...apollo, SUPERGRAPH: supergraph },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const outside = (await lines()).filter((line) => !/^loaded|127\.0\.0\.1/.test(line));
    expect(outside.join('\n')).toMatch(/apollographql\.com/);
    expect(outside.join('\n')).toMatch(/169\.254\.169\.254/);
  }, 60_000);
});
