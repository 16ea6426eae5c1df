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

/** The tokens alone, which the page at the gateway's address offers. */
export const ideTokensFile = (folder: string): string => path.join(folder, 'ide-tokens.json');

export async function writeRunning(folder: string, running: Running): Promise<void> {
  await write(ideTokensFile(folder), running.tokens);
  await write(fileOf(folder), running);
}

export async function removeRunning(folder: string): Promise<void> {
  await rm(fileOf(folder), { force: true });
  await rm(ideTokensFile(folder), { force: true });
}

/** Whole or not at all: a reader never sees half a file. */
async function write(file: string, content: object): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
