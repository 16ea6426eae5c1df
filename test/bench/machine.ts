import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import { findPackageJSON } from 'node:module';

/** What the system says of one process. */
export interface ProcessLine {
  pid: number;
  parent: number;
  /** Its own time, and that of children that have ended. Unit: clock ticks. */
  ticks: number;
}

/** One line of /proc/<pid>/stat; null where it is none. */
export function readStat(line: string): ProcessLine | null {
  // The name stands in brackets and can hold anything, brackets too.
  const end = line.lastIndexOf(')');
  const pid = Number.parseInt(line, 10);
  const fields = line.slice(end + 2).split(' ');
  if (end < 0 || !Number.isInteger(pid) || fields.length < 15) return null;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ticks };
}

/** The ticks of processes and of all their living descendants, each counted once. */
export function ticksOf(roots: readonly number[], processes: readonly ProcessLine[]): number {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const own = new Map(processes.map(({ pid, ticks }) => [pid, ticks]));
  const seen = new Set<number>();
  const waiting = [...roots];
  let sum = 0;
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    if (seen.has(pid)) continue;
    seen.add(pid);
    sum += own.get(pid) ?? 0;
    for (const child of children.get(pid) ?? []) waiting.push(child.pid);
  }
  return sum;
}

/** Reads CPU and memory of processes from the operating system. Linux only: there is no /proc elsewhere. */
export class Meter {
  private readonly tick: number;

  constructor() {
    if (platform() !== 'linux')
      throw new Error(`The bench reads /proc: expected Linux; received ${platform()}.`);
    this.tick = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  }

  /** CPU that the processes and their children have used so far, for each group of roots. Unit: milliseconds. */
  cpu<Group extends string>(groups: Readonly<Record<Group, readonly number[]>>): Record<Group, number> {
    const processes = readdirSync('/proc')
      .filter((name) => /^[0-9]+$/.test(name))
      .map((name) => readStat(readProcess(`/proc/${name}/stat`)))
      .filter((line) => line !== null);
    const entries = Object.entries<readonly number[]>(groups);
    return Object.fromEntries(
      entries.map(([name, roots]) => [name, ticksOf(roots, processes) * this.tick]),
    ) as Record<Group, number>;
  }

  /** Unit: bytes. 0 where the process is gone. */
  resident(pid: number): number {
    const line = /^VmRSS:\s+([0-9]+) kB$/m.exec(readProcess(`/proc/${pid}/status`));
    return Number(line?.[1] ?? 0) * 1024;
  }
}

/** A process may end between the listing and the look. */
function readProcess(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

export interface Machine {
  system: string;
  processor: string;
  cores: number;
  /** Unit: bytes. */
  memory: number;
  /** Over one, five and fifteen minutes, when asked. */
  load: readonly number[];
}

export function describeMachine(): Machine {
  return {
    system: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    load: loadavg(),
  };
}

const rivals = ['@apollo/gateway', '@apollo/server', 'graphql', 'undici', 'type-graphql', '@mikro-orm/core'];

/** Versions of what is compared; packages that stand elsewhere in the workspace are left out. */
export function versions(): Record<string, string> {
  const found: Record<string, string> = { node: process.versions.node };
  for (const name of rivals) {
    try {
      const file = findPackageJSON(name, import.meta.url);
      if (file) found[name] = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return found;
}
