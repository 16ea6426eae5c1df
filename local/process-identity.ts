import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** A process that cannot be mistaken for a later one that got the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it began, in the system's own words. */
  born: string;
}

/** The identity of a living process; null where there is none with this number, or only a zombie. */
export function identityOf(pid: number): ProcessIdentity | null {
  const born = platform() === 'linux' ? bornOnLinux(pid) : bornElsewhere(pid);
  return born ? { pid, born } : null;
}

/** Whether exactly this process still lives. */
export function livesOn({ pid, born }: ProcessIdentity): boolean {
  return identityOf(pid)?.born === born;
}

function bornOnLinux(pid: number): string | null {
  try {
    // After the name in brackets, which can hold anything: state, … and as the 20th the start in ticks since boot.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}

function bornElsewhere(pid: number): string | null {
  try {
    const environment = { ...process.env, LC_ALL: 'C' };
    const line = execFileSync('ps', ['-p', String(pid), '-o', 'stat=,lstart='], {
      encoding: 'utf8',
      env: environment,
    });
    const [state = 'Z', ...start] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? null : start.join(' ');
  } catch {
    return null;
  }
}
