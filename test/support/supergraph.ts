import { generatedFiles } from '../contract/schema-files.ts';

/** The supergraph as the code gives it now; that the committed one equals it is test/contract's business. */
export function currentSupergraph(): string {
  return generatedFiles().get('supergraph.graphql')!;
}
