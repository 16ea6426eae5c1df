import 'reflect-metadata';

import { Directive } from 'type-graphql';

/** The directives of schema/directives.graphql as decorators; federation's `@key` and `@shareable` beside them. */

export type Strategy =
  | 'CONNECTION'
  | 'CONCAT'
  | 'SUM'
  | 'MIN'
  | 'MAX'
  | 'GROUP'
  | 'RATIO'
  | 'HISTOGRAM'
  | 'OBJECT'
  | 'ROUTE'
  | 'ANY';
export type Scope = 'OWNER' | 'LINEAGE' | 'ALL';
export type Mode = 'BY_KEY' | 'REPLICATED' | 'BROADCAST';

// What type-graphql's own @Directive can stand on.
type Anywhere = PropertyDecorator & MethodDecorator & ClassDecorator;

/**
 * How the shards' values of a field become one. On an entity's field `scope` says whose shards are asked. GROUP and RATIO
 * know the names that every group and ratio of the platform has.
 */
export function Merge(strategy: Strategy, { scope }: { scope?: Scope } = {}): Anywhere {
  const given = [
    `strategy: ${strategy}`,
    ...(scope ? [`scope: ${scope}`] : []),
    ...(strategy === 'GROUP' ? ['by: ["key"]'] : []),
    ...(strategy === 'RATIO' ? ['numerator: "numerator", denominator: "denominator"'] : []),
  ];
  return Directive(`@merge(${given.join(', ')})`);
}

/** The argument or input field names the owner: a jurisdiction code or an id, or a list of them. */
export function ShardKey(): ParameterDecorator & PropertyDecorator & MethodDecorator {
  return Directive('@shardKey');
}

/** A reference to an entity that another shard of this subgraph may own. */
export function CrossShard(): Anywhere {
  return Directive('@crossShard');
}

/** Who holds the records of the type. */
export function Sharded({ mode = 'BY_KEY', key = 'id' }: { mode?: Mode; key?: string } = {}): Anywhere {
  return Directive(`@sharded(mode: ${mode}, key: "${key}")`);
}

/** The type is an entity of the federation, known by these fields. */
export function Key(fields = 'id'): Anywhere {
  return Directive(`@key(fields: "${fields}")`);
}

/** Several subgraphs define this type and all answer alike. */
export function Shareable(): Anywhere {
  return Directive('@shareable');
}
