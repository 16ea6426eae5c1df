import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

interface Ancestor {
  parent: number;
  command: string;
}

/**
 * The processes of npm and pnpm between a person's shell and this one, by id. They pass no SIGTERM on, they just go: whoever
 * ends one of them means the platform. A shell above them is none: it may have put the platform into the background.
 */
export function launchersOf(pid: number, look: (pid: number) => Ancestor | null = lookUp): number[] {
  const chain: { pid: number; launcher: boolean }[] = [];
  for (let next = look(pid)?.parent ?? 0; next > 1;) {
    const ancestor = look(next);
    if (!ancestor) break;
    const launcher = /(^|[\s/'"])(npm|npx|pnpm)([\s.@'"]|$)/.test(ancestor.command);
    const shell = /^\S*sh\s+-c\s/.test(ancestor.command);
    if (!launcher && !shell) break;
    chain.push({ pid: next, launcher: launcher && !shell });
    next = ancestor.parent;
  }
  const top = chain.findLastIndex(({ launcher }) => launcher);
  return chain.slice(0, top + 1).map((each) => each.pid);
}

function lookUp(pid: number): Ancestor | null {
  try {
    if (platform() === 'linux') {
      // After the name in brackets, which can hold anything: state, parent, …
      const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return { parent: Number(parent), command };
    }
    const line = execFileSync('ps', ['-p', String(pid), '-o', 'ppid=,command='], { encoding: 'utf8' }).trim();
    const [parent = '0', ...command] = line.split(/\s+/);
    return { parent: Number(parent), command: command.join(' ') };
  } catch {
    return null;
  }
}
