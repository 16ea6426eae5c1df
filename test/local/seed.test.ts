import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { seedDatabase } from '@jiedui/local/seed/insert';
import { seedScale } from '@jiedui/local/seed/scale';
import { seeds } from '@jiedui/local/seed/seeds';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { createDatabase, createMigratedDatabase } from '../support/postgres.ts';

async function count(url: string, table: string, where = 'true'): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ${table} where ${where}`,
    );
    return rows[0]!.count;
  } finally {
    await client.end();
  }
}

const nanpi = '130927' as JurisdictionCode;
const ledger = seeds['cangzhou']!()[nanpi]!;

test('a seed is written once, with every row of its ledgers', async () => {
  const { url } = await createMigratedDatabase();
  const rows = Object.values(ledger).reduce((sum, part) => sum + part.length, 0);
  expect(await seedDatabase(url, 'test', [ledger], [nanpi])).toEqual({ kind: 'seeded', rows });
  expect(await seedDatabase(url, 'test', [ledger], [nanpi])).toEqual({ kind: 'present', rows });
  expect(await count(url, 'party_organisation', `establishment = 'SINGLE'`)).toBe(126 + 48);
  expect(await count(url, 'party_organisation_host')).toBe(126 + 48 + 2 * (26 + 12));
  expect(await count(url, 'member_unit', `functions @> array['F']`)).toBeGreaterThan(0);
});

test('two that seed one database at once write it once', async () => {
  const { url } = await createMigratedDatabase();
  const outcomes = await Promise.all([1, 2].map(() => seedDatabase(url, 'test', [ledger], [nanpi])));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['present', 'seeded']);
});

test("a database with the jurisdiction's own records is left as it is", async () => {
  const { url } = await createMigratedDatabase();
  await seedDatabase(url, 'somebody else', [ledger], [nanpi]);
  expect(await seedDatabase(url, 'test', [ledger], [nanpi])).toEqual({
    kind: 'occupied',
    table: 'member_unit',
  });
});

test('a seed that fails half-way leaves nothing', async () => {
  const { url } = await createMigratedDatabase();
  const broken = { ...ledger, appeals: [{ ...ledger.appeals[0]!, tier: 'T9' as 'T1' }] };
  await expect(seedDatabase(url, 'test', [broken], [nanpi])).rejects.toThrow(/appeal_tier/);
  expect(await count(url, 'member_unit')).toBe(0);
});

test('a database of one subgraph gets the tables it has', async () => {
  const { url } = await createDatabase();
  const { migrate } = await import('@jiedui/deployment/migration');
  await migrate({ databaseUrl: url, subgraphs: ['services'] });
  const { publicServices, appeals, appealSteps, appealParts } = ledger;
  const rows = [publicServices, appeals, appealSteps, appealParts].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  expect(await seedDatabase(url, 'test', [ledger], [nanpi])).toEqual({ kind: 'seeded', rows });
});

test('the scale seed spreads its jurisdictions over the databases it is given', async () => {
  const [city, counties] = await Promise.all([createMigratedDatabase(), createMigratedDatabase()]);
  const databaseOf = (code: string): string => (code === '445100' ? city.url : counties.url);
  const written = await seedScale({ jurisdictions: 3, organisations: 600, databaseOf });
  expect(await count(city.url, 'organisation')).toBe(200);
  expect(await count(counties.url, 'organisation')).toBe(400);
  expect(written).toBeGreaterThan(1_000);
  expect(await seedScale({ jurisdictions: 3, organisations: 600, databaseOf })).toBe(0);
});
