import type { GraphQLSchema } from 'graphql';

export const strategies = [
  'CONNECTION',
  'CONCAT',
  'SUM',
  'MIN',
  'MAX',
  'GROUP',
  'RATIO',
  'HISTOGRAM',
  'OBJECT',
  'ROUTE',
  'ANY',
] as const;
export type Strategy = (typeof strategies)[number];
export type Scope = 'OWNER' | 'LINEAGE' | 'ALL';
export type Mode = 'BY_KEY' | 'REPLICATED' | 'BROADCAST';

/** What `@merge` says on one field. */
export interface MergeRule {
  strategy: Strategy;
  /** Null where the directive names none: ALL on a field of an entity, meaningless on a root field. */
  scope: Scope | null;
  by: readonly string[];
  numerator: string | null;
  denominator: string | null;
}

/** What `@sharded` says on one type: who holds its records, and which field tells the owner of one. */
export interface TypeRule {
  mode: Mode;
  key: string;
}

/** One logical subgraph: what its shards can be asked, and how their answers become one. */
export interface SubgraphRules {
  name: string;
  url: string;
  /** False: a plain subgraph with one deployment, to which documents go unchanged. */
  sharded: boolean;
  schema: GraphQLSchema;
  types: ReadonlyMap<string, TypeRule>;
  /** By `Type.field`. */
  merges: ReadonlyMap<string, MergeRule>;
  /** `Type.field` of the references that another shard may own. */
  crossShard: ReadonlySet<string>;
  /** `Type.field(argument)` and `Input.field` whose values name the shards. */
  shardKeys: ReadonlySet<string>;
  /** The keys by which this subgraph resolves an entity, by type. */
  keys: ReadonlyMap<string, readonly string[]>;
}

export interface ShardingRules {
  /** False for a supergraph without sharding directives: everything passes through. */
  sharded: boolean;
  subgraphs: ReadonlyMap<string, SubgraphRules>;
}
