import type { ApolloServerPlugin } from '@apollo/server';
import type { ErrorCode } from '@jiedui/schema/contract/error';
import type { GraphQLFormattedError } from 'graphql';
import { wording } from './masking.ts';
import type { RequestContext } from './request-context.ts';
import { mergeCoverage } from './sharding/coverage.ts';
import { statusOf } from './status.ts';

/**
 * Says on every answer what it covers: `extensions.jurisdictions`, and `incomplete` where something is missing; and on every
 * one with errors, under which `correlationId` the log has the rest. The stock gateway drops the extensions of its data sources, so they wait on the request's context until here.
 */
export function coveragePlugin({ sharded }: { sharded: boolean }): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ contextValue, response, operation }) {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          const extensions: Record<string, unknown> = { ...result.extensions };
          if (sharded) {
            const misfits = extensions['valueCompletion'];
            delete extensions['valueCompletion'];
            // The stock gateway hides a null it had to make in an extension; a null without an error is a silent gap.
            // Shards' answers are checked before: what is null here is a record that its owner has not, or did not deliver.
            if (Array.isArray(misfits) && misfits.length > 0 && everybodyAnswered(contextValue)) {
              contextValue.log.warn(
                { misfits, correlationId: contextValue.correlationId },
                'a record that others refer to is not there',
              );
              result.errors = [...(result.errors ?? []), ...misfits.map(misfitError)];
            }
          }
          const codes = (result.errors ?? []).map(({ extensions }) => String(extensions?.['code']));
          contextValue.end.outcome = {
            codes,
            complete: codes.length === 0 && everybodyAnswered(contextValue),
            data: result.data,
          };
          if (codes.length > 0) {
            // For those who see the JSON and no headers.
            extensions['correlationId'] = contextValue.correlationId;
            const status = statusOf({ operation: operation?.operation, data: result.data, codes });
            if (status !== 200) response.http.status = status;
          }
          if (contextValue.coverage.length > 0) Object.assign(extensions, coverageOf(contextValue));
          if (contextValue.explains) extensions['plan'] = contextValue.plans;
          if (Object.keys(extensions).length > 0) result.extensions = extensions;
          else delete result.extensions;
        },
      };
    },
  };
}

function coverageOf({ coverage, map }: RequestContext): Record<string, unknown> {
  const { jurisdictions, incomplete } = mergeCoverage(coverage);
  return {
    jurisdictions: jurisdictions.map(({ code, outcome, subgraphs, milliseconds, rows }) => ({
      code,
      name: map.jurisdictions.get(code)?.name ?? '',
      outcome,
      subgraphs,
      milliseconds: Math.round(milliseconds),
      rows,
    })),
    ...(incomplete.length > 0 && { incomplete }),
  };
}

/** Where somebody did not, the gap is named already, and its records with it. */
function everybodyAnswered({ coverage }: RequestContext): boolean {
  return coverage.every(({ jurisdictions }) => jurisdictions.every(({ outcome }) => outcome === 'answered'));
}

function misfitError({ path }: { path?: readonly (string | number)[] }): GraphQLFormattedError {
  const code: ErrorCode = 'NOT_FOUND';
  return { message: wording(code), ...(path && { path }), extensions: { code } };
}
