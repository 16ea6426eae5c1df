import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Makes a folder the package of a front end: strict, for the browser, with nothing installed but the type of documents. */
export async function prepareFrontEnd(folder: string): Promise<void> {
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2024', 'DOM'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(
    path.join(root, 'schema/node_modules/@graphql-typed-document-node'),
    path.join(folder, 'node_modules/@graphql-typed-document-node'),
  );
}

export interface Diagnostic {
  file: string;
  line: number;
  code: string;
}

/** What the compiler has against a folder's files. */
export function typeErrors(folder: string): Diagnostic[] {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsc, '--project', folder, '--pretty', 'false'],
    {
      encoding: 'utf8',
      cwd: folder,
    },
  );
  const found = [...stdout.matchAll(/^(.+)\((\d+),\d+\): error (TS\d+):/gm)];
  // A compiler that did not start has nothing against anything.
  if ((status === 0) !== (found.length === 0))
    throw new Error(`tsc ended with ${status}: ${stdout}${stderr}`);
  return found.map(([, file, line, code]) => ({ file: file!, line: Number(line), code: code! }));
}
