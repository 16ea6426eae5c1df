import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { workspace } from '@jiedui/local/workspace';

/**
 * `node test/dist/bench/start-time.js [--uncommitted]`: how long the first command takes, from an empty clone in an empty
 * home to the first answered query (cold), and once more (warm). The clone holds what is committed; `--uncommitted` copies
 * the files as they lie in the checkout instead.
 */
const command = ['npx', '--yes', 'pnpm@12.4.2', 'start'] as const;
/** Unit: milliseconds. */
const patience = 240_000;
const query = '{ organisations(first: 1) { nodes { id } } }';

const folder = await mkdtemp(path.join(tmpdir(), 'jiedui-start-'));
let running: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void clean().then(() => process.exit(130)));
}
try {
  const clone = path.join(folder, 'clone');
  const home = path.join(folder, 'home');
  await mkdir(home);
  if (process.argv.includes('--uncommitted')) await copyCheckout(clone);
  else execFileSync('git', ['clone', '--quiet', workspace, clone]);
  const cold = await timeStart(clone, home);
  process.stdout.write(`cold: ${seconds(cold)} from the command to the first answered query\n`);
  const warm = await timeStart(clone, home);
  process.stdout.write(`warm: ${seconds(warm)}\n`);
} finally {
  await clean();
}

/** Every file that git knows or would add. */
async function copyCheckout(clone: string): Promise<void> {
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', listing, { cwd: workspace, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  for (const file of files) {
    const source = path.join(workspace, file);
    if (existsSync(source)) await cp(source, path.join(clone, file));
  }
}

/** Starts the platform, waits for its first answer, and stops it. Unit: milliseconds. */
async function timeStart(clone: string, home: string): Promise<number> {
  const began = performance.now();
  let output = '';
  let over: string | undefined;
  const child = spawn(command[0], command.slice(1), {
    cwd: clone,
    // Nothing of this run's pnpm and Node: what a fresh machine has.
    env: { HOME: home, PATH: systemPath(), LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that it can be interrupted as Ctrl-C does.
    detached: true,
  });
  running = child;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const end = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      over = String(code ?? signal);
      resolve();
    });
  });
  while (!(await answers(path.join(clone, '.local/chaozhou/running.json')))) {
    if (over !== undefined) throw new Error(`${command.join(' ')} ended (${over}):\n${output.slice(-4000)}`);
    if (performance.now() - began > patience) throw new Error(`No answer in time:\n${output.slice(-4000)}`);
    await sleep(25);
  }
  const taken = performance.now() - began;
  interrupt(child);
  await end;
  running = undefined;
  return taken;
}

async function answers(file: string): Promise<boolean> {
  try {
    const { gateway } = JSON.parse(readFileSync(file, 'utf8')) as { gateway: string };
    const response = await fetch(gateway, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(5_000),
    });
    const { data } = (await response.json()) as { data?: { organisations: { nodes: unknown[] } | null } };
    return (data?.organisations?.nodes.length ?? 0) > 0;
  } catch {
    return false;
  }
}

function interrupt(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGINT');
  } catch {
    child.kill('SIGINT');
  }
}

async function clean(): Promise<void> {
  if (running) {
    const child = running;
    const end = new Promise((resolve) => child.once('exit', resolve));
    interrupt(child);
    await Promise.race([end, sleep(15_000)]);
  }
  const clone = path.join(folder, 'clone');
  if (existsSync(path.join(clone, '.local'))) {
    const { removePostgres } = await import('@jiedui/local/postgres/remove');
    await removePostgres(path.join(clone, '.local/chaozhou/postgres')).catch(() => undefined);
  }
  await rm(folder, { recursive: true, force: true });
}

/** Without the folders that pnpm puts before it, in which the workspace's own Node is. */
function systemPath(): string {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(path.delimiter);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
