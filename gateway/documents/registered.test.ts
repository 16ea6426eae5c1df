import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConfigurationError } from '../configuration-error.ts';
import { serveSubgraph, type SubgraphServer } from '../fixtures/subgraph-server.ts';
import { supergraphAt } from '../fixtures/supergraph.ts';
import { startGateway, type Gateway } from '../server.ts';
import { hashOf } from './library.ts';
import { manifestOf, readManifest } from './manifest.ts';

const known = 'query Me { me { name } }';
const other = 'query Other { me { id } }';
let folder: string;
let items: SubgraphServer;
const started: Gateway[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registered-'));
  items = await serveSubgraph({
    sdl: 'type Query { me: User } type User { id: ID! name: String }',
    root: { me: { id: 'u1', name: '甲' } },
  });
  await writeFile(join(folder, 'supergraph.graphql'), await supergraphAt('plain', { items: items.url }));
  await writeManifest(known);
});
afterAll(async () => {
  await Promise.all(started.map((gateway) => gateway.stop()));
  await items.stop();
  await rm(folder, { recursive: true, force: true });
});

const operation = (body: string) => ({ id: hashOf(body), name: 'Q', type: 'query' as const, body });
const writeManifest = (...bodies: string[]) =>
  writeFile(join(folder, 'manifest.json'), JSON.stringify(manifestOf(bodies.map(operation))));

async function start(trustedOnly: boolean): Promise<Gateway> {
  const gateway = await startGateway(
    {
      supergraph: join(folder, 'supergraph.graphql'),
      documents: [join(folder, 'manifest.json')],
      trustedOnly,
      corsOrigins: ['https://front.example'],
      host: '127.0.0.1',
      port: 0,
      deadline: 3000,
      logLevel: 'silent',
    },
    { watching: { poll: 50, settle: 5 } },
  );
  started.push(gateway);
  return gateway;
}

async function ask({ url }: Gateway, body: object): Promise<[number, string]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as {
    data?: object;
    errors?: { extensions: { code: string } }[];
  };
  return [response.status, errors?.[0]!.extensions.code ?? JSON.stringify(data)];
}
const byHash = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});
const answered = [200, '{"me":{"name":"甲"}}'];

describe('where only registered documents are answered', () => {
  test('a registered one is, by its hash, its id or its text; another is not in any way', async () => {
    const gateway = await start(true);
    expect(await ask(gateway, byHash(known))).toEqual(answered);
    expect(await ask(gateway, { documentId: `sha256:${hashOf(known)}` })).toEqual(answered);
    expect(await ask(gateway, { query: known })).toEqual(answered);
    for (const body of [{ query: other }, byHash(other), { query: other, ...byHash(other) }]) {
      expect(await ask(gateway, body)).toEqual([403, 'UNTRUSTED_DOCUMENT']);
    }
    expect(await ask(gateway, { query: `${known} ` })).toEqual([403, 'UNTRUSTED_DOCUMENT']);
    expect(await ask(gateway, { query: '{ __schema { types { name } } }' })).toEqual([
      403,
      'UNTRUSTED_DOCUMENT',
    ]);
  });

  test('a changed manifest is in force without a restart', async () => {
    const gateway = await start(true);
    await writeManifest(known, other);
    await vi.waitFor(async () =>
      expect(await ask(gateway, byHash(other))).toEqual([200, '{"me":{"id":"u1"}}']),
    );
    await writeManifest(known);
    await vi.waitFor(async () => expect((await ask(gateway, byHash(other)))[0]).toBe(403));
  });
});

describe('where others are answered too', () => {
  test('a document is kept under its hash once it was sent whole, and not if it was refused', async () => {
    const gateway = await start(false);
    expect(await ask(gateway, byHash(known))).toEqual(answered);
    expect(await ask(gateway, byHash(other))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect((await ask(gateway, { query: other, ...byHash(other) }))[0]).toBe(200);
    expect(await ask(gateway, byHash(other))).toEqual([200, '{"me":{"id":"u1"}}']);
    const wrong = 'query Wrong { nothing }';
    expect(await ask(gateway, { query: wrong, ...byHash(wrong) })).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect(await ask(gateway, byHash(wrong))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  test('a page of a listed origin may read the answer, one of another may not', async () => {
    const { url } = await start(false);
    const allowed = async (origin: string, method: string) => {
      const { status, headers } = await fetch(url, {
        method,
        headers: { origin, 'content-type': 'application/json' },
        ...(method === 'POST' && { body: JSON.stringify({ query: known }) }),
      });
      return [status, headers.get('access-control-allow-origin'), headers.get('vary')?.includes('origin')];
    };
    expect(await allowed('https://front.example', 'OPTIONS')).toEqual([204, 'https://front.example', true]);
    expect(await allowed('https://front.example', 'POST')).toEqual([200, 'https://front.example', true]);
    for (const origin of ['https://front.example.evil', 'http://front.example', 'null']) {
      expect(await allowed(origin, 'OPTIONS')).toEqual([204, null, true]);
      expect(await allowed(origin, 'POST')).toEqual([200, null, true]);
    }
  });
});

test.each([
  ['that is no JSON', '{'],
  ['of another format', '{"format":"x","version":1,"operations":[]}'],
  [
    'whose id is not the hash of its text',
    JSON.stringify(manifestOf([{ ...operation(known), id: hashOf(other) }])),
  ],
  ['without a text', '{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"x"}]}'],
])('a manifest %s is refused with its file', (_, text) => {
  expect(() => readManifest(text, 'manifest.json')).toThrow(ConfigurationError);
  expect(() => readManifest(text, 'manifest.json')).toThrow('manifest.json');
});
