import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parse } from 'graphql';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Graph, graphClient, graphOf, wholeData } from './graph.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'jiedui-graph-'));
const tokenFile = path.join(folder, 'token');
let server: Server | null = null;

beforeEach(() => writeFileSync(tokenFile, 'first.token.here\n'));
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = null;
});
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

async function gateway(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function answering(body: unknown, options: { largestAnswer?: number } = {}): Promise<Graph> {
  const url = await gateway((_, response) =>
    response.end(typeof body === 'string' ? body : JSON.stringify(body)),
  );
  return graphClient({ url, tokenFile, ...options });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

const refusal = (expected: RegExp) => ({
  message: expect.stringMatching(expected) as string,
  extensions: { code: 'GRAPH_UNAVAILABLE' },
});

test('asks with the token in the file, and with a new one when the file changes', async () => {
  const seen: unknown[] = [];
  const url = await gateway((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push([request.headers.authorization, body]);
      response.end('{"data":{"a":1}}');
    });
  });
  const graph = graphClient({ url, tokenFile });
  const variables = { first: 1 };
  expect(await graph.ask('{ a }', variables)).toMatchObject({ data: { a: 1 }, whole: true });
  writeFileSync(tokenFile, 'second.token.here');
  utimesSync(tokenFile, 1, 1);
  await graph.ask(parse('{ a }'));
  expect(seen).toEqual([
    ['Bearer first.token.here', { query: '{ a }', variables }],
    ['Bearer second.token.here', { query: '{\n  a\n}', variables: {} }],
  ]);
});

const gap = {
  data: { organisations: { totalCount: 3 } },
  errors: [
    {
      message: '饶平县',
      path: ['organisations'],
      extensions: { code: 'JURISDICTION_TIMEOUT', jurisdiction: '445122' },
    },
  ],
  extensions: {
    jurisdictions: [
      { code: '445103', outcome: 'answered', rows: 3 },
      { code: '445122', outcome: 'timeout', rows: 0 },
    ],
    incomplete: [['organisations', 'totalCount']],
  },
};

test('an answer with a silent county is an answer that says so', async () => {
  const answer = await (await answering(gap)).ask('{ organisations { totalCount } }');
  expect(answer).toEqual({
    data: gap.data,
    whole: false,
    errors: [
      { code: 'JURISDICTION_TIMEOUT', message: '饶平县', path: ['organisations'], jurisdiction: '445122' },
    ],
    jurisdictions: [
      { code: '445103', outcome: 'answered' },
      { code: '445122', outcome: 'timeout' },
    ],
    incomplete: [['organisations', 'totalCount']],
  });
  expect(() => wholeData(answer)).toThrow(expect.objectContaining(refusal(/445122: timeout/)) as Error);
});

test('a jurisdiction that did not answer makes an answer incomplete also where no error stands', async () => {
  const { errors: _, ...quiet } = gap;
  expect((await (await answering(quiet)).ask('{ a }')).whole).toBe(false);
});

test('a whole answer is its data', async () => {
  const graph = await answering({
    data: { a: 1 },
    extensions: { jurisdictions: [{ code: '445103', outcome: 'answered' }] },
  });
  expect(wholeData(await graph.ask('{ a }'))).toEqual({ a: 1 });
});

test('what the gateway refuses is an answer without data', async () => {
  const graph = await answering({ errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(await graph.ask('{ a }')).toMatchObject({
    data: null,
    whole: false,
    errors: [{ code: 'UNAUTHENTICATED' }],
  });
});

test.each([
  ['a page of HTML', '<html></html>', {}, /an answer of GraphQL/],
  ['JSON of something else', { hello: 1 }, {}, /an answer of GraphQL/],
  [
    'more than is read',
    { data: { a: 'x'.repeat(5_000) } },
    { largestAnswer: 1_000 },
    /an answer of at most 1000 bytes/,
  ],
])('%s is refused', async (_, body, options, expected) => {
  await expect((await answering(body, options)).ask('{ a }')).rejects.toMatchObject(refusal(expected));
});

test('a gateway that is silent, or drips, is not waited for longer than said', async () => {
  for (const begin of [false, true]) {
    const url = await gateway((_, response) => {
      if (begin) response.write('{"data":');
    });
    const began = performance.now();
    await expect(graphClient({ url, tokenFile }).ask('{ a }', {}, { within: 100 })).rejects.toMatchObject(
      refusal(/an answer within 100 ms/),
    );
    expect(performance.now() - began).toBeLessThan(2_000);
    server!.closeAllConnections();
    await new Promise((resolve) => server!.close(resolve));
  }
});

test('a redirect is not followed, nor is the token sent along', async () => {
  let elsewhere = 0;
  const url = await gateway((request, response) => {
    if (request.url === '/') response.writeHead(307, { location: '/elsewhere' }).end();
    else {
      elsewhere += 1;
      response.end('{"data":{}}');
    }
  });
  await expect(graphClient({ url, tokenFile }).ask('{ a }')).rejects.toMatchObject(refusal(/an answer/));
  expect(elsewhere).toBe(0);
});

test('neither a missing token nor a gateway that is down shows more than its code', async () => {
  const graph = graphClient({ url: 'http://127.0.0.1:1/', tokenFile });
  const missing = graphClient({ url: 'http://127.0.0.1:1/', tokenFile: path.join(folder, 'none') });
  for (const each of [graph, missing]) {
    const error = await each.ask('{ a }').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(refusal(/^[^/]*$/));
    expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|jiedui-graph/);
  }
});

test('without a gateway the configuration that is missing is named', () => {
  expect(() => graphOf({})).toThrow(expect.objectContaining(refusal(/JIEDUI_GATEWAY/)) as Error);
});
