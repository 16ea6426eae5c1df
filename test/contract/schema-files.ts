import { readFile, writeFile } from 'node:fs/promises';

import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { subgraphSdl, type Subgraph } from '@jiedui/kit/schema';
import { organisations } from '@jiedui/organisations/subgraph';
import { pairings } from '@jiedui/pairings/subgraph';
import { services } from '@jiedui/services/subgraph';
import { parse, type GraphQLSchema } from 'graphql';

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

export function readCommitted(path: string): Promise<string> {
  return readFile(new URL(path, folder), 'utf8');
}

export async function writeGenerated(): Promise<void> {
  for (const [path, text] of generatedFiles()) await writeFile(new URL(path, folder), text);
}

/** The schema that clients see, from the committed supergraph. */
export async function committedApiSchema(): Promise<GraphQLSchema> {
  const supergraph = Supergraph.build(await readCommitted('supergraph.graphql'));
  return supergraph.apiSchema().toGraphQLJSSchema();
}
