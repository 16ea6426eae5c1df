import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

export const superuser = 'jiedui';

export interface PidFile {
  pid: number;
  port: number;
  ready: boolean;
}

/** What a running server wrote into its data folder: process, folder, start, port, socket folder, address, memory, status. */
export async function readPidFile(data: string): Promise<PidFile | null> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, , , , status = ''] = text.split('\n');
  if (!pid || !Number.isInteger(Number(pid))) return null;
  return { pid: Number(pid), port: Number(port) || 0, ready: status.trim() === 'ready' };
}

export interface Claim {
  port: number;
  password: string;
  data: string;
}

/** Whether what listens on the port is a PostgreSQL that takes our password and stands on our data. */
export async function proveOurs({ port, password, data }: Claim): Promise<boolean> {
  if (port === 0) return false;
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return (await realpath(rows[0]?.data_directory ?? '')) === (await realpath(data));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Unit: milliseconds. How long a server that starts, recovers or stops may take before it is ended. */
const recoveryPatience = 30_000;

/**
 * The server that still runs on the data after its parent died, proven by a real connection; or null, and then nothing
 * runs on them and no note says so: a process of another kind that got the old number is left alone.
 */
export async function adopt(data: string, password: string): Promise<{ pid: number; port: number } | null> {
  const deadline = Date.now() + recoveryPatience;
  for (;;) {
    const found = await readPidFile(data);
    if (!found) return null;
    if (!isAlive(found.pid) || !(await standsOn(found.pid, data))) {
      // PostgreSQL clears the note of a process that is gone, but takes a zombie, or another process that got the old
      // number, for a living server and refuses to start. The memory of surviving children it still notices.
      await rm(path.join(data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (found.ready && (await proveOurs({ port: found.port, password, data }))) return found;
    // Stopped in the terminal, perhaps.
    process.kill(found.pid, 'SIGCONT');
    if (Date.now() > deadline) {
      await endHanging(found.pid);
      return null;
    }
    await sleep(100);
  }
}

/** A server on our data that does not answer (stopped by SIGSTOP, or another password): nothing else can be started on them. */
async function endHanging(pid: number): Promise<void> {
  for (const signal of ['SIGCONT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (signal !== 'SIGCONT' && (await waitForEnd(() => !isAlive(pid), 5_000))) return;
  }
}

/** Whether a process is a PostgreSQL on this folder: it makes its data its working directory. */
async function standsOn(pid: number, data: string): Promise<boolean> {
  if (platform() === 'linux') {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return folder !== '' && folder === (await realpath(data).catch(() => data));
  }
  try {
    const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(data);
  } catch {
    return false;
  }
}

/** Whether a process with this number lives: a zombie that nobody collected (a container without init) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !(platform() === 'linux' && isZombie(pid));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  try {
    // The name stands in brackets and can hold anything; the state follows the last one.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') ?? false;
  } catch {
    return false;
  }
}

export async function waitForEnd(hasEnded: () => boolean, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!hasEnded()) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
