import { Client } from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where tests ask for databases: `POST` gives a new empty one, `POST ?template=` a copy, `GET` the server itself. */
    databases: string;
  }
}

export interface TestDatabase {
  name: string;
  /** A connection string of a user who may do everything. */
  url: string;
  /** Not needed at a test's end (everything goes with the run); for long files that make many. */
  drop(): Promise<void>;
}

/**
 * A new empty database on the run's throw-away server.
 * @see createMigratedDatabase for one with all tables.
 */
export async function createDatabase(template?: string): Promise<TestDatabase> {
  const query = template ? `?template=${encodeURIComponent(template)}` : '';
  const { name, url } = await ask('POST', query);
  return { name: name!, url, drop: async () => dropDatabase(name!) };
}

/** A copy of a database that was migrated once per run, by the migrations of all three subgraphs. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const { migrate } = await import('@jiedui/deployment/migration');
  return createPreparedDatabase('migrated', (url) => migrate({ databaseUrl: url }));
}

/**
 * A copy of a database that was prepared once per run under this name: by the first caller, in whichever worker.
 * `prepare` must close its connections.
 */
export async function createPreparedDatabase(
  name: string,
  prepare: (url: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const template = `prepared_${name.replaceAll(/[^a-z0-9_]/g, '_')}`;
  const { url } = await ask('GET', '');
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    // The others wait until the first has prepared it.
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      const fresh = await ask('POST', '');
      await prepare(fresh.url);
      await admin.query(`alter database ${fresh.name} rename to ${template}`);
    }
  } finally {
    await admin.end();
  }
  return createDatabase(template);
}

async function dropDatabase(name: string): Promise<void> {
  const { url } = await ask('GET', '');
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${admin.escapeIdentifier(name)} with (force)`);
  } finally {
    await admin.end();
  }
}

async function ask(method: 'GET' | 'POST', query: string): Promise<{ url: string; name?: string }> {
  const response = await fetch(`${inject('databases')}${query}`, { method });
  const answer = (await response.json()) as { url: string; name?: string; error?: string };
  if (answer.error) throw new Error(answer.error);
  return answer;
}
