import { parseArgs } from 'node:util';
import { ConfigurationError } from '../configuration-error.ts';
import { writeDocuments } from './register.ts';

const usage = `node gateway/dist/documents/write.js --supergraph FILE [--out MANIFEST.json] [--types FOLDER] DOCUMENTS …

Checks .graphql files, or those of folders, each a whole document, as the gateway would, and writes what is asked for.
--out: the manifest that JIEDUI_DOCUMENTS takes. --types: a TypeScript module of each document, and one of the enums and
inputs that they use; what else is in the folder is left alone.
Exit code: 0 done, 1 refused and nothing written, 64 wrong arguments.`;

const { supergraph, manifest, types, sources } = argumentsOf(process.argv.slice(2));
try {
  const count = await writeDocuments(supergraph, { manifest, types }, sources);
  process.stdout.write(`${[manifest, types].filter(Boolean).join(', ')}: ${count} documents\n`);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function argumentsOf(given: string[]) {
  try {
    const { values, positionals: sources } = parseArgs({
      args: given,
      options: { supergraph: { type: 'string' }, out: { type: 'string' }, types: { type: 'string' } },
      allowPositionals: true,
    });
    const { supergraph, out: manifest, types } = values;
    if (supergraph && (manifest || types) && sources.length > 0)
      return { supergraph, manifest, types, sources };
    process.stderr.write(`${usage}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
  }
  process.exit(64);
}
