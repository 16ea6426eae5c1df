import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { identityOf, livesOn, type ProcessIdentity } from './process-identity.ts';

export interface Program {
  /** In messages, and of its log file. */
  name: string;
  script: string;
  environment: Readonly<Record<string, string>>;
}

/** What happened to a child that nobody told to end. */
export interface Fall {
  name: string;
  how: string;
  /** Until it is started again. Unit: milliseconds. Null: it is not. */
  wait: number | null;
}

/** Unit: milliseconds. */
const firstWait = 500;
const longestWait = 30_000;
/** A child that lived so long is healthy: its next fall waits no longer than the first. */
const healthyAfter = 60_000;
const termPatience = 12_000;
/** A wrong configuration: another try cannot help (EX_CONFIG). */
const configExitCode = 78;

export interface ChildrenOptions {
  folder: string;
  onFall: (fall: Fall) => void;
  /** A child began or began again. */
  onBegin: () => void;
}

/**
 * The processes of a federation. Each is a session of its own, so that Ctrl-C reaches the runner alone, which ends them
 * in order; and each is written down, so that the next runner finds those that outlived a killed one.
 */
export class Children {
  private readonly children = new Map<string, Child>();
  private readonly options: ChildrenOptions;
  private record: Promise<void> = Promise.resolve();

  constructor(options: ChildrenOptions) {
    this.options = options;
  }

  async begin(program: Program): Promise<void> {
    await mkdir(path.join(this.options.folder, 'logs'), { recursive: true });
    const child = new Child(program, this.options, () => this.write());
    this.children.set(program.name, child);
    await child.begin('w');
  }

  pid(name: string): number | null {
    return this.children.get(name)?.identity?.pid ?? null;
  }

  /** How often a child ended without being told to; infinite where it is not started again. */
  falls(name: string): number {
    return this.children.get(name)?.falls ?? 0;
  }

  async log(name: string): Promise<string> {
    return readFile(logFile(this.options.folder, name), 'utf8').catch(() => '');
  }

  /** Tells children to end, all at once, and waits for them; those that do not listen are killed. */
  async end(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.children.get(name)?.end()));
    await this.write();
  }

  /** Removes the record of the processes, after the last one has ended. */
  async forget(): Promise<void> {
    await this.record;
    await rm(recordFile(this.options.folder), { force: true });
  }

  /** Kills every child without a word. */
  kill(): void {
    for (const child of this.children.values()) child.kill();
  }

  /** One after the other: two writers would race for the same draft. */
  private write(): Promise<void> {
    this.record = this.record.then(async () => {
      const identities = [...this.children.values()].flatMap(({ identity }) => identity ?? []);
      const file = recordFile(this.options.folder);
      await writeFile(`${file}.new`, JSON.stringify(identities));
      await rename(`${file}.new`, file);
    });
    return this.record;
  }
}

/** Ends the processes that a killed runner left behind; another process that got an old number is left alone. Returns how many. */
export async function endOrphans(folder: string): Promise<number> {
  const text = await readFile(recordFile(folder), 'utf8').catch(() => '[]');
  let recorded: ProcessIdentity[] = [];
  try {
    recorded = JSON.parse(text) as ProcessIdentity[];
  } catch {
    // Cut short by a full disk: nothing to go by.
  }
  const orphans = recorded.filter(livesOn);
  await Promise.all(orphans.map((orphan) => endProcess(orphan, 3_000)));
  return orphans.length;
}

class Child {
  identity: ProcessIdentity | null = null;
  falls = 0;
  private readonly program: Program;
  private readonly options: ChildrenOptions;
  private readonly changed: () => Promise<void>;
  private readonly stopping = new AbortController();
  private process: ChildProcess | null = null;
  private wait = firstWait;

  constructor(program: Program, options: ChildrenOptions, changed: () => Promise<void>) {
    this.program = program;
    this.options = options;
    this.changed = changed;
  }

  async begin(flags: 'w' | 'a'): Promise<void> {
    const { name, script, environment } = this.program;
    // A file, not a pipe: the child must not block or die when this process is gone.
    const log = await open(logFile(this.options.folder, name), flags, 0o600);
    let child: ChildProcess;
    try {
      child = spawn(process.execPath, ['--enable-source-maps', script], {
        env: {
          ...inherited(),
          NODE_COMPILE_CACHE: path.join(this.options.folder, 'compiled'),
          // As in a container: graphql-js checks every value like a tool where this is not said.
          NODE_ENV: 'production',
          ...environment,
        },
        stdio: ['ignore', log.fd, log.fd],
        detached: true,
      });
    } finally {
      await log.close();
    }
    const began = Date.now();
    this.process = child;
    this.identity = child.pid === undefined ? null : identityOf(child.pid);
    child.once('error', (error) => this.fell(String(error), null, began));
    child.once('exit', (code, signal) => this.fell(signal ?? `exit code ${code}`, code, began));
    await this.changed();
    this.options.onBegin();
  }

  async end(): Promise<void> {
    this.stopping.abort();
    if (this.identity) await endProcess(this.identity, termPatience);
    this.identity = null;
  }

  kill(): void {
    this.stopping.abort();
    this.process?.kill('SIGKILL');
  }

  private fell(how: string, code: number | null, began: number): void {
    this.identity = null;
    if (this.stopping.signal.aborted) return;
    this.falls++;
    const { name } = this.program;
    if (code === configExitCode) {
      this.falls = Infinity;
      this.options.onFall({ name, how, wait: null });
      return;
    }
    if (Date.now() - began > healthyAfter) this.wait = firstWait;
    const wait = this.wait;
    this.wait = Math.min(this.wait * 2, longestWait);
    this.options.onFall({ name, how, wait });
    void sleep(wait, undefined, { signal: this.stopping.signal })
      .then(() => this.begin('a'))
      .catch(() => undefined);
  }
}

async function endProcess(identity: ProcessIdentity, patience: number): Promise<void> {
  for (const [signal, time] of [
    ['SIGTERM', patience],
    ['SIGKILL', 3_000],
  ] as const) {
    if (!livesOn(identity)) return;
    try {
      process.kill(identity.pid, signal);
      // A stopped process (SIGSTOP) hears nothing but this.
      process.kill(identity.pid, 'SIGCONT');
    } catch {
      return;
    }
    for (const deadline = Date.now() + time; Date.now() < deadline && livesOn(identity);) await sleep(15);
  }
}

/** The environment without what configures a deployment or gateway: only what is said for a child holds for it. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(JIEDUI_|PG|PORT$|HOST$|DATABASE_URL$)/.test(name)),
  );
}

const recordFile = (folder: string): string => path.join(folder, 'processes.json');
const logFile = (folder: string, name: string): string => path.join(folder, 'logs', `${name}.log`);
