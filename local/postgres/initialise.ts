import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { superuser } from './ours.ts';

export interface Initialise {
  binaries: Binaries;
  account: Account | undefined;
  data: string;
  password: string;
  throwAway: boolean;
}

/** Makes a data folder (initdb): UTF-8, byte order, one superuser with a password. */
export async function initialise({
  binaries,
  account,
  data,
  password,
  throwAway,
}: Initialise): Promise<void> {
  // Under another name first: a folder whose making was cut short must not be taken for a whole one.
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  await mkdir(unfinished);
  await chmod(unfinished, 0o700);
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) {
    await chown(unfinished, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  try {
    const parameters = [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
      // The password is 192 random bits: stretching it would only slow every connection down.
      '--set=scram_iterations=1',
      ...(throwAway ? ['--no-sync'] : []),
    ];
    const child = spawn(binaries.initdb, parameters, {
      ...account,
      cwd: path.dirname(data),
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    const code = await ended(child);
    if (code !== 0) throw new Error(`initdb failed (${code}) in ${unfinished}:\n${output.trim()}`);
    await rename(unfinished, data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Nothing of PGPORT, PGDATA or a locale of the caller's. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, LD_LIBRARY_PATH } = process.env;
  return { PATH, TMPDIR, LD_LIBRARY_PATH, LC_ALL: 'C' };
}

/** Exit code or signal. */
export async function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'no code'));
  });
}
