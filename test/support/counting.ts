import pg from 'pg';

import type { PlacedDeployment } from './world.ts';

const tables = ['organisation', 'activity', 'public_service', 'appeal', 'idempotency'] as const;

/** How many rows lie in all tables that mutations write, by deployment and table. */
export async function countWritten(
  deployments: readonly PlacedDeployment[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, database } of deployments) {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      for (const table of tables) {
        const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
        counts[`${name} ${table}`] = Number(rows[0]!.count);
      }
    } finally {
      await client.end();
    }
  }
  return counts;
}
