import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { manifestOf, registered, textOf } from '@jiedui/gateway/documents/manifest';
import { typesOf, writeTypes } from '@jiedui/gateway/documents/types';
import { subgraphSdl, type Subgraph } from '@jiedui/kit/schema';
import { organisations } from '@jiedui/organisations/subgraph';
import { pairings } from '@jiedui/pairings/subgraph';
import { services } from '@jiedui/services/subgraph';
import { Kind, parse, type GraphQLSchema } from 'graphql';

const subgraphs: readonly Subgraph[] = [organisations, pairings, services];
// From sources and from dist alike: both lie two folders above schema's package.
const folder = new URL('./', import.meta.resolve('@jiedui/schema/directives.graphql'));

/** One text per file of schema/, by its path there: what the code gives now. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files = new Map(
    subgraphs.map((subgraph) => [`subgraphs/${subgraph.name}.graphql`, subgraphSdl(subgraph)]),
  );
  const composed = composeServices(
    // The shard map, not the supergraph, knows where a jurisdiction answers; Apollo only wants to see an address.
    subgraphs.map(({ name }) => ({
      name,
      url: `http://${name}.invalid/`,
      typeDefs: parse(files.get(`subgraphs/${name}.graphql`)!),
    })),
  );
  if (!composed.supergraphSdl) {
    throw new Error(
      `The subgraphs do not compose:\n${composed.errors?.map(({ message }) => message).join('\n')}`,
    );
  }
  // When subgraphs disagree about a directive, composition lets one value win with no more than a hint.
  if (composed.hints.length > 0) {
    throw new Error(`Composition warns:\n${composed.hints.map(({ message }) => message).join('\n')}`);
  }
  return files.set('supergraph.graphql', composed.supergraphSdl);
}

export async function committedOperations(): Promise<string[]> {
  const files = await readdir(new URL('operations/', folder));
  return files.sort().map((file) => `operations/${file}`);
}

export function readCommitted(path: string): Promise<string> {
  return readFile(new URL(path, folder), 'utf8');
}

/** The modules of the saved operations and the manifest that registers them, by their path in schema/. */
export async function generatedOperations(): Promise<ReadonlyMap<string, string>> {
  const schema = apiSchemaOf(generatedFiles().get('supergraph.graphql')!);
  const saved = await savedOperations();
  const modules = await typesOf(schema, saved);
  return new Map([
    ...[...modules].map(([name, text]) => [`operations/${name}.ts`, text] as const),
    [manifestFile, manifestText(saved)],
  ]);
}

const manifestFile = 'operations/manifest.json';

function manifestText(saved: readonly SavedOperation[]): string {
  const operations = saved.map(({ text }) => {
    const nodes = parse(text).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    return registered(text, nodes);
  });
  return textOf(manifestOf(operations));
}

export interface SavedOperation {
  /** Its file's name without the ending. */
  name: string;
  file: string;
  text: string;
}

export async function savedOperations(): Promise<SavedOperation[]> {
  const files = (await readdir(new URL('queries/', folder))).filter((file) => file.endsWith('.graphql'));
  return Promise.all(
    files.sort().map(async (file) => {
      const name = file.slice(0, -'.graphql'.length);
      return { name, file, text: await readCommitted(`queries/${file}`) };
    }),
  );
}

export async function writeGenerated(): Promise<void> {
  const files = generatedFiles();
  for (const [path, text] of files) await writeFile(new URL(path, folder), text);
  const saved = await savedOperations();
  await writeTypes(
    apiSchemaOf(files.get('supergraph.graphql')!),
    fileURLToPath(new URL('operations', folder)),
    saved,
  );
  await writeFile(new URL(manifestFile, folder), manifestText(saved));
}

/** The schema that clients see, from the committed supergraph. */
export async function committedApiSchema(): Promise<GraphQLSchema> {
  return apiSchemaOf(await readCommitted('supergraph.graphql'));
}

/** What clients see of a supergraph. */
export function apiSchemaOf(supergraph: string): GraphQLSchema {
  return Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
}
