import { glob, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { ConfigurationError } from '../configuration-error.ts';
import { startEngine } from '../engine.ts';
import { defaultLimits } from '../guards/limits.ts';
import { hashOf } from './library.ts';
import { manifestOf, type Manifest } from './manifest.ts';

const usage =
  'node gateway/dist/documents/write.js --supergraph schema/supergraph.graphql --out manifest.json schema/queries app/queries';

/**
 * Registers documents: reads .graphql files, or those of folders, each a whole document, and writes the manifest that
 * JIEDUI_DOCUMENTS takes. A document that the gateway would refuse is told with its file, and nothing is written.
 */
export async function writeManifest(
  supergraph: string,
  out: string,
  sources: readonly string[],
): Promise<number> {
  const engine = await startEngine(
    await readFile(supergraph, 'utf8'),
    supergraph,
    defaultLimits,
    pino({ level: 'silent' }),
  );
  try {
    const problems: { where: string; expected: string; received: unknown }[] = [];
    const operations = new Map<string, Manifest['operations'][number]>();
    for (const file of await filesOf(sources)) {
      const body = await readFile(file, 'utf8');
      const id = hashOf(body);
      const admitted = engine.library.admit(body, id, { suggests: true });
      if (!('document' in admitted)) {
        for (const { message, locations } of admitted) {
          const at = locations?.[0] ? `${file}:${locations[0].line}:${locations[0].column}` : file;
          problems.push({ where: at, expected: 'a document that the gateway answers', received: message });
        }
        continue;
      }
      const [first] = admitted.operations;
      const type = first?.operation === 'mutation' ? 'mutation' : 'query';
      operations.set(id, { id, name: first?.name?.value ?? '', type, body });
    }
    if (problems.length > 0) throw new ConfigurationError(problems);
    await writeFile(out, `${JSON.stringify(manifestOf([...operations.values()]), null, 2)}\n`);
    return operations.size;
  } finally {
    await engine.retire();
  }
}

async function filesOf(sources: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const source of sources) {
    if (!(await stat(source)).isDirectory()) files.push(source);
    else for await (const file of glob('**/*.graphql', { cwd: source })) files.push(join(source, file));
  }
  return files.sort();
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { supergraph: { type: 'string' }, out: { type: 'string' } },
    allowPositionals: true,
  });
  const { supergraph, out } = values;
  if (!supergraph || !out || positionals.length === 0) {
    process.stderr.write(`${usage}\n`);
    process.exit(64);
  }
  try {
    const count = await writeManifest(supergraph, out, positionals);
    process.stdout.write(`${out}: ${count} documents\n`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
