import type { GraphQLError } from 'graphql';

import { expectation } from './error.ts';

/** Rows of a page where the client names no size. The gateway states it, so that all shards use the same. */
export const defaultPageSize = 20;
/** Most rows of a page. */
export const largestPageSize = 500;

export interface PageEnds {
  first?: number | null | undefined;
  last?: number | null | undefined;
}

/**
 * The refusal of a page of no rows, of too many, or from both ends at once; null where it can be given. The gateway asks this
 * before it asks anybody, a deployment again: it need not trust the gateway.
 */
export function pageRefusal({ first, last }: PageEnds): GraphQLError | null {
  if (first != null && last != null) {
    return expectation('INVALID_PAGE_SIZE', {
      expected: 'first or last, not both',
      received: { first, last },
    });
  }
  const size = first ?? last ?? defaultPageSize;
  if (size >= 1 && size <= largestPageSize) return null;
  return expectation('INVALID_PAGE_SIZE', { expected: `1 to ${largestPageSize} rows`, received: size });
}
