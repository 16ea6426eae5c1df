import type { DocumentNode, GraphQLError } from 'graphql';
import { greatest, sum } from './fold.ts';
import { beyond, type Limits } from './limits.ts';

/** Aliases, whatever they stand for: `__typename` a thousand times is an answer of a thousand fields too. */
export function aliasGuard(document: DocumentNode, { aliases }: Limits): GraphQLError | null {
  const received = greatest(document, {
    field: ({ alias }, below) => below + (alias ? 1 : 0),
    fragment: (_, below) => below,
    join: sum,
  });
  return beyond('aliases', aliases, received);
}
