import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { identityOf, livesOn, type ProcessIdentity } from './process-identity.ts';

export type Locked =
  | { kind: 'taken'; release: () => Promise<void> }
  /** Another runner of this federation lives. */
  | { kind: 'held'; pid: number };

/** Takes a state folder for this process. The lock of a runner that died is taken over. */
export async function lockFolder(folder: string): Promise<Locked> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, 'lock');
  const ours = JSON.stringify(identityOf(process.pid) ?? { pid: process.pid, born: 'unknown' });
  const draft = `${lock}.${process.pid}`;
  await writeFile(draft, ours);
  try {
    for (;;) {
      try {
        // A link is made or fails as a whole, and the file behind it is complete.
        await link(draft, lock);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        const holder = await readHolder(lock);
        if (holder && livesOn(holder)) return { kind: 'held', pid: holder.pid };
        await rm(lock, { force: true });
        continue;
      }
      // Two that found the same dead holder may each have removed the other's new lock: the last one has it.
      await sleep(60);
      if ((await readFile(lock, 'utf8').catch(() => '')) === ours) break;
    }
  } finally {
    await rm(draft, { force: true });
  }
  return { kind: 'taken', release: () => rm(lock, { force: true }) };
}

async function readHolder(lock: string): Promise<ProcessIdentity | null> {
  try {
    const { pid, born } = JSON.parse(await readFile(lock, 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof born === 'string' ? { pid, born } : null;
  } catch {
    return null;
  }
}
