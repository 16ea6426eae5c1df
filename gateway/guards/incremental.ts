import { codedError, errorRegistry } from '@jiedui/schema/contract/error';
import { Kind, visit, type DocumentNode, type GraphQLError } from 'graphql';

/** Answers that come in parts are not served: a client is told so, instead of that it knows no such directive. */
export function incrementalGuard(document: DocumentNode): GraphQLError | null {
  let received: string | null = null;
  visit(document, {
    OperationDefinition({ operation }) {
      if (operation === 'subscription') received ??= 'a subscription';
    },
    Directive({ name: { value } }) {
      if (value === 'defer' || value === 'stream') received ??= `@${value}`;
      return false;
    },
    // Nothing of it lies below these.
    enter(node) {
      return node.kind === Kind.ARGUMENT || node.kind === Kind.NAMED_TYPE ? false : undefined;
    },
  });
  if (received === null) return null;
  const expected = 'a query or a mutation that is answered at once';
  const { zh } = errorRegistry.UNSUPPORTED_OPERATION;
  return codedError('UNSUPPORTED_OPERATION', `${zh}: expected ${expected}; received ${String(received)}.`, {
    expected,
    received,
  });
}
