import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

import { build } from 'vite';

// `node gateway/ide/build.ts`: builds the page into dist/site. What has not changed since is not built again.

const here = import.meta.dirname;
const site = path.join(here, 'dist/site');
const note = path.join(here, 'dist/built-from');

const sources = await fingerprint();
if ((await readFile(note, 'utf8').catch(() => '')) === sources) process.exit(0);

process.stdout.write('IDE: building\n');
await build({ configFile: path.join(here, 'vite.config.ts'), logLevel: 'warn' });
await compress(site);
await writeFile(note, sources);

/** Of the page's own files and of what they are built with. */
async function fingerprint(): Promise<string> {
  const own = (await readdir(here, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist)[\\/]/.test(file.slice(here.length)));
  const hash = createHash('sha256');
  for (const file of [...own.sort(), path.join(here, '../../pnpm-lock.yaml')]) {
    hash
      .update(path.relative(here, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Beside each text file of some size its brotli form, which the gateway sends to whoever takes it. */
async function compress(folder: string): Promise<void> {
  const brotli = promisify(brotliCompress);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(js|css|html|svg|ttf)$/.test(file) || (await stat(file)).size < 1024) continue;
    // The highest levels take minutes for an editor of this size, for some percent.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
    await writeFile(`${file}.br`, await brotli(await readFile(file), { params }));
  }
}
