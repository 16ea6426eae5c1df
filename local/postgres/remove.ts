import { readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';

import { adopt, isAlive, waitForEnd } from './ours.ts';

/** Ends the server of a folder, where one runs, and removes its data and the folder. For throw-away servers. */
export async function removePostgres(folder: string): Promise<void> {
  const noted = (await readFile(path.join(folder, 'place'), 'utf8').catch(() => '')).trim();
  const data = noted || path.join(folder, 'data');
  const password = (await readFile(path.join(folder, 'password'), 'utf8').catch(() => '')).trim();
  const running = await adopt(data, password);
  if (running) {
    // Nothing is worth writing: at once.
    process.kill(running.pid, 'SIGQUIT');
    await waitForEnd(() => !isAlive(running.pid), 10_000);
  }
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
  // Outside the folder the data have a place of their own, which goes with them.
  if (noted && !noted.startsWith(folder)) {
    for (const place of [path.dirname(noted), path.dirname(path.dirname(noted))]) {
      // Others may have theirs there.
      await rmdir(place).catch(() => undefined);
    }
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
