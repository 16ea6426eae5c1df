import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { serverAccount, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { cleanEnvironment, ended, initialise } from './initialise.ts';
import { dataFolder } from './place.ts';
import { adopt, isAlive, proveOurs, readPidFile, superuser, waitForEnd } from './ours.ts';

export interface PostgresOptions {
  /** The server's own folder: password, port, log and, where its account can reach it, the data. Made where absent. */
  folder: string;
  /** For tests: nothing is forced to the disk, and a crash of the machine loses the data. */
  throwAway?: boolean;
  /** Default 200. */
  maxConnections?: number;
}

export interface Postgres {
  readonly port: number;
  readonly pid: number;
  /** Where the records are. */
  readonly data: string;
  /** The server outlived an earlier process and was taken over as it was. */
  readonly adopted: boolean;
  /** The data folder was made by this call. */
  readonly initialised: boolean;
  /** A connection string with the superuser's password: keep it out of logs. */
  url(database: string): string;
  /** Ends the server in order, sessions included, and waits for its end. */
  stop(): Promise<void>;
}

/** Unit: milliseconds. Recovery after a crash can replay much; a healthy start takes a tenth of a second. */
const startPatience = 60_000;
const attempts = 8;

/**
 * Starts the PostgreSQL of a folder, or takes over the one that still runs on it after its parent was killed. It
 * listens on 127.0.0.1 only, with a password of its own, and is no child of the terminal: Ctrl-C does not reach it.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const account = serverAccount();
  const folder = path.resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const data = await dataFolder(folder, account);
  const password = await keptPassword(folder);

  const binaries = await findBinaries(account);
  const initialised = !(await exists(path.join(data, 'PG_VERSION')));
  if (initialised) {
    await initialise({ binaries, account, data, password, throwAway: options.throwAway ?? false });
  } else {
    const running = await adopt(data, password);
    if (running) return server({ ...running, data, password, adopted: true, initialised: false });
  }

  let failure = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const port = await freePort(attempt === 1 ? await keptPort(folder) : 0);
    const outcome = await launch({ binaries, account, folder, data, password, port, options });
    if (outcome.kind === 'running') {
      await writeFile(path.join(folder, 'port'), String(port));
      return server({ ...outcome, port, data, password, adopted: false, initialised });
    }
    failure = outcome.log;
    // The last server's children still hold its memory for a moment, or somebody took the port between look and use.
    if (!/shared memory block|could not bind|Address already in use/i.test(failure)) break;
    await sleep(attempt * 150);
  }
  throw new Error(`PostgreSQL did not start on ${data}:\n${failure.trim()}`);
}

interface Running {
  pid: number;
  port: number;
  data: string;
  password: string;
  adopted: boolean;
  initialised: boolean;
  child?: ChildProcess;
}

function server({ pid, port, data, password, adopted, initialised, child }: Running): Postgres {
  let stopping: Promise<void> | undefined;
  return {
    pid,
    port,
    data,
    adopted,
    initialised,
    url: (database) =>
      `postgres://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => (stopping ??= stopServer(pid, child)),
  };
}

async function stopServer(pid: number, child: ChildProcess | undefined): Promise<void> {
  const hasEnded = (): boolean =>
    child ? child.exitCode !== null || child.signalCode !== null : !isAlive(pid);
  // Interrupt: sessions are ended and everything is written. Quit: at once; the next start replays the log.
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (hasEnded()) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd(hasEnded, patience)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end.`);
}

interface Launch {
  binaries: Binaries;
  account: Account | undefined;
  folder: string;
  data: string;
  password: string;
  port: number;
  options: PostgresOptions;
}

type Launched = { kind: 'running'; pid: number; child: ChildProcess } | { kind: 'failed'; log: string };

async function launch({
  binaries,
  account,
  folder,
  data,
  password,
  port,
  options,
}: Launch): Promise<Launched> {
  const logFile = path.join(folder, 'log');
  // A file, not a pipe: the server must not die of its parent's death before it was told to stop.
  const log = await open(logFile, 'w', 0o600);
  try {
    const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings(options)], {
      ...account,
      cwd: path.dirname(data),
      env: cleanEnvironment(),
      stdio: ['ignore', log.fd, log.fd],
      // A group of its own: Ctrl-C in the terminal must reach the runner alone, which then stops all in order.
      detached: true,
    });
    child.unref();
    // Looked at below; a failed spawn must not end this process.
    const end: { how?: string } = {};
    ended(child).then(
      (code) => (end.how = `ended with ${code}`),
      (cause: unknown) => (end.how = String(cause)),
    );

    const deadline = Date.now() + startPatience;
    while (end.how === undefined && Date.now() < deadline) {
      const found = await readPidFile(data);
      if (found?.ready && found.pid === child.pid && (await proveOurs({ port, password, data }))) {
        return { kind: 'running', pid: found.pid, child };
      }
      await sleep(15);
    }
    if (end.how === undefined) child.kill('SIGQUIT');
    return { kind: 'failed', log: `${await readFile(logFile, 'utf8')}\n(${end.how ?? 'not ready in time'})` };
  } finally {
    await log.close();
  }
}

function settings({ throwAway = false, maxConnections = 200 }: PostgresOptions): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    // A socket's path is limited to 107 bytes, and the folder's path may be longer.
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '96MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    jit: 'off',
    random_page_cost: 1.1,
    log_statement: 'none',
    // Connections that were cut by a kill must not hold locks for the two hours of the system's default.
    tcp_keepalives_idle: 30,
    ...(throwAway ? { fsync: 'off', full_page_writes: 'off', autovacuum: 'off', max_wal_size: '4GB' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function keptPassword(folder: string): Promise<string> {
  const file = path.join(folder, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function keptPort(folder: string): Promise<number> {
  const port = Number(await readFile(path.join(folder, 'port'), 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

/** The wanted port where it is free, else any. */
async function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => (wanted === 0 ? reject(cause) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
