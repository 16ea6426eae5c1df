import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { canEnter, type Account } from './account.ts';
import { openFolder } from './binaries.ts';

/**
 * Where the data of a server's folder are: in it, or, where the account cannot reach it (a checkout in a home of mode
 * 0700), outside at a place of its own. The place is noted in the folder, so that removing the folder forgets the data.
 */
export async function dataFolder(folder: string, account: Account | undefined): Promise<string> {
  const inside = path.join(await realpath(folder), 'data');
  if (!account) return inside;
  const note = path.join(folder, 'place');
  const noted = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (noted) {
    await mkdir(path.dirname(noted), { recursive: true });
    return noted;
  }
  await chmod(folder, 0o755);
  const place = canEnter(account, folder) ? inside : path.join(await newPlace(folder), 'data');
  await writeFile(note, place);
  return place;
}

async function newPlace(folder: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 16);
  const place = await openFolder(name);
  // Left from a folder of the same path that was removed: its password is gone, nobody can read it.
  await rm(path.join(place, 'data'), { recursive: true, force: true });
  return realpath(place);
}
