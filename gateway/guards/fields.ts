import type { DocumentNode, GraphQLError } from 'graphql';
import { greatest, sum } from './fold.ts';
import { beyond, type Limits } from './limits.ts';

/**
 * Selections with every fragment written out: the size of what validation, planning and execution walk through. Fragments that
 * spread each other twice double it with every level, so it is counted before anything walks.
 */
export function fieldGuard(document: DocumentNode, { fields }: Limits): GraphQLError | null {
  const received = greatest(document, {
    field: (_, below) => below + 1,
    fragment: (_, below) => below + 1,
    join: sum,
  });
  return beyond('fields', fields, received);
}
