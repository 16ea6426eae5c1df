import { setTimeout as sleep } from 'node:timers/promises';

import type { RequestContext } from '@jiedui/kit/context';
import { installJobs, type Job, startJobs } from '@jiedui/kit/jobs';
import type { Subgraph } from '@jiedui/kit/schema';
import type { Watch } from '@jiedui/kit/watch';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const log = { warn: () => undefined, error: () => undefined };
const served = (jobs: Record<string, Job>): Subgraph[] => [
  { name: 'test', resolvers: [class {}], references: {}, entities: [], migrations: [], jobs },
];
const start = (jobs: Record<string, Job>, watch?: Pick<Watch, 'ran'>) =>
  startJobs({
    url: database.url,
    subgraphs: served(jobs),
    contextOf: (signal) => ({ signal }) as RequestContext,
    log,
    ...(watch && { watch }),
  });
const schedules = async () =>
  (await client.query<object>('select name, cron, timezone from jobs.schedule order by name')).rows;

test('the queue is installed by several processes at once, and not where there are no jobs', async () => {
  await installJobs(database.url, served({}));
  const exists = `select 1 from pg_namespace where nspname = 'jobs'`;
  expect((await client.query(exists)).rowCount).toBe(0);
  const jobs = served({ any: { schedule: '0 7 * * *', run: async () => undefined } });
  await Promise.all([1, 2, 3].map(() => installJobs(database.url, jobs)));
  expect((await client.query(exists)).rowCount).toBe(1);
});

test('a job runs one at a time over all processes, with a context that ends with it', async () => {
  const counts = { runs: 0, now: 0, most: 0 };
  const count: Job = {
    schedule: '30 7 * * 1',
    run: async ({ signal }) => {
      expect(signal?.aborted).toBe(false);
      counts.now += 1;
      counts.most = Math.max(counts.most, counts.now);
      await sleep(300);
      counts.now -= 1;
      counts.runs += 1;
    },
  };
  const processes = await Promise.all([start({ count }), start({ count })]);
  await Promise.all(processes.flatMap(({ ask }) => [ask('test.count'), ask('test.count')]));
  await vi.waitFor(() => expect(counts.runs).toBeGreaterThan(0), { timeout: 10_000 });
  await processes[0]!.ask('test.count');
  await vi.waitFor(() => expect(counts.runs).toBeGreaterThan(1), { timeout: 10_000 });
  expect(counts.most).toBe(1);
  await Promise.all(processes.map(({ stop }) => stop()));
  expect(counts.now).toBe(0);
}, 30_000);

test('schedules are of Beijing, and go when a release has the job no more', async () => {
  const job: Job = { schedule: '0 7 * * *', run: async () => undefined };
  await (await start({ old: job, kept: job })).stop();
  await (await start({ kept: { ...job, schedule: '0 8 * * *' } })).stop();
  expect(await schedules()).toEqual([{ name: 'test.kept', cron: '0 8 * * *', timezone: 'Asia/Shanghai' }]);
});

test('whoever watches hears of each run, and whether it failed', async () => {
  const heard: unknown[] = [];
  const watch: Pick<Watch, 'ran'> = {
    ran: (job, failed, milliseconds) => void heard.push([job, failed, milliseconds >= 20]),
  };
  const running = await start(
    {
      good: { schedule: '0 7 * * *', run: async () => void (await sleep(30)) },
      bad: {
        schedule: '0 7 * * *',
        run: async () => {
          await sleep(30);
          throw new Error('not today');
        },
      },
    },
    watch,
  );
  await Promise.all([running.ask('test.good'), running.ask('test.bad')]);
  await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 10_000 });
  expect(heard).toEqual(
    expect.arrayContaining([
      ['test.good', false, true],
      ['test.bad', true, true],
    ]),
  );
  await running.stop();
}, 30_000);
