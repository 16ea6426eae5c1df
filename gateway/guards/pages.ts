import { readCursor } from '@jiedui/schema/contract/cursor';
import { expectation } from '@jiedui/schema/contract/error';
import { pageRefusal } from '@jiedui/schema/contract/page';
import { GraphQLError, type FieldNode } from 'graphql';

/**
 * The refusal of a page that no deployment would give: its size, or a cursor that is none. Whether a cursor is genuine, and of
 * this very list, is for those to say who sealed it.
 */
export function pageGuard(node: FieldNode, args: Readonly<Record<string, unknown>>): GraphQLError | null {
  const { first, last } = args as { first?: number | null; last?: number | null };
  const odd = pageRefusal({ first, last });
  if (odd) return at(node, ['first', 'last'], odd);
  for (const name of ['after', 'before']) {
    const cursor = args[name];
    // A feed has lists of other cursors there.
    if (typeof cursor !== 'string' || readCursor(cursor)) continue;
    const forged = expectation('INVALID_CURSOR', {
      expected: 'a cursor that this connection gave, with the same ordering and filter',
      received: cursor,
    });
    return at(node, [name], forged);
  }
  return null;
}

/** The same, with its place in the document. */
function at(node: FieldNode, names: readonly string[], { message, extensions }: GraphQLError): GraphQLError {
  const nodes = node.arguments?.filter(({ name }) => names.includes(name.value)) ?? [node];
  return new GraphQLError(message, { nodes, extensions });
}
