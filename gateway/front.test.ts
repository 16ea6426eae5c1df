import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveSubgraph, type SubgraphServer } from './fixtures/subgraph-server.ts';
import { supergraphAt } from './fixtures/supergraph.ts';
import { startGateway, type Gateway } from './server.ts';
import { mintClientToken } from './viewer/client-token.ts';
import { createSigningKey, signerOf, type Signer } from './viewer/keys.ts';

let items: SubgraphServer;
let folder: string;
let gateway: Gateway;
let signer: Signer;
let wait = 0;

beforeAll(async () => {
  items = await serveSubgraph({
    sdl: `type Query { items: [Item] me: User topItem: Item things: [Thing] fail: String broken: Int }
      type Mutation { rename(id: ID!, name: String!): User } union Item = Book | Film interface Thing { id: ID! }
      type Book implements Thing { id: ID! title: String } type Film implements Thing { id: ID! minutes: Int }
      enum Mood { GLAD SAD } type User { id: ID! name: String mood: Mood }`,
    root: { me: { id: 'u1', name: '甲' }, rename: ({ id, name }: Record<string, string>) => ({ id, name }) },
    delay: () => wait,
  });
  folder = await mkdtemp(join(tmpdir(), 'front-'));
  const key = await createSigningKey();
  signer = await signerOf(key.privateJwk);
  await writeFile(join(folder, 'supergraph.graphql'), await supergraphAt('plain', { items: items.url }));
  await writeFile(join(folder, 'keys.json'), JSON.stringify(key.jwks));
  gateway = await startGateway({
    supergraph: join(folder, 'supergraph.graphql'),
    clientKeys: join(folder, 'keys.json'),
    host: '127.0.0.1',
    port: 0,
    deadline: 400,
    logLevel: 'silent',
  });
}, 30_000);
afterAll(async () => {
  await gateway?.stop();
  await items?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  wait = 0;
  items.received.length = 0;
});

const json = { 'content-type': 'application/json' };
const me = JSON.stringify({ query: '{ me { name } }' });

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = json,
  path = '',
) {
  const response = await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}${path}`, { headers });
  return { status: response.status, text: await response.text() };
}

describe('over HTTP', () => {
  test('a POST is answered, never cached, under a correlation id', async () => {
    const { status, headers, text } = await post(me);
    expect([status, text]).toEqual([200, '{"data":{"me":{"name":"甲"}}}']);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-jiedui-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['refused by the front', 404, () => post(me, json, 'graphql')],
    ['of a wrong document', 400, () => post(JSON.stringify({ query: '{ nothing }' }))],
    ['of a shard', 200, () => post(JSON.stringify({ query: '{ reviewCount }' }))],
  ])('an answer with errors, %s, names its correlation id in the JSON too', async (_name, expected, send) => {
    const { status, headers, text } = await send();
    expect(status).toBe(expected);
    const { errors, extensions } = JSON.parse(text) as { errors: unknown[]; extensions: unknown };
    expect(errors.length).toBeGreaterThan(0);
    expect(extensions).toEqual({ correlationId: headers.get('x-jiedui-correlation-id') });
  });

  test('a GET is answered where a browser had to ask first', async () => {
    const path = `?query=${encodeURIComponent('{ me { name } }')}`;
    expect(await get(path, { 'apollo-require-preflight': '1' })).toMatchObject({ status: 200 });
    expect(await get(path)).toMatchObject({ status: 400 });
    const mutation = `?query=${encodeURIComponent('mutation { rename(id: 1, name: "x") { id } }')}`;
    expect(await get(mutation, { 'apollo-require-preflight': '1' })).toMatchObject({ status: 405 });
    expect(items.received).toHaveLength(1);
  });

  test('a public GET may be kept by caches, and is told unchanged without a body', async () => {
    const url = `${gateway.url}?query=${encodeURIComponent('{ me { name } }')}`;
    const ask = (headers: Record<string, string> = {}) =>
      fetch(url, { headers: { 'apollo-require-preflight': '1', ...headers } });
    const first = await ask();
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    expect(first.headers.get('vary')).toBe('accept-encoding, authorization');
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    const again = await ask({ 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('a GET with a token, with an error or with something missing is kept by nobody; nor is a POST', async () => {
    const token = await mintClientToken(signer, { subject: 'officer', roles: ['CITY'], jurisdictions: [] });
    const ask = async (query: string, headers: Record<string, string> = {}) => {
      const url = `${gateway.url}?query=${encodeURIComponent(query)}`;
      const { headers: answered } = await fetch(url, {
        headers: { 'apollo-require-preflight': '1', ...headers },
      });
      return [answered.get('cache-control'), answered.get('etag')];
    };
    expect(await ask('{ me { name } }', { authorization: `Bearer ${token}` })).toEqual(['no-store', null]);
    expect(await ask('{ me { name } reviewCount }')).toEqual(['no-store', null]);
    expect(await ask('{ nothing }')).toEqual(['no-store', null]);
    expect((await post(me)).headers.get('etag')).toBeNull();
  });

  test('health and readiness are answered', async () => {
    expect(await get('health')).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await get('ready')).toEqual({ status: 200, text: '{"status":"ready"}' });
  });

  const big = JSON.stringify({ query: `{ me { name } } # ${'x'.repeat(300_000)}` });
  test.each<[string, number, () => ReturnType<typeof post>]>([
    ['over 256 KB', 413, () => post(big)],
    [
      'that grows over 256 KB',
      413,
      () => post(gzipSync(Buffer.alloc(20_000_000, 0x20)), { ...json, 'content-encoding': 'gzip' }),
    ],
    ['in a form', 400, () => post(me, { 'content-type': 'application/x-www-form-urlencoded' })],
    ['as plain text', 400, () => post(me, { 'content-type': 'text/plain' })],
    ['as XML', 415, () => post(me, { 'content-type': 'application/xml' })],
    ['in another character set', 415, () => post(me, { 'content-type': 'application/json; charset=ibm420' })],
    ['compressed in an unknown way', 415, () => post(me, { ...json, 'content-encoding': 'zstd' })],
    ['that is no JSON', 400, () => post('{')],
    ['that is no UTF-8', 400, () => post(new Uint8Array([0x22, 0xff, 0x22]))],
    ['with a batch', 400, () => post(`[${me}]`)],
    ['without a query', 400, () => post('{}')],
    ['to another path', 404, () => post(me, json, 'graphql')],
  ])('a body %s is refused with %i', async (_name, status, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    const { errors } = JSON.parse(answer.text) as { errors: { message: string; extensions: unknown }[] };
    expect(errors[0]?.extensions).toEqual({ code: status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST' });
    expect(items.received).toHaveLength(0);
  });

  test('a compressed body is read', async () => {
    expect(await post(gzipSync(me), { ...json, 'content-encoding': 'gzip' })).toMatchObject({ status: 200 });
  });

  test('a body in chunks is cut off as soon as it is too large', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(gateway.url, { method: 'POST', headers: json }, (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.on('error', reject);
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      for (let count = 0; count < 6; count++) request.write(chunk);
    });
    expect(status).toBe(413);
  });

  test('two content lengths are refused', async () => {
    const { port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'),
      );
      socket.once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
    });
    expect(answer).toContain('400 Bad Request');
  });

  test('another method is refused', async () => {
    expect((await fetch(gateway.url, { method: 'PUT', body: me })).status).toBe(405);
  });

  test('wrong variables keep the message and code of GraphQL', async () => {
    const query = 'mutation($id: ID!) { rename(id: $id, name: "x") { id } }';
    const { status, text } = await post(JSON.stringify({ query, variables: {} }));
    expect(status).toBe(400);
    expect(text).toContain('Variable \\"$id\\" of required type \\"ID!\\" was not provided.');
    expect(text).toContain('BAD_USER_INPUT');
  });
});

describe('a caller', () => {
  test('with a bad token is turned away before any shard is asked', async () => {
    const { status, headers, text } = await post(me, { ...json, authorization: 'Bearer a.b.c' });
    expect([status, JSON.parse(text)]).toEqual([
      401,
      {
        errors: [
          {
            message: '身份凭证无效。The token is missing, expired, or not for this service.',
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
        extensions: { correlationId: headers.get('x-jiedui-correlation-id') },
      },
    ]);
    expect(items.received).toHaveLength(0);
  });

  test('hands on nothing of its own but the correlation id', async () => {
    const token = await mintClientToken(signer, { subject: 'officer', roles: ['CITY'], jurisdictions: [] });
    const sent = {
      ...json,
      authorization: `Bearer ${token}`,
      cookie: 'a=b',
      'x-user': 'root',
      'x-jiedui-viewer': '{"roles":["CITY"]}',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      tracestate: 'a=b',
      baggage: 'a=b',
      'x-jiedui-correlation-id': 'my-correlation-1',
    };
    const { headers } = await post(me, sent);
    expect(headers.get('x-jiedui-correlation-id')).toBe('my-correlation-1');
    const seen = items.received[0]!.headers;
    expect(Object.keys(seen).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'x-jiedui-correlation-id',
      'x-jiedui-deadline-ms',
    ]);
    expect(seen['x-jiedui-correlation-id']).toBe('my-correlation-1');
  });

  test('that sends an odd correlation id is given another', async () => {
    const { headers } = await post(me, { ...json, 'x-jiedui-correlation-id': '<script>alert(1)</script>' });
    expect(headers.get('x-jiedui-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('gets its answer within the deadline, its own where that is shorter', async () => {
    wait = 2000;
    const timed = async (headers: Record<string, string>) => {
      const start = performance.now();
      const { text } = await post(me, headers);
      expect(text).toContain('JURISDICTION_TIMEOUT');
      return performance.now() - start;
    };
    expect(await timed(json)).toBeLessThan(1000);
    expect(await timed({ ...json, 'x-jiedui-deadline-ms': '100' })).toBeLessThan(350);
    expect(await timed({ ...json, 'x-jiedui-deadline-ms': '999999' })).toBeLessThan(1000);
  });
});
