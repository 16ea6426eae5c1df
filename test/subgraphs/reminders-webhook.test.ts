import 'reflect-metadata';

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { clockOf } from '@jiedui/kit/clock';
import { installJobs, startJobs } from '@jiedui/kit/jobs';
import { remind } from '@jiedui/pairings/reminder/remind';
import { deliverReminders, signatureOf } from '@jiedui/pairings/reminder/webhook';
import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { chaoan, id, officer, openWorld, type World } from './pairings-world.ts';

/** Digests on their way to a webhook: by whom they are taken, what is tried again, and what a killed process leaves behind. */

const secret = 's'.repeat(32);
const morning = new Date('2024-03-26T01:00:00Z');
const minutes = (n: number) => clockOf(() => new Date(morning.getTime() + n * 60_000));
const unit = id(chaoan, 'unit', 1);

let world: World;
let server: Server;
let url: string;
let taken: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let respond: (response: ServerResponse, path: string) => void;

beforeAll(async () => {
  world = await openWorld(pairings);
  await world.insert(
    'pairing',
    [1, 2].map((n) => ({
      id: id(chaoan, 'pair', n),
      kind: 'UNIT_ORGANISATION',
      state: 'CONFIRMED',
      title: `示例结对${n}`,
      sort_title: `s${n}`,
      unit_id: unit,
      started_on: '2024-03-01',
      principles: [],
      mechanisms: [],
    })),
  );
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      taken.push({ path: request.url!, headers: request.headers, body });
      respond(response, request.url!);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await world.select('truncate reminder, reminder_item');
  taken = [];
  respond = (response) => void response.writeHead(204).end();
});

const policies = () => ({ reminders: { webhook: { url, secret } } });
const deliver = (after: number): Promise<void> =>
  world.scheduled(minutes(after), deliverReminders, policies());

async function delivery() {
  const { data, errors } = await world.ask(
    '{ reminders { nodes { id delivery { state attempts lastFailure deliveredAt nextTryAt } } } }',
    { viewer: officer('COUNTY', chaoan) },
  );
  expect(errors).toBeUndefined();
  return data.reminders.nodes;
}

describe('a digest', () => {
  beforeEach(async () => {
    expect(await world.scheduled(minutes(0), remind, policies())).toBe(1);
  });

  test('is sent once, signed, with the id of the delivery', async () => {
    await deliver(0);
    await deliver(1);
    expect(taken).toHaveLength(1);
    const [{ headers, body, path }] = taken as [(typeof taken)[0]];
    const [node] = await delivery();
    expect(path).toBe('/notices');
    expect(headers['x-jiedui-delivery']).toBe(node.id);
    expect(headers['x-jiedui-signature']).toBe(signatureOf(secret, morning.getTime() / 1000, body));
    expect(JSON.parse(body)).toEqual({
      delivery: node.id,
      jurisdiction: chaoan,
      unit,
      remindedOn: '2024-03-26',
      due: 2,
      overdue: 0,
      items: [1, 2].map((n) => ({
        obligation: `${id(chaoan, 'pair', n)}/CONTACT/20240301`,
        pairing: id(chaoan, 'pair', n),
        instructor: null,
        title: `示例结对${n}`,
        rule: 'CONTACT',
        periodStart: '2024-03-01',
        periodEnd: '2024-03-31',
        dueOn: '2024-03-31',
        required: 1,
        done: 0,
        status: 'DUE',
        daysLeft: 5,
      })),
    });
    expect(node.delivery).toMatchObject({ state: 'DELIVERED', attempts: 1, lastFailure: null });
  });

  test('that is not taken is tried again, after one minute, then two, and the officer sees why', async () => {
    respond = (response) => void response.writeHead(503).end('SELECT secret');
    await expect(deliver(0)).rejects.toThrow('1 of 1 reminders were not taken by the webhook');
    expect((await delivery())[0].delivery).toEqual({
      state: 'WAITING',
      attempts: 1,
      lastFailure: 'HTTP 503',
      deliveredAt: null,
      nextTryAt: '2024-03-26T01:01:00.000Z',
    });
    await deliver(0.9);
    expect(taken).toHaveLength(1);
    await expect(deliver(1)).rejects.toThrow('HTTP 503');
    await deliver(2.9);
    expect(taken).toHaveLength(2);
    respond = (response) => void response.writeHead(200).end();
    await deliver(3);
    expect(new Set(taken.map(({ headers }) => headers['x-jiedui-delivery'])).size).toBe(1);
    expect((await delivery())[0].delivery).toMatchObject({
      state: 'DELIVERED',
      attempts: 3,
      nextTryAt: null,
    });
  });

  test('is given up after twelve tries', async () => {
    respond = (response) => void response.writeHead(500).end();
    for (let day = 0; day < 12; day++) await expect(deliver(day * 24 * 60)).rejects.toThrow('HTTP 500');
    await deliver(13 * 24 * 60);
    expect(taken).toHaveLength(12);
    expect((await delivery())[0].delivery).toMatchObject({ state: 'FAILED', attempts: 12, nextTryAt: null });
  });

  test('goes to the address that was configured and to no other: a redirection is a failure', async () => {
    respond = (response, path) =>
      void (path === '/notices'
        ? response.writeHead(307, { location: '/elsewhere' }).end()
        : response.writeHead(200).end());
    await expect(deliver(0)).rejects.toThrow('HTTP 307');
    expect(taken.map(({ path }) => path)).toEqual(['/notices']);
  });

  test('tells nobody but officers and auditors how its sending goes, and never the address', async () => {
    respond = (response) => void response.destroy();
    await expect(deliver(0)).rejects.toThrow(/^(?!.*127\.0\.0\.1).*not taken/);
    const liaison = { subject: 'liaison', roles: ['UNIT'], jurisdictions: [chaoan], unit } as const;
    const { data } = await world.ask('{ reminders { nodes { delivery { lastFailure } } } }', {
      viewer: liaison,
    });
    expect(data.reminders.nodes).toEqual([{ delivery: null }]);
    expect(JSON.stringify(await delivery())).not.toContain('127.0.0.1');
  });

  test('of a day without a webhook is never sent', async () => {
    await world.select('truncate reminder, reminder_item');
    await world.scheduled(minutes(0), remind);
    await deliver(0);
    expect(taken).toEqual([]);
    expect((await delivery())[0].delivery).toMatchObject({ state: 'NONE', attempts: 0 });
  });
});

test('the jobs of a deployment write the digest by the schedule of the policy, and send it', async () => {
  await installJobs(world.url, [pairings]);
  const context = await world.scheduled(minutes(0), async (made) => made, policies());
  const running = await startJobs({
    url: world.url,
    subgraphs: [pairings],
    contextOf: () => ({
      ...context,
      policies: { reminders: { schedule: '30 8 1 * *', webhook: { url, secret } } },
    }),
    log: { warn: () => undefined, error: () => undefined },
  });
  try {
    const schedules = await world.select(
      `select name, cron, timezone from jobs.schedule where name like 'pairings.reminder%' order by name`,
    );
    expect(schedules).toEqual([
      { name: 'pairings.reminderWebhook', cron: '* * * * *', timezone: 'Asia/Shanghai' },
      { name: 'pairings.reminders', cron: '30 8 1 * *', timezone: 'Asia/Shanghai' },
    ]);
    await running.ask('pairings.reminders');
    await expect
      .poll(() => world.select('select due from reminder'), { timeout: 15_000 })
      .toEqual([{ due: 2 }]);
    await running.ask('pairings.reminderWebhook');
    await expect.poll(() => taken.length, { timeout: 15_000 }).toBe(1);
  } finally {
    await running.stop();
  }
}, 40_000);

describe('processes', () => {
  const running: ChildProcess[] = [];
  afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));

  /** A process that reminds and delivers when it is told. */
  async function startProcess() {
    const file = fileURLToPath(new URL('../dist/subgraphs/reminding-process.js', import.meta.url));
    const child = spawn(process.execPath, [file], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], DATABASE_URL: world.url, NOW: morning.toISOString(), WEBHOOK: url },
    });
    running.push(child);
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    expect(await lines.next()).toMatchObject({ value: 'ready' });
    return {
      tell: (word: string) => void child.stdin!.write(`${word}\n`),
      answer: async () => (await lines.next()).value as string,
      kill: async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }

  const counts = async () => {
    const [row] = await world.select(
      'select (select count(*)::int from reminder) as digests, (select count(*)::int from reminder_item) as items',
    );
    return row;
  };

  test('two that run the schedule at once write one digest', async () => {
    const both = await Promise.all([startProcess(), startProcess()]);
    for (const each of both) each.tell('remind');
    const written = await Promise.all(both.map((each) => each.answer()));
    expect(written.sort()).toEqual(['0', '1']);
    expect(await counts()).toEqual({ digests: 1, items: 2 });
  }, 30_000);

  test('one that is killed between the record and the webhook is made up for: one record, one delivery', async () => {
    const first = await startProcess();
    first.tell('remind');
    expect(await first.answer()).toBe('1');
    await first.kill();
    expect(await world.scheduled(minutes(0), remind, policies())).toBe(0);
    await deliver(0);
    expect(await counts()).toEqual({ digests: 1, items: 2 });
    expect(taken).toHaveLength(1);
    expect((await delivery())[0].delivery).toMatchObject({ state: 'DELIVERED' });
  }, 30_000);

  test('one that is killed while the webhook answers sends again with the same id of the delivery', async () => {
    const first = await startProcess();
    first.tell('remind');
    await first.answer();
    const held = new Promise<ServerResponse>((resolve) => (respond = resolve));
    first.tell('deliver');
    const response = await held;
    await first.kill();
    response.destroy();
    respond = (again) => void again.writeHead(200).end();
    // Not before its time: another process does not double what is under way.
    await deliver(0.5);
    expect(taken).toHaveLength(1);
    await deliver(1);
    expect(taken).toHaveLength(2);
    expect(taken[0]!.headers['x-jiedui-delivery']).toBe(taken[1]!.headers['x-jiedui-delivery']);
    expect(taken[0]!.body).toBe(taken[1]!.body);
    expect(await counts()).toEqual({ digests: 1, items: 2 });
  }, 30_000);
});
