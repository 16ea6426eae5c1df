import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

import { generatedFiles } from '../contract/schema-files.ts';

/** The supergraph as the code gives it now; that the committed one equals it is test/contract's business. */
export function currentSupergraph(): string {
  return generatedFiles().get('supergraph.graphql')!;
}

/** What clients see of a supergraph. */
export function apiSchemaOf(supergraph: string): GraphQLSchema {
  return Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
}
