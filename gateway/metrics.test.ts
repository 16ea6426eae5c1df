import { createServer } from 'node:http';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GatewayConfig } from './config.ts';
import { ConfigurationError } from './configuration-error.ts';
import { hashOf } from './documents/library.ts';
import { manifestOf } from './documents/manifest.ts';
import { of, scrape } from './fixtures/scrape.ts';
import { serveSubgraph, type SubgraphServer } from './fixtures/subgraph-server.ts';
import { supergraphAt } from './fixtures/supergraph.ts';
import { startGateway, type Gateway } from './server.ts';

const registered = 'query WhoAmI { me { name } }';
const requests = 'jiedui_gateway_request_duration_seconds';

let folder: string;
let items: SubgraphServer;
let config: GatewayConfig;
let running: Gateway[];
/** Of an answer of the subgraph. Unit: milliseconds. */
let delay: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metrics-'));
  delay = 3;
  items = await serveSubgraph({
    sdl: 'type Query { me: User broken: Int } type Mutation { rename(id: ID!, name: String!): User } type User { id: ID! name: String }',
    root: { me: { id: 'u1', name: '甲' }, rename: { id: 'u1', name: '乙' } },
    delay: () => delay,
  });
  await writeFile(join(folder, 'supergraph.graphql'), await supergraphAt('plain', { items: items.url }));
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify(manifestOf([{ id: hashOf(registered), name: 'WhoAmI', type: 'query', body: registered }])),
  );
  running = [];
  config = {
    supergraph: join(folder, 'supergraph.graphql'),
    documents: [join(folder, 'manifest.json')],
    host: '127.0.0.1',
    port: 0,
    deadline: 3000,
    logLevel: 'silent',
    metrics: { host: '127.0.0.1', port: 0 },
  };
}, 20_000);
afterEach(async () => {
  await Promise.all(running.map((gateway) => gateway.stop()));
  await items.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(changes: Partial<GatewayConfig> = {}): Promise<Gateway> {
  const gateway = await startGateway({ ...config, ...changes }, { watching: { poll: 100, settle: 5 } });
  running.push(gateway);
  return gateway;
}

async function ask({ url }: Gateway, body: object | string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
}

describe('metrics', () => {
  test('count known traffic exactly, by kind, operation and outcome', async () => {
    const gateway = await start();
    for (let count = 0; count < 3; count++) await ask(gateway, { query: 'query Mine { me { name } }' });
    await ask(gateway, { documentId: hashOf(registered) });
    await ask(gateway, { query: registered });
    await ask(gateway, { query: 'mutation { rename(id: "u1", name: "乙") { name } }' });
    await ask(gateway, { query: '{ me {' });
    await ask(gateway, { query: '{ nobody }' });
    await ask(gateway, '[');
    await fetch(gateway.url, { method: 'DELETE' });
    const text = '{ me { id } }';
    const persisted = { persistedQuery: { version: 1, sha256Hash: hashOf(text) } };
    await ask(gateway, { extensions: persisted });
    await ask(gateway, { query: text, extensions: persisted });
    await ask(gateway, { extensions: persisted });

    const samples = await scrape(gateway.metrics!);
    expect(of(samples, requests)).toEqual({
      'kind=query,operation=other,outcome=complete': 5,
      'kind=query,operation=WhoAmI,outcome=complete': 2,
      'kind=mutation,operation=other,outcome=complete': 1,
      'kind=none,operation=none,outcome=refused': 5,
    });
    expect(samples[`${requests}_sum{kind="query",operation="WhoAmI",outcome="complete"}`]).toBeGreaterThan(
      0.006,
    );
    expect(of(samples, 'jiedui_gateway_request_errors_total')).toEqual({
      'code=GRAPHQL_PARSE_FAILED,outcome=refused': 1,
      'code=GRAPHQL_VALIDATION_FAILED,outcome=refused': 1,
      'code=BAD_REQUEST,outcome=refused': 2,
      'code=PERSISTED_QUERY_NOT_FOUND,outcome=refused': 1,
    });
    expect(of(samples, 'jiedui_gateway_document_lookups_total')).toEqual({
      'by=text,found=new': 5,
      'by=text,found=kept': 2,
      'by=text,found=registered': 1,
      'by=hash,found=registered': 1,
      'by=hash,found=none': 1,
      'by=hash,found=kept': 1,
    });
    expect(of(samples, 'jiedui_gateway_documents')).toEqual({ '': 4 });
    expect(of(samples, 'jiedui_gateway_shard_call_duration_seconds')).toEqual({
      'deployment=items,subgraph=items,outcome=answered': 8,
    });
    expect(of(samples, 'jiedui_gateway_requests_in_flight')).toEqual({ '': 0 });
    expect(of(samples, 'jiedui_gateway_draining')).toEqual({ '': 0 });
    expect(samples['nodejs_eventloop_lag_p99_seconds']).toBeGreaterThan(0);
    expect(samples['process_cpu_seconds_total']).toBeGreaterThan(0);
  });

  test('name no operation that a client made up: a flood of names makes no series', async () => {
    const gateway = await start();
    await ask(gateway, { query: registered });
    for (let batch = 0; batch < 50; batch++) {
      const flood = Array.from({ length: 10 }, (_, index) => {
        const name = `Flood${batch}x${index}`;
        return ask(gateway, { query: `query ${name} { me { name } }`, operationName: name });
      });
      await Promise.all(flood);
    }
    // The name of a registered one on another document is made up too.
    await ask(gateway, { query: 'query WhoAmI { me { id } }' });
    const samples = await scrape(gateway.metrics!);
    expect(of(samples, requests)).toEqual({
      'kind=query,operation=other,outcome=complete': 501,
      'kind=query,operation=WhoAmI,outcome=complete': 1,
    });
    expect(Object.keys(samples).filter((sample) => sample.includes('Flood'))).toEqual([]);
    expect(of(samples, 'jiedui_gateway_documents_bytes')['']).toBeGreaterThan(0);
  });

  test('name the saved operations that the page offers', async () => {
    const site = join(folder, 'site');
    const { mkdir } = await import('node:fs/promises');
    await mkdir(site);
    await writeFile(join(site, 'index.html'), '<html></html>');
    const operations = join(folder, 'operations');
    await mkdir(operations);
    const saved = '# 我\n# Me\nquery Saved { me { id } }\n';
    await writeFile(join(operations, 'me.graphql'), saved);
    const gateway = await start({ ide: { site, operations } });
    await ask(gateway, { query: saved });
    expect(of(await scrape(gateway.metrics!), requests)).toEqual({
      'kind=query,operation=Saved,outcome=complete': 1,
    });
  });

  test('show what is under way, and count what is turned away for it', async () => {
    delay = 600;
    const gateway = await start({ mostAtOnce: 2 });
    // Of two places one is kept for callers with a token.
    const first = ask(gateway, { query: '{ me { name } }' });
    await vi.waitFor(() => expect(items.received).toHaveLength(1));
    expect(await Promise.all([1, 2, 3].map(() => ask(gateway, { query: '{ me { name } }' })))).toEqual([
      503, 503, 503,
    ]);
    const samples = await scrape(gateway.metrics!);
    expect(of(samples, 'jiedui_gateway_requests_in_flight')).toEqual({ '': 1 });
    expect(of(samples, 'jiedui_gateway_requests_limit')).toEqual({ '': 2 });
    expect(of(samples, requests)).toEqual({ 'kind=none,operation=none,outcome=refused': 3 });
    expect(of(samples, 'jiedui_gateway_request_errors_total')).toEqual({
      'code=OVERLOADED,outcome=refused': 3,
    });
    expect(await first).toBe(200);
  });

  test('show a silent deployment: its calls, the calls that it was spared, its breaker', async () => {
    const gateway = await start();
    await ask(gateway, { query: '{ me { name } }' });
    await items.stop();
    for (let count = 0; count < 5; count++) await ask(gateway, { query: '{ me { name } }' });
    const samples = await scrape(gateway.metrics!);
    expect(of(samples, 'jiedui_gateway_shard_call_duration_seconds')).toEqual({
      'deployment=items,subgraph=items,outcome=answered': 1,
      'deployment=items,subgraph=items,outcome=down': 3,
      'deployment=items,subgraph=items,outcome=spared': 2,
    });
    expect(of(samples, 'jiedui_gateway_breaker_open')).toEqual({
      'deployment=items': 1,
      'deployment=reviews': 0,
    });
    expect(of(samples, requests)['kind=query,operation=other,outcome=incomplete']).toBe(5);
    expect(of(samples, 'jiedui_gateway_request_errors_total')).toEqual({
      'code=JURISDICTION_DOWN,outcome=incomplete': 5,
    });
  });

  test('tell that a changed file is wrong, for as long as it is', async () => {
    const gateway = await start();
    const path = config.supergraph;
    const replace = async (text: string) => {
      await writeFile(`${path}.next`, text);
      await rename(`${path}.next`, path);
    };
    const good = await supergraphAt('plain', { items: items.url });
    await replace('type Query {');
    await vi.waitFor(async () => {
      const samples = await scrape(gateway.metrics!);
      expect(of(samples, 'jiedui_gateway_file_is_wrong')).toEqual({ [`file=supergraph,path=${path}`]: 1 });
      expect(of(samples, 'jiedui_gateway_reloads_total')).toEqual({ 'file=supergraph,outcome=kept_old': 1 });
    }, 5000);
    await replace(`${good}\n# mended\n`);
    await vi.waitFor(async () => {
      const samples = await scrape(gateway.metrics!);
      expect(of(samples, 'jiedui_gateway_file_is_wrong')).toEqual({ [`file=supergraph,path=${path}`]: 0 });
      expect(of(samples, 'jiedui_gateway_reloads_total')).toEqual({
        'file=supergraph,outcome=kept_old': 1,
        'file=supergraph,outcome=in_force': 1,
      });
    }, 5000);
  });

  test('can be read while the gateway drains, and end with it', async () => {
    const gateway = await start({ notice: 800 });
    const stopped = gateway.stop();
    await vi.waitFor(async () => {
      expect(of(await scrape(gateway.metrics!), 'jiedui_gateway_draining')).toEqual({ '': 1 });
    });
    await stopped;
    await expect(fetch(gateway.metrics!)).rejects.toThrow();
  });
});

describe('the address of the metrics', () => {
  test('is none where nobody asked for it, and never that of the graph', async () => {
    const { metrics: _, ...without } = config;
    const gateway = await startGateway(without);
    running.push(gateway);
    expect(gateway.metrics).toBeNull();
    expect((await fetch(`${gateway.url}metrics`)).status).toBe(404);
  });

  test('serves nothing else, and changes nothing', async () => {
    const { metrics } = await start();
    const { origin } = new URL(metrics!);
    expect((await fetch(origin)).status).toBe(404);
    expect((await fetch(metrics!, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  test('is refused by name where it is taken, and nothing is left running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const refused = await start({ metrics: { host: '127.0.0.1', port } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationError);
    expect((refused as ConfigurationError).message).toBe(
      `JIEDUI_METRICS_PORT: 配置错误: expected an address to listen on (127.0.0.1:${port}); received "EADDRINUSE".`,
    );
    other.close();
  });

  test('is each gateway’s own: two count apart on one machine', async () => {
    const [one, two] = [await start(), await start()];
    await ask(one, { query: '{ me { name } }' });
    expect(of(await scrape(one.metrics!), requests)).toEqual({
      'kind=query,operation=other,outcome=complete': 1,
    });
    expect(of(await scrape(two.metrics!), requests)).toEqual({});
  });
});
