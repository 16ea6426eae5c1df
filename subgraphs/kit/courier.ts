import { GraphQLError } from 'graphql';

import type { RequestContext } from './context.ts';
import type { Graph, GraphFault } from './graph.ts';
import { codeOf } from './masking.ts';
import { Operations } from './operations.ts';
import type { Delivery, OutboxEvent } from './outbox.ts';
import { type Subgraph, subgraphSchema } from './schema.ts';

/** How carrying one event ended. */
export type Carried =
  | { kind: 'delivered' }
  /** The consumer could not be reached; what else is for it waits too. */
  | { kind: 'unreachable'; code: string }
  /** The consumer failed at this very event; it may do better later. */
  | { kind: 'failed'; code: string }
  /** The consumer refuses this event, and will each time. */
  | { kind: 'refused'; code: string };

/** Carries one event to its consumer. Never throws. */
export type Courier = (delivery: Delivery, event: OutboxEvent, target: string) => Promise<Carried>;

export interface CourierOptions {
  /** The subgraphs that this deployment serves. */
  subgraphs: readonly Subgraph[];
  /** A context in which the deployment acts as itself. */
  contextOf: () => RequestContext;
  graph?: Graph | undefined;
}

const unreachable = new Set([
  'GRAPH_UNAVAILABLE',
  'JURISDICTION_TIMEOUT',
  'JURISDICTION_DOWN',
  'JURISDICTION_DENIED',
  'JURISDICTION_INVALID_ANSWER',
  'DATABASE_UNAVAILABLE',
  // The token has ended, or the other side is a release behind: both heal without this event being touched.
  'UNAUTHENTICATED',
  'UNSUPPORTED_BY_JURISDICTION',
  'GRAPHQL_VALIDATION_FAILED',
]);
const refused = new Set([
  'BAD_USER_INPUT',
  'INVALID_INPUT',
  'INVALID_ID',
  'INVALID_JURISDICTION_CODE',
  'UNKNOWN_JURISDICTION',
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
  'INVALID_TRANSITION',
  'IDEMPOTENCY_CONFLICT',
  'IDEMPOTENCY_KEY_REQUIRED',
]);

/** Asks the consumer's mutation here where it is served here for its owner, else through the graph. */
export function courier({ subgraphs, contextOf, graph }: CourierOptions): Courier {
  const served = new Map(
    subgraphs.map((subgraph) => [subgraph.name, new Operations(subgraphSchema(subgraph))]),
  );
  return async ({ document, subgraph, variables: variablesOf }, event, target) => {
    try {
      const variables = { ...variablesOf(event) };
      const context = contextOf();
      const here = served.get(subgraph);
      if (here && context.owned.some((code) => code === target)) {
        // A write under way still ends when the relay stops.
        const asked = { query: document, variables, operationName: undefined };
        const { result } = await here.run(asked, { ...context, signal: undefined });
        return outcomeOf((result.errors ?? []).map(codeOfError));
      }
      if (!graph) return { kind: 'unreachable', code: 'GRAPH_UNAVAILABLE' };
      const { data, errors } = await graph.ask(document, variables, { signal: context.signal });
      if (data === null && errors.length === 0) return { kind: 'failed', code: 'INTERNAL_SERVER_ERROR' };
      return outcomeOf(errors.map(({ code }: GraphFault) => code));
    } catch (error) {
      return outcomeOf([codeOfError(error)]);
    }
  };
}

function codeOfError(error: unknown): string {
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
  if (typeof code === 'string') return code;
  return codeOf(error instanceof GraphQLError ? (error.originalError ?? error) : error);
}

function outcomeOf([code]: readonly string[]): Carried {
  if (code === undefined) return { kind: 'delivered' };
  if (unreachable.has(code)) return { kind: 'unreachable', code };
  return { kind: refused.has(code) ? 'refused' : 'failed', code };
}
