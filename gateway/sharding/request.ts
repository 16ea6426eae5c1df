import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { Variables } from './arguments.ts';
import type { Coverage } from './coverage.ts';
import type { Reductions } from './reductions.ts';
import type { ShardingRules } from './rule.ts';
import type { Send, ShardMap } from './shard.ts';
import type { Json } from './values.ts';

/** One fetch of a query plan. */
export interface ShardedRequest {
  rules: ShardingRules;
  /** The logical subgraph, as in `@join__graph(name:)`. */
  subgraph: string;
  document: DocumentNode;
  operationName?: string;
  variables: Variables;
  map: ShardMap;
  send: Send;
  /** Where given, older releases are asked for less at once, as far as they are known. */
  reductions?: Reductions;
  /**
   * Adds `__typename` to every object. Apollo's gateway needs it where the client's operation has a fragment on an abstract type
   * inside another: without it the object silently comes out as `{}`.
   */
  typenames?: boolean;
  /**
   * For tests: every owned record in an answer must be the answering shard's own. A reference that needs `@crossShard` and has
   * none would be silently wrong; here it rejects with the type and the record.
   */
  strict?: boolean;
  limits?: {
    /** Rounds of self-hops after the first. */
    hops?: number;
    /** Representations in one request; more go in several, at once. */
    representations?: number;
  };
}

export interface ShardedAnswer {
  data: Json | null;
  errors: GraphQLFormattedError[];
  coverage: Coverage;
}
