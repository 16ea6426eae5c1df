import path from 'node:path';

import { Client } from 'pg';

import { isAlive } from './postgres/ours.ts';
import { startPostgres } from './postgres/server.ts';

/** Where the databases of a federation are. */
export interface DatabaseServer {
  /** For people: no password in it. */
  description: string;
  /** The database of a deployment; made where it is not there. Returns its connection string. */
  open(deployment: string): Promise<string>;
  stop(): Promise<void>;
}

/** An existing server where `DATABASE_URL` is set, else the embedded one of the state folder. */
export async function databaseServer(
  federation: string,
  folder: string,
  existing: string | undefined,
  tell: (line: string) => void,
): Promise<DatabaseServer> {
  if (existing) {
    const host = hostOf(existing);
    await answering(existing, host);
    return {
      description: `existing server ${host} (DATABASE_URL)`,
      open: async (deployment) => {
        const name = `jiedui_${federation}_${deployment}`;
        await createDatabase(existing, name);
        const url = new URL(existing);
        url.pathname = `/${name}`;
        return url.href;
      },
      // Not ours to stop.
      stop: async () => undefined,
    };
  }
  return embeddedServer(path.join(folder, 'postgres'), tell);
}

/** Unit: milliseconds. */
const check = 1_000;

/** The embedded server, started again where it dies: at the same port, so that the deployments find it. */
async function embeddedServer(folder: string, tell: (line: string) => void): Promise<DatabaseServer> {
  let server = await startPostgres({ folder });
  let restart: Promise<void> | null = null;
  const watch = setInterval(() => {
    if (restart || isAlive(server.pid)) return;
    tell(`数据库意外结束 PostgreSQL (process ${server.pid}) ended; starting again`);
    restart = startPostgres({ folder })
      .then((again) => {
        server = again;
      })
      .catch((error: unknown) => tell(String(error)))
      .finally(() => (restart = null));
  }, check);
  const how = server.adopted ? ', still running from before' : server.initialised ? ', new' : '';
  return {
    description: `embedded server 127.0.0.1:${server.port}, process ${server.pid}${how}`,
    open: async (deployment) => {
      await createDatabase(server.url('postgres'), deployment);
      return server.url(deployment);
    },
    stop: async () => {
      clearInterval(watch);
      await restart;
      await server.stop();
    },
  };
}

/** @throws what to do, where the text is no address of a PostgreSQL. */
function hostOf(existing: string): string {
  if (URL.canParse(existing) && /^postgres(ql)?:$/.test(new URL(existing).protocol))
    return new URL(existing).host;
  throw new Error('DATABASE_URL: expected postgres://user:password@host:port/database.');
}

async function answering(url: string, host: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message || ('code' in cause ? String(cause.code) : '') : String(cause);
    throw new Error(`DATABASE_URL: the server at ${host} does not answer (${reason}).`, { cause });
  }
}

async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    // template0: a server's template1 can have another encoding, and records are Chinese.
    await client.query(`create database ${client.escapeIdentifier(name)} template template0 encoding 'UTF8'`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // Somebody else made it in between.
    if (code === '42P04') return;
    if (code === '42501')
      throw new Error(`The user of DATABASE_URL may not create the database ${name}.`, { cause: error });
    throw error;
  } finally {
    await client.end();
  }
}
