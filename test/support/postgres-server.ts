import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { isAlive } from '@jiedui/local/postgres/ours';
import { removePostgres } from '@jiedui/local/postgres/remove';
import { startPostgres, type Postgres } from '@jiedui/local/postgres/server';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

const prefix = 'jiedui-test-';

/**
 * One throw-away PostgreSQL per test run: started when the first test asks for a database, removed with all its data
 * at the run's end. What a run that was killed left behind is removed by the next one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  let folder: string | undefined;
  let started: Promise<Postgres> | undefined;
  const postgres = (): Promise<Postgres> =>
    (started ??= (async () => {
      folder = await mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`));
      // Made closed; started by root, the server runs as another user.
      await chmod(folder, 0o755);
      return startPostgres({ folder, throwAway: true, maxConnections: 500 });
    })());

  const broker = createServer((request, response) => {
    const answer = async (): Promise<unknown> => {
      const server = await postgres();
      if (request.method !== 'POST') return { url: server.url('postgres') };
      return createDatabase(
        server,
        new URL(request.url ?? '/', 'http://localhost').searchParams.get('template'),
      );
    };
    answer().then(
      (value) => response.end(JSON.stringify(value)),
      (cause: unknown) => response.writeHead(500).end(JSON.stringify({ error: String(cause) })),
    );
  });
  project.provide('databases', await listening(broker));

  return async () => {
    broker.closeAllConnections();
    broker.close();
    await started?.catch(() => undefined);
    if (folder) await removePostgres(folder);
  };
}

async function createDatabase(
  server: Postgres,
  template: string | null,
): Promise<{ name: string; url: string }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = new Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    // Copying files takes a third of the time of the default, which logs every page.
    const from = template ? `template ${admin.escapeIdentifier(template)}` : '';
    await admin.query(`create database ${name} ${from} strategy file_copy`);
  } finally {
    await admin.end();
  }
  return { name, url: server.url(name) };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  if (typeof address !== 'object' || !address)
    throw new Error('The broker of test databases has no address.');
  return `http://127.0.0.1:${address.port}/`;
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = new RegExp(`^${prefix}([0-9]+)-`).exec(name)?.[1];
    if (maker && !isAlive(Number(maker)))
      await removePostgres(path.join(tmpdir(), name)).catch(() => undefined);
  }
}
