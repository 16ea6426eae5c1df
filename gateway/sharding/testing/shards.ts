import {
  executeSync,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { readRules } from '../rules.ts';
import type { Send, ShardCall, ShardMap, ShardReply } from '../shard.ts';
import { resolveField, type Holder } from './resolvers.ts';
import { toySupergraph } from './supergraph.ts';
import { together, mapOf, type Federation, type World } from './world.ts';

export const toyRules = readRules(toySupergraph);

/** How a deployment's program differs from the toy's own. */
export interface Program {
  schema?: GraphQLSchema;
  resolve?: GraphQLFieldResolver<unknown, Holder>;
}

/** What one deployment answers: the document is validated and executed as any GraphQL server would. */
export function answerOf(
  holder: Holder,
  { subgraph, query, variables }: ShardCall,
  program: Program = {},
): ShardReply {
  const { schema = toyRules.subgraphs.get(subgraph)!.schema } = program;
  const document = parse(query);
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) {
    const errors = mistakes.map(({ message, locations }) => ({
      message,
      locations: locations ?? [],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    }));
    return { kind: 'answered', data: null, errors, bytes: 0, milliseconds: 1 };
  }
  const { data, errors } = run(holder, subgraph, document, variables, program);
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
  { schema = toyRules.subgraphs.get(subgraph)!.schema, resolve = resolveField }: Program = {},
) {
  const result = executeSync({
    schema,
    document,
    contextValue,
    variableValues,
    rootValue: {},
    fieldResolver: resolve as never,
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

/** Answers in a deployment's place: honestly, as another program would, or not. */
export type Meddle = (
  call: ShardCall,
  honest: (program?: Program) => ShardReply,
) => ShardReply | Promise<ShardReply>;

/** All deployments of a toy federation, in memory. `meddle` may answer in a deployment's place, or keep it waiting. */
export function shardsOf(
  world: World,
  deployments: Federation,
  meddle: Meddle = (_, honest) => honest(),
): Shards {
  const map = mapOf(deployments);
  const calls: ShardCall[] = [];
  const send: Send = async (call) => {
    calls.push(call);
    const deployment = map.deployments.find(({ name }) => name === call.deployment)!;
    const holder: Holder = { world, codes: new Set(deployment.jurisdictions) };
    return meddle(call, (program) => answerOf(holder, call, program));
  };
  return { map, send, calls };
}
