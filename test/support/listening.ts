import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that says on its first line where it listens. */
export interface Listening {
  child: ChildProcess;
  url: string;
  /** Where its metrics are, where it serves any. */
  metrics: string | null;
  /** What it has written to stderr so far. */
  log(): string;
}

/** @throws where it ends before it listens; its stderr is in the message. */
export async function spawnListening(
  name: string,
  script: string,
  environment: Readonly<Record<string, string>>,
  {
    inherited = [],
    nodeOptions = [],
    socket,
  }: {
    inherited?: readonly number[];
    nodeOptions?: readonly string[];
    /** A listening socket to hand over, as systemd does with a socket unit. */
    socket?: number | undefined;
  } = {},
): Promise<Listening> {
  const child =
    socket === undefined
      ? spawn(process.execPath, [...nodeOptions, script], {
          stdio: ['ignore', 'pipe', 'pipe', ...inherited],
          env: { PATH: process.env['PATH'], ...environment },
        })
      : // LISTEN_PID is known only to the process that becomes the program.
        spawn('/bin/sh', ['-c', 'LISTEN_PID=$$ exec "$0" "$@"', process.execPath, ...nodeOptions, script], {
          stdio: ['ignore', 'pipe', 'pipe', socket],
          env: { PATH: process.env['PATH'], LISTEN_FDS: '1', ...environment },
        });
  let log = '';
  child.stderr!.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const lines = createInterface({ input: child.stdout! });
  const line = await Promise.race([
    once(lines, 'line').then(([first]) => String(first)),
    once(child, 'exit').then(() => null),
  ]);
  lines.close();
  child.stdout!.resume();
  if (line === null) throw new Error(`${name} did not start:\n${log}`);
  const { listening: url, metrics = null } = JSON.parse(line) as { listening: string; metrics?: string };
  return { child, url, metrics, log: () => log };
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** SIGTERM, and its end; what remains after 12 s is killed. Returns the exit code, null of what was killed. */
export async function stopped(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => void killed(child), 12_000);
  await gone;
  clearTimeout(late);
  return child.exitCode;
}
