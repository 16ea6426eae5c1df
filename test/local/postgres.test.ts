import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive } from '@jiedui/local/postgres/ours';
import { removePostgres } from '@jiedui/local/postgres/remove';
import { startPostgres, type Postgres } from '@jiedui/local/postgres/server';
import { Client, type QueryResultRow } from 'pg';
import { afterEach, expect, test } from 'vitest';

const folders: string[] = [];

/** A folder whose path has a space and Chinese characters. */
async function newFolder(): Promise<string> {
  const parent = await mkdtemp(path.join(tmpdir(), 'jiedui-postgres-'));
  await chmod(parent, 0o755);
  const folder = path.join(parent, '数据 库');
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    await removePostgres(folder);
    await removePostgres(path.dirname(folder));
  }
});

const start = (folder: string): Promise<Postgres> => startPostgres({ folder, throwAway: true });

async function query<Row extends QueryResultRow>(server: Postgres, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function killNine(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(10);
}

test('data, port and password outlive a stop', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  expect(first.initialised).toBe(true);
  await query(first, `create table place (name text); insert into place values ('潮安')`);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await start(folder);
  expect(second).toMatchObject({ initialised: false, adopted: false, port: first.port });
  expect(await query(second, 'select name from place')).toEqual([{ name: '潮安' }]);
  await second.stop();
});

test('a server that outlived its parent is taken over as it runs', async () => {
  const folder = await newFolder();
  const module = import.meta.resolve('../../local/dist/postgres/server.js');
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { startPostgres } from ${JSON.stringify(module)};
       const server = await startPostgres({ folder: ${JSON.stringify(folder)}, throwAway: true });
       console.log(server.pid);
       process.kill(process.pid, 'SIGKILL');`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  parent.stdout.on('data', (text) => (output += text));
  await new Promise((resolve) => parent.once('close', resolve));

  const server = await start(folder);
  expect(server).toMatchObject({ adopted: true, pid: Number(output) });
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(isAlive(server.pid)).toBe(false);
});

test('after kill -9 of the server the next start recovers what was committed', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await query(first, `create table place as select '饶平' as name`);
  await killNine(first.pid);

  const second = await start(folder);
  expect(second.adopted).toBe(false);
  expect(second.pid).not.toBe(first.pid);
  expect(await query(second, 'select name from place')).toEqual([{ name: '饶平' }]);
  await second.stop();
});

test('a note that names a process of another kind is not believed, and that process lives on', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await first.stop();
  const stranger = spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
  const note = path.join(first.data, 'postmaster.pid');
  await writeFile(note, `${stranger.pid}\n${first.data}\n0\n${first.port}\n\n127.0.0.1\n0 0\nready\n`);

  const second = await start(folder);
  expect(second.adopted).toBe(false);
  expect(isAlive(stranger.pid!)).toBe(true);
  stranger.kill('SIGKILL');
  await second.stop();
});

test('the password is readable by its owner alone, and a wrong one is refused', async () => {
  const folder = await newFolder();
  const server = await start(folder);
  expect((await stat(path.join(folder, 'password'))).mode & 0o777).toBe(0o600);
  const wrong = new Client({
    connectionString: server
      .url('postgres')
      .replace(await readFile(path.join(folder, 'password'), 'utf8'), 'wrong'),
  });
  await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test.runIf(process.getuid?.() === 0)(
  'started by root below a closed folder, it keeps its data where it can reach them',
  async () => {
    const folder = await newFolder();
    await mkdir(folder);
    await chmod(path.dirname(folder), 0o700);
    const first = await start(folder);
    expect(first.data.startsWith(folder)).toBe(false);
    await query(first, `create table place as select '湘桥' as name`);
    await first.stop();
    const second = await start(folder);
    expect(second.data).toBe(first.data);
    expect(await query(second, 'select name from place')).toEqual([{ name: '湘桥' }]);
    await second.stop();
  },
);

test('it listens on 127.0.0.1 alone', async () => {
  const folder = await newFolder();
  const server = await start(folder);
  expect(await query(server, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect(await query(server, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  await server.stop();
});
