import { codedError, errorRegistry } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { visit, type DocumentNode, type GraphQLError } from 'graphql';
import { mayIntrospect, type Limits } from './limits.ts';

/** Whether a document asks for the schema; `__typename` is no such question. */
export function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name: { value } }) {
      if (value === '__schema' || value === '__type') found = true;
    },
  });
  return found;
}

export function introspectionGuard(limits: Limits, viewer: Viewer): GraphQLError | null {
  if (mayIntrospect(limits, viewer)) return null;
  const expected = limits.introspection.length > 0 ? limits.introspection.join(', ') : 'nobody';
  return codedError(
    'FORBIDDEN',
    `${errorRegistry.FORBIDDEN.zh}: the schema can be asked for by ${expected}.`,
    { expected, received: viewer.roles.join(', ') },
  );
}
