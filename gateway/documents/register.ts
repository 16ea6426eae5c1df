import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { pino } from 'pino';
import { ConfigurationError, type ConfigurationProblem, readFailure } from '../configuration-error.ts';
import { startEngine } from '../engine.ts';
import { defaultLimits } from '../guards/limits.ts';
import { hashOf, type Library } from './library.ts';
import { type Manifest, manifestOf, registered, textOf } from './manifest.ts';
import { writeTypes } from './types.ts';

/** What is made of the documents; at least one of the two. */
export interface Outputs {
  /** Path of the manifest that JIEDUI_DOCUMENTS takes. */
  manifest?: string | undefined;
  /** Folder of the TypeScript modules: one of each document. */
  types?: string | undefined;
}

interface Document {
  file: string;
  text: string;
  operation: Manifest['operations'][number];
}

/**
 * Registers documents: reads .graphql files, or those of folders, each a whole document, and writes what is asked for. A
 * document that the gateway would refuse is told with its file, and nothing is written.
 * @returns how many documents there are.
 */
export async function writeDocuments(
  supergraph: string,
  { manifest, types }: Outputs,
  sources: readonly string[],
): Promise<number> {
  const engine = await startEngine(
    await orWrong(supergraph, 'a supergraph in GraphQL SDL', readFile(supergraph, 'utf8')),
    supergraph,
    defaultLimits,
    pino({ level: 'silent' }),
  );
  try {
    const documents = await readDocuments(engine.library, sources);
    // Whatever the types refuse, before the manifest says anything.
    if (types !== undefined) await writeTypes(engine.library.schema, types, documents);
    if (manifest !== undefined) {
      const operations = new Map(documents.map(({ operation }) => [operation.id, operation]));
      await writeFile(manifest, textOf(manifestOf([...operations.values()])));
    }
    return documents.length;
  } finally {
    await engine.retire();
  }
}

async function readDocuments(library: Library, sources: readonly string[]): Promise<Document[]> {
  const problems: ConfigurationProblem[] = [];
  const documents: Document[] = [];
  for (const file of await filesOf(sources)) {
    const text = await readFile(file, 'utf8');
    const admitted = library.admit(text, hashOf(text), { suggests: true });
    if (!('document' in admitted)) {
      for (const { message, locations } of admitted) {
        const at = locations?.[0] ? `${file}:${locations[0].line}:${locations[0].column}` : file;
        problems.push({ where: at, expected: 'a document that the gateway answers', received: message });
      }
      continue;
    }
    documents.push({ file, text, operation: registered(text, admitted.operations) });
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return documents;
}

/** Each once, also where a folder and a file in it are named. */
async function filesOf(sources: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  for (const source of sources) {
    const found = await orWrong(source, 'a .graphql file, or a folder with such files', stat(source));
    if (!found.isDirectory()) files.add(normalize(source));
    else {
      for (const file of await readdir(source, { recursive: true })) {
        if (file.endsWith('.graphql')) files.add(join(source, file));
      }
    }
  }
  return [...files].sort();
}

/** What is read, or where it is not there. */
async function orWrong<Value>(where: string, expected: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw new ConfigurationError([{ where, expected, received: readFailure(error) }]);
  }
}
