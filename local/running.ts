import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { SubgraphUrls } from './federation-file.ts';
import type { Tokens } from './tokens.ts';

/** What `.local/<federation>/running.json` holds while the platform runs, for scripts. It has tokens: mode 0600. */
export interface Running {
  gateway: string;
  tokens: Tokens;
  deployments: { jurisdictions: readonly string[]; pid: number | null; urls: SubgraphUrls }[];
}

const fileOf = (folder: string): string => path.join(folder, 'running.json');

export async function writeRunning(folder: string, running: Running): Promise<void> {
  const file = fileOf(folder);
  await writeFile(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function removeRunning(folder: string): Promise<void> {
  await rm(fileOf(folder), { force: true });
}
