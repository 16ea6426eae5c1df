import 'reflect-metadata';

import { type AddressInfo, createServer } from 'node:net';

import { codeOf } from '@jiedui/kit/masking';
import { openDatabase } from '@jiedui/kit/orm';
import { run, sql } from '@jiedui/kit/sql';
import { expect, test } from 'vitest';

import { createDatabase } from '../support/postgres.ts';

test('a statement waits for a busy pool as long as its request lasts: the database is not down', async () => {
  const { url } = await createDatabase();
  const database = await openDatabase({ url, subgraphs: [], connections: 1, connectTimeout: 200 });
  try {
    const em = database.em();
    const busy = run({ em }, sql`select pg_sleep(0.8)`);
    await expect(run({ em: database.em() }, sql<{ n: number }>`select 1 as n`)).resolves.toEqual([{ n: 1 }]);
    await busy;
  } finally {
    await database.close();
  }
});

test('a database that takes connections and says nothing is down', async () => {
  await using silent = createServer((socket) => void socket.resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const database = await openDatabase({
    url: `postgresql://nobody:nothing@127.0.0.1:${port}/nowhere`,
    subgraphs: [],
    connectTimeout: 200,
  });
  const start = performance.now();
  const refused = await run({ em: database.em() }, sql`select 1`).catch((error: unknown) => error);
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(codeOf(refused)).toBe('DATABASE_UNAVAILABLE');
  await database.close();
});
