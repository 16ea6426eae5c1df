import { Kind, type DocumentNode, type GraphQLError } from 'graphql';
import { beyond, type Limits } from './limits.ts';

/** Fragments of a document, used or not. */
export function fragmentGuard(document: DocumentNode, { fragments }: Limits): GraphQLError | null {
  const received = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  return beyond('fragments', fragments, received);
}
