import type { HTTPGraphQLRequest } from '@apollo/server';
import { codedError, echo, errorRegistry } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import { readAsked, type Asked } from './documents/asked.ts';
import { hashOf, type Admitted, type Library } from './documents/library.ts';
import type { Registered } from './documents/manifest.ts';
import { acceptGuard } from './guards/accept.ts';
import { costGuard } from './guards/cost.ts';
import { introspectionGuard } from './guards/introspection.ts';
import { allowance, mayIntrospect, type Limits } from './guards/limits.ts';
import { variablesGuard } from './guards/variables.ts';
import { isRefusal, refusal, refusalOf, type Refusal } from './refusal.ts';
import type { Watch } from './watch.ts';

export interface Gate {
  library: Library;
  registered: Registered;
  limits: Limits;
  looked?: Watch['looked'];
}

/** One operation that may be executed for one viewer. */
export interface Admission {
  admitted: Admitted;
  hash: string;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
  /** Rows and fields that it may come to. */
  cost: number;
}

/**
 * Decides whether a request is executed: form, document, operation, variables, cost, in this order, each cheaper than what it
 * lets through. Nothing is asked of a shard before it, and Apollo parses and validates nothing after it.
 */
export function admit(
  request: HTTPGraphQLRequest,
  viewer: Viewer,
  { library, registered, limits, looked = () => undefined }: Gate,
): Admission | Refusal {
  const asked = readAsked(request);
  if (isRefusal(asked)) return asked;
  const unanswerable = acceptGuard(request.headers.get('accept'));
  if (unanswerable) return refusalOf(406, [unanswerable]);
  const suggests = mayIntrospect(limits, viewer);
  const found = find(asked, { library, registered, looked }, { suggests });
  if (isRefusal(found)) return found;
  const { admitted, hash } = found;
  const operation = choose(admitted.operations, asked.operationName);
  if (!('kind' in operation)) return refusalOf(400, [operation]);
  const understood = { operation: { name: nameOf(operation), kind: operation.operation } };
  if (request.method === 'GET' && operation.operation !== 'query') {
    return {
      ...refusal(405, 'BAD_REQUEST', '变更须用 POST。Expected POST for a mutation; GET is for queries.'),
      ...understood,
      allow: 'POST',
    };
  }
  const odd = variablesGuard(asked.variables);
  if (odd) return { ...refusalOf(400, [odd]), ...understood };
  const hidden = admitted.introspects ? introspectionGuard(limits, viewer) : null;
  if (hidden) return { ...refusalOf(403, [hidden]), ...understood };
  const cost = library.weigh(admitted, operation, asked.variables, { suggests });
  if (typeof cost !== 'number') return { ...refusalOf(400, cost), ...understood };
  const costly = costGuard(cost, allowance(limits.cost, viewer));
  if (costly) return { ...refusalOf(400, [costly]), ...understood };
  return { admitted, hash, operation, variables: asked.variables, cost };
}

/** Longest that a log or a header takes. */
const longestName = 128;

/** As it stands in logs, here and at the deployments. */
export function nameOf({ name }: OperationDefinitionNode): string | null {
  return name?.value.slice(0, longestName) ?? null;
}

function find(
  { text, hash: named }: Asked,
  {
    library,
    registered: { documents, only },
    looked,
  }: Required<Pick<Gate, 'library' | 'registered' | 'looked'>>,
  { suggests }: { suggests: boolean },
): { admitted: Admitted; hash: string } | Refusal {
  const hash = text === undefined ? named! : hashOf(text);
  if (named !== undefined && named !== hash) {
    return refusal(400, 'BAD_REQUEST', '哈希与查询不符。The hash is not that of the query.');
  }
  const trusted = documents.get(hash);
  const kept = only ? undefined : library.find(hash)?.text;
  const whole = trusted ?? kept ?? (only ? undefined : text);
  looked({
    by: text === undefined ? 'hash' : 'text',
    found:
      trusted !== undefined
        ? 'registered'
        : kept !== undefined
          ? 'kept'
          : whole === undefined
            ? 'none'
            : 'new',
  });
  if (whole === undefined) {
    if (!only) {
      // Clients of automatic persisted queries know this answer by its message.
      return refusal(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    }
    const { zh, en } = errorRegistry.UNTRUSTED_DOCUMENT;
    return refusal(403, 'UNTRUSTED_DOCUMENT', `${zh}。${en}`);
  }
  const admitted = library.admit(whole, hash, { suggests });
  return 'document' in admitted ? { admitted, hash } : refusalOf(400, admitted);
}

function choose(
  operations: readonly OperationDefinitionNode[],
  name: string | undefined,
): OperationDefinitionNode | GraphQLError {
  const [first] = operations;
  if (name === undefined && operations.length === 1) return first!;
  const named = operations.find((operation) => operation.name?.value === name);
  if (name !== undefined && named) return named;
  return codedError(
    'OPERATION_RESOLUTION_FAILURE',
    name === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named ${echo(name)}.`,
  );
}
