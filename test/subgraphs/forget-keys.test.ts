import 'reflect-metadata';

import { forgetKeys } from '@jiedui/kit/forget-keys';
import { once } from '@jiedui/kit/idempotency';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { chaoan, type County, officer, openCounty, testClock } from './county.ts';
import { observed } from './plans.ts';

let county: County;
let client: Client;
const viewer = officer('COUNTY', chaoan);

beforeAll(async () => {
  county = await openCounty(chaoan);
  client = new Client({ connectionString: county.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await county?.close();
});
beforeEach(() => client.query('truncate idempotency'));

/** How often the work was done: 1 where the key was remembered. */
async function done(key: string, as: Viewer = viewer): Promise<number> {
  const context = county.context({ viewer: as });
  let times = 0;
  await once(context, { key, mutation: 'try', input: { a: 1 } }, async () => (times += 1));
  return times;
}

/** As if the note of this key had been written so many days before the clock's now. */
const age = (key: string, days: number) =>
  client.query(
    `update idempotency set created_at = $1::timestamptz - make_interval(secs => $2::float8 * 86400) where key = $3`,
    [testClock.now().toISOString(), days, key],
  );
const kept = async () =>
  (await client.query<{ key: string }>('select key from idempotency order by key')).rows.map(
    ({ key }) => key,
  );

test('a key is forgotten after 90 days, and no earlier; then it is a new one', async () => {
  for (const key of ['of long ago', 'of 89 days', 'of today']) expect(await done(key)).toBe(1);
  await age('of long ago', 90.01);
  await age('of 89 days', 89.99);
  await age('of today', 0);
  expect(await done('of long ago')).toBe(0);
  expect(await forgetKeys(county.context())).toBe(1);
  expect(await kept()).toEqual(['of 89 days', 'of today']);
  expect(await done('of 89 days')).toBe(0);
  expect(await done('of long ago')).toBe(1);
  expect(await forgetKeys(county.context())).toBe(0);
});

test('how long is policy', async () => {
  await done('of two days');
  await age('of two days', 2.5);
  expect(await forgetKeys(county.context({ policies: { idempotency: { keptDays: 3 } } }))).toBe(0);
  expect(await forgetKeys(county.context({ policies: { idempotency: { keptDays: 2 } } }))).toBe(1);
});

test('the note that an event was taken stays: its sender may repeat it after any time', async () => {
  const sender: Viewer = { ...viewer, subject: `jurisdiction ${chaoan}` };
  await done('an event of long ago', sender);
  await age('an event of long ago', 4_000);
  expect(await forgetKeys(county.context())).toBe(0);
  expect(await done('an event of long ago', sender)).toBe(0);
});

test('many go in several statements, oldest first, each by the index; one that is stopped goes on the next night', async () => {
  await client.query(
    `insert into idempotency (key, viewer_subject, mutation, request_hash, response, created_at)
      select 'old ' || n, 'somebody', 'try', 'x', '{}'::jsonb, $1::timestamptz - make_interval(days => 91 + n % 9)
        from generate_series(1, 12000) n
      union all select 'young ' || n, 'somebody', 'try', 'x', '{}'::jsonb, $1::timestamptz from generate_series(1, 30000) n`,
    [testClock.now().toISOString()],
  );
  await client.query('analyze idempotency');
  const context = county.context();
  const stopped = AbortSignal.abort(new Error('the process ends'));
  await expect(forgetKeys({ ...context, signal: stopped })).rejects.toThrow('the process ends');
  const watched = observed(context.em);
  expect(await forgetKeys({ ...context, em: watched.em })).toBe(12_000);
  expect(watched.statements()).toBe(3);
  for (const plan of await watched.plans(client)) {
    expect(plan).toContain('idempotency_age');
    expect(plan).not.toContain('Seq Scan on idempotency');
  }
  expect(await kept()).toHaveLength(30_000);
});
