import { kitJobs } from '@jiedui/kit/forget-keys';
import { installJobs } from '@jiedui/kit/jobs';
import { openDatabase } from '@jiedui/kit/orm';

import { type SubgraphName, subgraphNames } from './config.ts';
import { loadSubgraphs } from './subgraphs.ts';

export interface MigrationOptions {
  databaseUrl: string;
  /** Default: all three. */
  subgraphs?: readonly SubgraphName[];
}

/**
 * Brings the tables of a database up to date; several processes may do so at once. Returns the names of the migrations
 * that ran. @throws the driver's error where the database does not answer.
 */
export async function migrate({
  databaseUrl,
  subgraphs = subgraphNames,
}: MigrationOptions): Promise<readonly string[]> {
  const loaded = await loadSubgraphs(subgraphs);
  const database = await openDatabase({ url: databaseUrl, subgraphs: loaded });
  try {
    const ran = await database.migrate();
    await installJobs(databaseUrl, [...loaded, kitJobs]);
    return ran;
  } finally {
    await database.close();
  }
}
