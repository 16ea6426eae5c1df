import { Client } from 'pg';
import { expect, test } from 'vitest';

import { createDatabase, createPreparedDatabase } from './postgres.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a test database is PostgreSQL 18 with UTF-8 and byte order', async () => {
  const database = await createDatabase();
  const [row] = await query(
    database.url,
    `select current_setting('server_version_num')::int / 10000 as version, datcollate, pg_encoding_to_char(encoding) as encoding
     from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({ version: 18, datcollate: 'C', encoding: 'UTF8' });
});

test('a prepared database is made once and copied for every caller', async () => {
  let prepared = 0;
  const prepare = async (url: string): Promise<void> => {
    prepared++;
    await query(url, 'create table place (name text)');
  };
  const databases = await Promise.all([1, 2, 3].map(() => createPreparedDatabase('place', prepare)));
  expect(prepared).toBe(1);
  await query(databases[0]!.url, `insert into place values ('潮安')`);
  expect(await query(databases[1]!.url, 'select * from place')).toEqual([]);
  expect(new Set(databases.map(({ name }) => name)).size).toBe(3);
});
