import type { DocumentNode, GraphQLError } from 'graphql';
import { greatest } from './fold.ts';
import { beyond, type Limits } from './limits.ts';

/** Fields within fields. */
export function depthGuard(document: DocumentNode, { depth }: Limits): GraphQLError | null {
  return beyond('depth', depth, depthOf(document));
}

export function depthOf(document: DocumentNode): number {
  return greatest(document, {
    field: (_, below) => below + 1,
    fragment: (_, below) => below,
    join: Math.max,
  });
}
