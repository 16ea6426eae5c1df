import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ShardCall } from '../sharding/shard.ts';
import { createClient, type ClientOptions, type ShardClient, type Trip } from './client.ts';

const call: ShardCall = {
  deployment: 'city',
  subgraph: 'books',
  query: 'query($a: Int) { books(a: $a) }',
  variables: { a: 1 },
  operation: 'query',
};
const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function client(options: ClientOptions = {}): ShardClient {
  const made = createClient(options);
  open.push(() => made.close());
  return made;
}

async function shard(listener: RequestListener): Promise<{ url: URL; server: Server; sockets: Set<Socket> }> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/books`),
    server,
    sockets,
  };
}

function trip(url: URL, milliseconds = 1000): Trip {
  return { url, deadline: performance.now() + milliseconds, correlationId: 'correlation' };
}

/** Until a connection is back in the pool. */
const idle = () => new Promise((resolve) => setTimeout(resolve, 20));

const json =
  (body: unknown): RequestListener =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  };

describe('a shard call', () => {
  test('tells how long each answer took, and nothing of a place that gave none', async () => {
    const heard: number[] = [];
    const asking = client({ heard: (milliseconds) => heard.push(milliseconds) });
    const { url } = await shard(json({ data: {} }));
    const { milliseconds } = await asking.send(call, trip(url));
    await asking.send(call, trip((await shard(() => undefined)).url, 50));
    expect(heard).toEqual([milliseconds]);
  });

  test('is one POST with the deadline and the correlation id, and its answer is counted', async () => {
    const seen: unknown[] = [];
    const { url } = await shard((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { headers, method, url } = request;
        seen.push({
          method,
          url,
          body: JSON.parse(body),
          correlation: headers['x-jiedui-correlation-id'],
          authorization: headers.authorization,
        });
        seen.push(Number(headers['x-jiedui-deadline-ms']));
        json({ data: { books: 1 } })(request, response);
      });
    });
    const authorize = async (body: string, deployment: string) => `${deployment}.${body.length}`;
    const reply = await client().send(call, { ...trip(url), authorize });
    expect(reply).toMatchObject({ kind: 'answered', data: { books: 1 }, errors: [], bytes: 20 });
    const { query, variables } = call;
    expect(seen[0]).toEqual({
      method: 'POST',
      url: '/books',
      body: { query, variables },
      correlation: 'correlation',
      authorization: `Bearer city.${JSON.stringify({ query, variables }).length}`,
    });
    expect(seen[1]).toBeGreaterThan(500);
    expect(seen[1]).toBeLessThanOrEqual(1000);
  });

  test('reuses its connection', async () => {
    const { url, sockets } = await shard(json({ data: {} }));
    const one = client();
    for (let count = 0; count < 5; count++) {
      await one.send(call, trip(url));
      await idle();
    }
    expect(sockets.size).toBe(1);
  });

  test.each<[string, string, RequestListener]>([
    ['401', 'denied', (_, response) => void response.writeHead(401).end('{"errors":[{"message":"no"}]}')],
    ['403', 'denied', (_, response) => void response.writeHead(403).end()],
    ['404', 'unsupported', (_, response) => void response.writeHead(404).end()],
    [
      'HTML with status 500',
      'invalid',
      (_, response) => void response.writeHead(500, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'HTML with status 200',
      'invalid',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'HTML of a proxy before a dead county',
      'down',
      (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'a redirect',
      'invalid',
      (_, response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    ],
    ['JSON that is no answer', 'invalid', json({ rows: [] })],
    [
      'a key __proto__',
      'invalid',
      (_, response) =>
        void response.setHeader('content-type', 'application/json').end('{"data":{"__proto__":{}}}'),
    ],
    [
      'a compressed body nobody asked for',
      'invalid',
      (_, response) =>
        void response.setHeader('content-type', 'application/json').end(gzipSync('{"data":{}}')),
    ],
    ['a connection closed without a byte', 'down', (request) => void request.socket.destroy()],
    [
      'half an answer',
      'down',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
        response.write('{"data"');
        setTimeout(() => response.destroy(), 10);
      },
    ],
  ])('answered with %s is silent: %s', async (_name, reason, listener) => {
    const { url } = await shard(listener);
    expect(await client().send(call, trip(url))).toMatchObject({ kind: 'silent', reason });
  });

  test('GraphQL errors of any status are an answer', async () => {
    const { url } = await shard((request, response) => {
      response.statusCode = 400;
      json({ errors: [{ message: 'no such field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })(
        request,
        response,
      );
    });
    expect(await client().send(call, trip(url))).toMatchObject({ kind: 'answered', data: null });
  });

  test('a redirect is not followed', async () => {
    const elsewhere = vi.fn(json({ data: {} }));
    const { url: target } = await shard(elsewhere);
    const { url } = await shard(
      (_, response) => void response.writeHead(308, { location: target.href }).end(),
    );
    await client().send(call, trip(url));
    expect(elsewhere).not.toHaveBeenCalled();
  });

  test('refused is down, at once', async () => {
    const { url, server } = await shard(json({}));
    await new Promise((resolve) => server.close(resolve));
    const reply = await client().send(call, trip(url));
    expect(reply).toMatchObject({ kind: 'silent', reason: 'down' });
    expect(reply.milliseconds).toBeLessThan(1000);
  });

  test.each<[string, RequestListener]>([
    ['never answers', () => {}],
    [
      'sends headers and then nothing',
      (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write(' '),
    ],
    [
      'sends a byte now and then',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('to a county that %s ends with the deadline', async (_name, listener) => {
    const { url } = await shard(listener);
    const reply = await client().send(call, trip(url, 150));
    expect(reply).toMatchObject({ kind: 'silent', reason: 'timeout' });
    expect(reply.milliseconds).toBeGreaterThan(100);
    expect(reply.milliseconds).toBeLessThan(1000);
  });

  test('without time left is not made', async () => {
    const listener = vi.fn(json({ data: {} }));
    const { url } = await shard(listener);
    expect(await client().send(call, trip(url, -1))).toMatchObject({ kind: 'silent', reason: 'timeout' });
    expect(listener).not.toHaveBeenCalled();
  });

  test('an answer over the cap is cut off', async () => {
    let sent = 0;
    const { url } = await shard((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    });
    const reply = await client({ largestAnswer: 100_000 }).send(call, trip(url, 3000));
    expect(reply).toMatchObject({ kind: 'silent', reason: 'invalid' });
    expect(sent).toBeLessThan(20_000_000);
  });

  test('of a client that went away is given up', async () => {
    const { url } = await shard(() => {});
    const gone = new AbortController();
    setTimeout(() => gone.abort(), 30);
    const reply = await client().send(call, { ...trip(url, 5000), gone: gone.signal });
    expect(reply.kind).toBe('silent');
    expect(reply.milliseconds).toBeLessThan(1000);
  });
});

describe('a stale connection', () => {
  async function sleeper() {
    let received = 0;
    const made = await shard((request, response) => {
      received++;
      if (received === 2) request.socket.destroy();
      else json({ data: {} })(request, response);
    });
    return { ...made, received: () => received };
  }

  test('costs a query a second try', async () => {
    const { url, received } = await sleeper();
    const one = client();
    await one.send(call, trip(url));
    await idle();
    expect(await one.send(call, trip(url))).toMatchObject({ kind: 'answered' });
    expect(received()).toBe(3);
  });

  test('never repeats a mutation', async () => {
    const { url, received } = await sleeper();
    const one = client();
    await one.send(call, trip(url));
    await idle();
    const mutation = { ...call, operation: 'mutation' as const };
    expect(await one.send(mutation, trip(url))).toMatchObject({ kind: 'silent', reason: 'down' });
    expect(received()).toBe(2);
  });
});

describe('a county that is gone', () => {
  test('is not asked after three failures, and asked again once it answers a probe', async () => {
    let alive = false;
    let received = 0;
    const { url } = await shard((request, response) => {
      received++;
      if (alive) json({ data: {} })(request, response);
    });
    const one = client({ fairChance: 10, health: { threshold: 3, coolDown: 50, longestCoolDown: 50 } });
    for (let count = 0; count < 3; count++) await one.send(call, trip(url, 40));
    const reply = await one.send(call, trip(url, 40));
    expect(reply).toEqual({ kind: 'silent', reason: 'timeout', milliseconds: 0 });
    expect(received).toBe(3);
    alive = true;
    await vi.waitFor(
      async () => expect(await one.send(call, trip(url, 500))).toMatchObject({ kind: 'answered' }),
      { timeout: 5000, interval: 30 },
    );
  });

  test('is not condemned by callers whose own deadline was too short', async () => {
    const { url } = await shard(
      (request, response) => void setTimeout(() => json({ data: {} })(request, response), 60),
    );
    const one = client();
    for (let count = 0; count < 5; count++) await one.send(call, trip(url, 20));
    expect(await one.send(call, trip(url, 2000))).toMatchObject({ kind: 'answered' });
  });
});
