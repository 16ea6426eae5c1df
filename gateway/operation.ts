import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { codedError, echo } from '@jiedui/schema/contract/error';
import type { RequestContext } from './request-context.ts';

/** Refuses a document in which it is not clear what to run; the stock gateway would answer with a fault of its own. */
export function operationPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, request }) {
          if (operation) return;
          const { operationName } = request;
          throw codedError(
            'OPERATION_RESOLUTION_FAILURE',
            operationName
              ? `Unknown operation named ${echo(operationName)}.`
              : 'Must provide operation name if query contains multiple operations.',
            { http: { status: 400, headers: new HeaderMap() } },
          );
        },
      };
    },
  };
}
