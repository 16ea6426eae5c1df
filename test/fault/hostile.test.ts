import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { connect } from 'node:net';

import { showsInsides } from '@jiedui/gateway/masking';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';
import { documentInputs, largestInputs } from './hostile/document-inputs.ts';
import { injectionInputs } from './hostile/injection-inputs.ts';
import { changedCursor, genuineCursor, type Input } from './hostile/input.ts';
import { transportInputs } from './hostile/transport-inputs.ts';

/** What one hostile request may cost the gateway, all threads together. Unit: milliseconds, bytes. */
const mostCpu = 100;
/** The first time that a document of the largest size is seen, it is planned too. */
const mostCpuOfLargest = 600;
const mostMemory = 64 * 1024 * 1024;

let world: World;
let federation: ShardedFederation;
let gateway: GatewayProcess;
/** Of organisations by their names. */
let cursor: string;
const measured: { kind: string; name: string; answer: string; cpu: number; memory: number }[] = [];

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart, { gatewayProcess: { JIEDUI_LOG_LEVEL: 'info' } });
  gateway = federation.process!;
  // As it is when the hostile come: in use. A process that has just started compiles as it goes.
  for (let count = 0; count < 80; count++) await neighbour();
  const { data } = await federation.ask(null, {
    query: '{ organisations(first: 2, orderBy: { field: NAME }) { edges { cursor } } }',
  });
  cursor = (data as { organisations: { edges: { cursor: string }[] } }).organisations.edges[0]!.cursor;
}, 120_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  if (process.env['JIEDUI_WRITE_TABLE']) await writeTable();
});

interface Received {
  status: number;
  headers: ReadonlyMap<string, string>;
  text: string;
}

async function send({
  method = 'POST',
  path = '',
  headers = {},
  body,
  raw,
}: Input['send']): Promise<Received> {
  if (raw !== undefined) return sendRaw(raw);
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? filledIn(body) : new Uint8Array(body) }),
  });
  return { status: response.status, headers: new Map(response.headers), text: await response.text() };
}

function filledIn(body: string): string {
  const at = Math.floor(cursor.length * 0.7);
  const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
  return body.replace(genuineCursor, cursor).replace(changedCursor, changed);
}

function sendRaw(text: string): Promise<Received> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (received += chunk));
    // A server that refuses a request closes while it may still be sent.
    socket.on('error', (error) => (received ? undefined : reject(error)));
    socket.on('close', () => {
      const [head = '', ...rest] = received.split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      const headers = new Map(
        lines.map((line) => [line.split(':')[0]!.toLowerCase(), line.split(': ')[1] ?? ''] as const),
      );
      resolve({ status: Number(first.split(' ')[1]), headers, text: rest.join('\r\n\r\n') });
    });
  });
}

/** What another client sees meanwhile. */
async function neighbour(): Promise<void> {
  const { data, errors } = await federation.ask(null, {
    query: '{ pairings(first: 2) { totalCount nodes { title organisation { name } } } }',
  });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ pairings: { totalCount: 127 } });
}

const largest = 'As large as the limits let through';
const kinds: [string, readonly Input[]][] = [
  ['Parse and validate', documentInputs],
  ['Transport', transportInputs],
  ['Prototype and injection', injectionInputs],
  [largest, largestInputs],
];

describe.each(kinds)('%s', (kind, inputs) => {
  test.each(inputs.map((input) => [input.name, input] as const))('%s', async (name, input) => {
    const before = { cpu: gateway.cpu(), memory: gateway.memory().now };
    gateway.forgetPeak();
    const received = await send(input.send);
    const cpu = gateway.cpu() - before.cpu;
    const memory = Math.max(0, gateway.memory().peak - before.memory);

    const { status, code, refused, data, header } = input.expect;
    expect(received.status, received.text.slice(0, 300)).toBe(status);
    const isJson = received.text.startsWith('{');
    const answer = (isJson ? JSON.parse(received.text) : {}) as {
      data?: unknown;
      errors?: { message: string; extensions: { code: string } }[];
      extensions?: { correlationId?: string };
    };
    const [first] = answer.errors ?? [];
    if (code !== undefined) expect(first?.extensions.code).toBe(code);
    if (code === 'UNSUPPORTED_OPERATION' || code === 'INVALID_PAGE_SIZE' || code === 'INVALID_CURSOR') {
      expect(first?.extensions).toMatchObject({ expected: expect.any(String), received: expect.any(String) });
    }
    if (refused) expect(answer.data).toBeUndefined();
    if (data !== undefined) {
      expect(answer.errors).toBeUndefined();
      // As text: an own `__proto__` is no key to those who compare.
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify(data));
    }
    if (answer.errors) {
      expect(answer.extensions?.correlationId).toBe(received.headers.get('x-jiedui-correlation-id'));
    }
    if (header) expect(received.headers.get(header[0]) ?? null).toBe(header[1]);
    expectNothingInside(received, String(input.send.body ?? input.send.raw ?? ''));
    expect(cpu, 'CPU in ms').toBeLessThan(kind === largest ? mostCpuOfLargest : mostCpu);
    expect(memory, 'memory in bytes').toBeLessThan(mostMemory);
    measured.push({
      kind,
      name,
      answer: first ? `${received.status} ${first.extensions.code}` : String(received.status),
      cpu,
      memory,
    });
    await neighbour();
  });
});

/** No address, SQL, stack, path or HTML, nor a name of something that the client is not shown; and never a lot. */
function expectNothingInside({ text, headers }: Received, sent: string): void {
  const isSchema = sent.includes('__schema');
  expect(text.length).toBeLessThan(isSchema ? 2 * 1024 * 1024 : 64 * 1024);
  const { errors = [] } = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
  for (const { message, extensions } of errors) {
    for (const shown of [message, ...Object.values(extensions).map(String)]) {
      // A refusal may repeat what the client itself has sent, in quotes.
      const own = shown.replaceAll(/"([^"]+)"/g, (quoted, inner: string) =>
        sent.includes(inner) ? '' : quoted,
      );
      expect(showsInsides(own), shown).toBe(false);
    }
  }
  const everything = text + [...headers].join('\n');
  expect(everything).not.toMatch(/node_modules|\/work\/|\bpg\b|postgres|stacktrace|127\.0\.0\.1|<html/i);
  // What answers at all, bare refusals of HTTP apart, can be found in the log.
  if (text.startsWith('{')) expect(headers.get('x-jiedui-correlation-id')).toMatch(/^[\w-]{8,64}$/);
}

describe('all of it together', () => {
  test('headers that never end are given up: 408', async () => {
    const { hostname, port } = new URL(gateway.url);
    const start = performance.now();
    const answer = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(Number(port), hostname, () => socket.write('POST / HTTP/1.1\r\nHost: x\r\n'));
      const drip = setInterval(() => socket.write('X-Drip: x\r\n'), 500);
      socket.on('data', (chunk) => (received += String(chunk)));
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(drip);
        resolve(received);
      });
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - start).toBeLessThan(16_000);
  });

  test('a flood of persisted queries is kept within bounds', async () => {
    const { createHash } = await import('node:crypto');
    const before = gateway.memory().now;
    const padding = `#${'x'.repeat(2000)}`;
    for (let round = 0; round < 40; round++) {
      await Promise.all(
        Array.from({ length: 100 }, async (_, at) => {
          const query = `query Q${round}_${at} { a${at}: __typename } ${padding}`;
          const sha256Hash = createHash('sha256').update(query).digest('hex');
          const body = JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } });
          expect((await send({ body })).status).toBe(200);
        }),
      );
    }
    expect(gateway.memory().now - before).toBeLessThan(256 * 1024 * 1024);
    await neighbour();
  }, 60_000);

  test('what is refused is not offered: no subscription, @defer or @stream in the schema', async () => {
    const { data } = await federation.ask(null, {
      query: '{ __schema { subscriptionType { name } directives { name } types { name } } }',
    });
    const { subscriptionType, directives, types } = (
      data as {
        __schema: {
          subscriptionType: unknown;
          directives: { name: string }[];
          types: { name: string }[];
        };
      }
    ).__schema;
    expect(subscriptionType).toBeNull();
    expect(directives.map(({ name }) => name).sort()).toEqual([
      'deprecated',
      'include',
      'oneOf',
      'skip',
      'specifiedBy',
    ]);
    expect(types.map(({ name }) => name)).not.toContain('Subscription');
  });

  test('is in the log under its correlation id, and nothing of it was unforeseen', () => {
    const lines = gateway
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const foreseen = ['answered', 'a shard answered an odd error'];
    expect(
      [...new Set(lines.map(({ msg }) => msg))].filter((msg) => !foreseen.includes(String(msg))),
    ).toEqual([]);
    const answered = lines.filter(({ msg }) => msg === 'answered');
    expect(answered.length).toBeGreaterThan(200);
    expect(answered.every(({ correlationId }) => typeof correlationId === 'string')).toBe(true);
    const overAll = answered.filter(
      ({ jurisdictions }) => '445103' in ((jurisdictions as object | undefined) ?? {}),
    );
    expect(overAll.find(({ outcome }) => outcome === 'complete')).toMatchObject({
      operation: null,
      kind: 'query',
      roles: ['PUBLIC'],
      jurisdictions: { '445100': 'answered' },
      status: 200,
      milliseconds: expect.any(Number),
      cost: expect.any(Number),
    });
  });
});

/** Rewrites the table of README.md with what was just measured. */
async function writeTable(): Promise<void> {
  const file = new URL('./README.md', import.meta.url);
  const rows = kinds.flatMap(([kind]) => [
    `| **${kind}** | | | |`,
    ...measured
      .filter((each) => each.kind === kind)
      .map(
        ({ name, answer, cpu, memory }) =>
          `| ${name.replaceAll('_', '\\_')} | ${answer} | ${cpu.toFixed(1)} ms | ${(memory / 1024 / 1024).toFixed(1)} MB |`,
      ),
  ]);
  const table = [
    `Measured on ${cpus()[0]!.model.trim()} with Node ${process.versions.node}.`,
    '',
    '| input | answer | CPU | memory |',
    '| --- | --- | ---: | ---: |',
    ...rows,
  ].join('\n');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/<!-- measured -->[\s\S]*<!-- end -->/, `<!-- measured -->\n\n${table}\n\n<!-- end -->`),
  );
}
