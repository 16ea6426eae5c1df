import 'reflect-metadata';

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import type { Migration } from '@mikro-orm/migrations';
import type { Constructor, EntityClass } from '@mikro-orm/core';
import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  specifiedDirectives,
} from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';

import type { Job } from './jobs.ts';
import type { Duty } from './leader.ts';
import type { Delivery } from './outbox.ts';
import type { ResolveReference } from './references.ts';

/** One logical subgraph: its classes, its tables, its entities. Made by `defineSubgraph`. */
export interface Subgraph {
  /** The name in the supergraph and the path at a deployment. */
  name: string;
  resolvers: NonEmptyArray<new () => object>;
  /** Entity type → how a representation of it is resolved. */
  references: Readonly<Record<string, ResolveReference>>;
  entities: readonly EntityClass<object>[];
  /** In the order in which they run. Names are unique over all subgraphs: they begin with the subgraph's. */
  migrations: readonly { name: string; class: Constructor<Migration> }[];
  /** Where the events that it announces go. A subgraph that announces any has the entry, be it empty. */
  deliveries?: readonly Delivery[];
  /** What it does by the clock, by name. A name never changes its meaning. */
  jobs?: Readonly<Record<string, Job>>;
  /** What it does as soon as there is something to do, by name. */
  duties?: Readonly<Record<string, Duty>>;
}

export function defineSubgraph(subgraph: Subgraph): Subgraph {
  for (const { name } of subgraph.migrations) {
    if (!name.startsWith(`${subgraph.name}-`)) {
      throw new Error(`Migration "${name}": expected a name that begins with "${subgraph.name}-"`);
    }
  }
  return subgraph;
}

/** The head's own definitions; the schema has them too, so that their arguments print as what they are. */
const definitions = parse(readDirectives());
const headNames = new Set(
  definitions.definitions.map((definition) => ('name' in definition ? definition.name?.value : undefined)),
);

// Read from the package so that sources and compiled files find the same one.
function readDirectives(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('@jiedui/schema/directives.graphql')), 'utf8');
}

const shardingDirectives = buildASTSchema(definitions)
  .getDirectives()
  .filter(({ name }) => headNames.has(name));

const links = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@composeDirective"])
  @link(url: "https://specs.jiedui.org/sharding/v0.1", import: ["@merge", "@shardKey", "@sharded", "@crossShard"])
  @composeDirective(name: "@merge")
  @composeDirective(name: "@shardKey")
  @composeDirective(name: "@sharded")
  @composeDirective(name: "@crossShard")`;

interface Built {
  sdl: string;
  schema: GraphQLSchema;
}

const built = new WeakMap<Subgraph, Built>();

/** The subgraph's SDL as it is committed in schema/subgraphs and composed into the supergraph. */
export function subgraphSdl(subgraph: Subgraph): string {
  return build(subgraph).sdl;
}

/** The executable schema, with `_service` and `_entities`. */
export function subgraphSchema(subgraph: Subgraph): GraphQLSchema {
  return build(subgraph).schema;
}

function build(subgraph: Subgraph): Built {
  let result = built.get(subgraph);
  if (!result) {
    const schema = buildSchemaSync({
      resolvers: subgraph.resolvers,
      directives: [...specifiedDirectives, ...shardingDirectives],
      // Federation's own directives are defined nowhere here; buildSubgraphSchema adds and checks them.
      skipCheck: true,
      validate: false,
    });
    const head = concatAST([parse(links), definitions]);
    const body = withoutHead(parse(printSchemaWithDirectives(schema)));
    const resolvers = createResolversMap(schema) as Record<string, object>;
    for (const [type, resolveReference] of Object.entries(subgraph.references)) {
      if (!resolvers[type])
        throw new Error(`Subgraph ${subgraph.name} has no type ${type} to resolve references of`);
      resolvers[type] = { ...resolvers[type], __resolveReference: resolveReference };
    }
    result = {
      sdl: `${print(head)}\n\n${print(body)}\n`,
      schema: buildSubgraphSchema([
        { typeDefs: head },
        { typeDefs: body, resolvers: resolvers as Record<string, never> },
      ]),
    };
    built.set(subgraph, result);
  }
  return result;
}

function withoutHead(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.filter(
      (definition) =>
        definition.kind !== Kind.SCHEMA_DEFINITION &&
        !('name' in definition && headNames.has(definition.name?.value)),
    ),
  };
}
