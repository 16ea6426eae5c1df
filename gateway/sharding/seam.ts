import type { GraphQLDataSource } from '@apollo/gateway';
import { parse, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { growAnswer, pathsInAnswer, renumberEntityErrors, type EntityFetch } from '../entity-paths.ts';
import { maskShardError, wording } from '../masking.ts';
import type { RequestContext } from '../request-context.ts';
import type { Coverage } from './coverage.ts';
import { executeSharded, planSharded } from './execute.ts';
import { explain } from './explain.ts';
import { Reductions } from './reductions.ts';
import type { ShardedRequest } from './request.ts';
import type { ShardingRules } from './rule.ts';
import type { ShardCall, ShardReply, Silence } from './shard.ts';

/** What stays of a logical subgraph from fetch to fetch. */
type Logical = Pick<ShardedRequest, 'subgraph' | 'rules' | 'reductions'>;
type Process = Parameters<GraphQLDataSource['process']>[0];

interface Fetched {
  data: Record<string, unknown> | null;
  errors: readonly GraphQLFormattedError[];
  /** Absent where one deployment was asked, without jurisdictions. */
  coverage?: Coverage;
}

/**
 * The one place where Apollo meets the sharding layer: a logical subgraph as Apollo's gateway sees it. It asks a single
 * data source; behind it the fetch is planned over the shards, or, in a federation without sharding rules, handed to the
 * one deployment that serves the subgraph.
 */
export function logicalSubgraph(subgraph: string, rules: ShardingRules): GraphQLDataSource {
  const logical = { subgraph, rules, reductions: new Reductions() };
  return {
    async process(options) {
      // Health checks and schema loading would ask without a viewer; this gateway does neither.
      if (options.kind !== 'incoming operation') return {};
      const context = options.context as RequestContext;
      const document = options.document ?? parse(options.request.query ?? '');
      const fetched = rules.sharded
        ? await fetchSharded(logical, document, options, context)
        : await fetchPlain(subgraph, document, options, context);
      return answer(fetched, !rules.sharded, options, context);
    },
  };
}

async function fetchSharded(
  logical: Logical,
  document: DocumentNode,
  options: Process,
  context: RequestContext,
): Promise<Fetched> {
  const { operationName, variables = {} } = options.request;
  const { map, send, plans } = context;
  const fetch = {
    ...logical,
    document,
    ...(operationName && { operationName }),
    variables,
    map,
  };
  const answered = await executeSharded({ ...fetch, send });
  // Afterwards, and not of a fetch that was refused: planning that throws shall not cost the answer.
  if (context.explains && answered.data) {
    const plan = planSharded(fetch);
    const at = 'pathInIncomingRequest' in options ? (options.pathInIncomingRequest ?? []) : [];
    plans.push({ subgraph: logical.subgraph, at, plan, text: plan && explain(plan).split('\n') });
  }
  return answered;
}

async function fetchPlain(
  subgraph: string,
  document: DocumentNode,
  { request }: Process,
  context: RequestContext,
): Promise<Fetched> {
  const deployment = context.map.deployments.find(({ subgraphs }) => subgraphs.has(subgraph));
  const reply: ShardReply = deployment
    ? await context.send({
        deployment: deployment.name,
        subgraph,
        query: request.query ?? '',
        variables: request.variables ?? {},
        operation: kindOf(document),
      })
    : { kind: 'silent', reason: 'unsupported', milliseconds: 0 };
  if (reply.kind === 'answered') return reply;
  return { data: null, errors: [silenceError(reply.reason)] };
}

function answer(
  { data, errors, coverage }: Fetched,
  foreign: boolean,
  options: Process,
  { grown, correlationId, coverage: covered }: RequestContext,
): Awaited<ReturnType<GraphQLDataSource['process']>> {
  const entities = entityFetchOf(options);
  const masked = errors.map((error) => maskShardError(error, correlationId, { foreign }));
  const placed = entities ? renumberEntityErrors(masked, entities, grown) : masked;
  if (coverage) {
    const { jurisdictions, incomplete } = coverage;
    covered.push({
      jurisdictions,
      incomplete: entities ? pathsInAnswer(incomplete, entities, grown) : incomplete,
    });
  }
  if (!entities) growAnswer(grown, data);
  return { data, ...(placed.length > 0 && { errors: [...placed] }) };
}

function entityFetchOf(options: Process): EntityFetch | null {
  const representations = options.request.variables?.['representations'] as unknown;
  const at = 'pathInIncomingRequest' in options ? (options.pathInIncomingRequest ?? []) : [];
  return Array.isArray(representations) && at.length > 0 ? { at, representations } : null;
}

function kindOf(document: DocumentNode): ShardCall['operation'] {
  const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
  return operation?.kind === 'OperationDefinition' && operation.operation === 'mutation'
    ? 'mutation'
    : 'query';
}

const silenceCodes = {
  timeout: 'JURISDICTION_TIMEOUT',
  down: 'JURISDICTION_DOWN',
  denied: 'JURISDICTION_DENIED',
  unsupported: 'UNSUPPORTED_BY_JURISDICTION',
  invalid: 'JURISDICTION_INVALID_ANSWER',
} as const satisfies Record<Silence, string>;

function silenceError(reason: Silence): GraphQLFormattedError {
  const code = silenceCodes[reason];
  return { message: wording(code), extensions: { code } };
}
