import { executeSync, parse, validate, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { readRules } from '../rules.ts';
import type { Send, ShardCall, ShardMap, ShardReply } from '../shard.ts';
import { resolveField, type Holder } from './resolvers.ts';
import { toySupergraph } from './supergraph.ts';
import { together, mapOf, type Federation, type World } from './world.ts';

export const toyRules = readRules(toySupergraph);

/** What one deployment answers: the document is validated and executed as any GraphQL server would. */
export function answerOf(holder: Holder, { subgraph, query, variables }: ShardCall): ShardReply {
  const { schema } = toyRules.subgraphs.get(subgraph)!;
  const document = parse(query);
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) {
    const errors = mistakes.map(({ message }) => ({
      message,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    }));
    return { kind: 'answered', data: null, errors, bytes: 0, milliseconds: 1 };
  }
  const { data, errors } = run(holder, subgraph, document, variables);
  const bytes = JSON.stringify(data)?.length ?? 0;
  return { kind: 'answered', data, errors, bytes, milliseconds: 1 };
}

/** The same subgraph on one database with every record, without the sharding layer: the oracle. */
export function oracle(
  world: World,
  document: DocumentNode,
  variables: Record<string, unknown>,
  subgraph = 'ledger',
) {
  return run({ world, codes: new Set(Object.values(together).flat(1)) }, subgraph, document, variables);
}

function run(
  contextValue: Holder,
  subgraph: string,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
) {
  const { schema } = toyRules.subgraphs.get(subgraph)!;
  const result = executeSync({
    schema,
    document,
    contextValue,
    variableValues,
    rootValue: {},
    fieldResolver: resolveField as never,
    typeResolver: (value) => (value as { __typename: string }).__typename,
  });
  const plain = JSON.parse(JSON.stringify({ data: result.data ?? null, errors: result.errors ?? [] })) as {
    data: Record<string, unknown> | null;
    errors: GraphQLFormattedError[];
  };
  return plain;
}

export interface Shards {
  map: ShardMap;
  send: Send;
  /** Every call, in the order in which they were made. */
  calls: ShardCall[];
}

/** All deployments of a toy federation, in memory. `meddle` may answer in a deployment's place, or keep it waiting. */
export function shardsOf(
  world: World,
  deployments: Federation,
  meddle: (call: ShardCall, honest: () => ShardReply) => ShardReply | Promise<ShardReply> = (_, honest) =>
    honest(),
): Shards {
  const map = mapOf(deployments);
  const calls: ShardCall[] = [];
  const send: Send = async (call) => {
    calls.push(call);
    const deployment = map.deployments.find(({ name }) => name === call.deployment)!;
    const holder: Holder = { world, codes: new Set(deployment.jurisdictions) };
    return meddle(call, () => answerOf(holder, call));
  };
  return { map, send, calls };
}
