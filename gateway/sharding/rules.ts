import {
  isInterfaceType,
  isObjectType,
  Kind,
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from 'graphql';
import { contradictionsOf } from './checks.ts';
import type { MergeRule, Mode, Scope, ShardingRules, Strategy, SubgraphRules, TypeRule } from './rule.ts';
import { argumentOf, directivesNamed, readSupergraph, type Supergraph } from './supergraph.ts';

export type { MergeRule, ShardingRules, SubgraphRules, TypeRule };

/**
 * The rules that a supergraph states with its sharding directives.
 * @throws Error that lists every contradiction or gap, each with its type and field.
 */
export function readRules(supergraphSdl: string): ShardingRules {
  const supergraph = readSupergraph(supergraphSdl);
  const declared = readDirectives(supergraph);
  const subgraphs = supergraph.subgraphs.map((source): SubgraphRules => {
    const own = { ...declared, ...inherited(source.schema, declared) };
    return { ...source, ...own, sharded: saysAnything(source.schema, own) };
  });
  const contradictions = subgraphs.filter(({ sharded }) => sharded).flatMap(contradictionsOf);
  if (contradictions.length > 0) {
    throw new Error(`The sharding directives cannot be followed:\n- ${contradictions.join('\n- ')}`);
  }
  return {
    sharded: subgraphs.some(({ sharded }) => sharded),
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
  };
}

type Declared = Pick<SubgraphRules, 'types' | 'merges' | 'crossShard' | 'shardKeys'>;

function readDirectives({ document }: Supergraph): Declared {
  const types = new Map<string, TypeRule>();
  const merges = new Map<string, MergeRule>();
  const crossShard = new Set<string>();
  const shardKeys = new Set<string>();
  for (const definition of document.definitions) {
    const type = fieldsOf(definition);
    if (!type) continue;
    const [sharded] = directivesNamed(type, 'sharded');
    if (sharded) {
      types.set(type.name, {
        mode: (argumentOf(sharded, 'mode') ?? 'BY_KEY') as Mode,
        key: String(argumentOf(sharded, 'key') ?? 'id'),
      });
    }
    for (const field of type.fields) {
      const name = `${type.name}.${field.name.value}`;
      const [merge] = directivesNamed(field, 'merge');
      if (merge) merges.set(name, mergeRule(merge));
      if (directivesNamed(field, 'crossShard').length > 0) crossShard.add(name);
      if (directivesNamed(field, 'shardKey').length > 0) shardKeys.add(name);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) {
        if (directivesNamed(argument, 'shardKey').length > 0)
          shardKeys.add(`${name}(${argument.name.value})`);
      }
    }
  }
  return { types, merges, crossShard, shardKeys };
}

function mergeRule(merge: DirectiveNode): MergeRule {
  return {
    strategy: argumentOf(merge, 'strategy') as Strategy,
    scope: argumentOf(merge, 'scope') as Scope | null,
    by: (argumentOf(merge, 'by') ?? []) as string[],
    numerator: argumentOf(merge, 'numerator') as string | null,
    denominator: argumentOf(merge, 'denominator') as string | null,
  };
}

function fieldsOf(definition: DefinitionNode) {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] = definition.fields ?? [];
      return { name: definition.name.value, directives: definition.directives, fields };
    }
    default:
      return null;
  }
}

/** A rule on an interface holds for the types that implement it, unless they state their own. */
function inherited(
  schema: GraphQLSchema,
  declared: Declared,
): Pick<Declared, 'types' | 'merges' | 'crossShard'> {
  const types = new Map(declared.types);
  const merges = new Map(declared.merges);
  const crossShard = new Set(declared.crossShard);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const parent of type.getInterfaces()) {
      const rule = declared.types.get(parent.name);
      if (rule && !types.has(type.name)) types.set(type.name, rule);
      for (const field of Object.keys(parent.getFields())) {
        const merge = declared.merges.get(`${parent.name}.${field}`);
        if (merge && !merges.has(`${type.name}.${field}`)) merges.set(`${type.name}.${field}`, merge);
        if (declared.crossShard.has(`${parent.name}.${field}`)) crossShard.add(`${type.name}.${field}`);
      }
    }
  }
  return { types, merges, crossShard };
}

function saysAnything(schema: GraphQLSchema, rules: Declared): boolean {
  return Object.values(schema.getTypeMap()).some((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    if (rules.types.has(type.name)) return true;
    return Object.keys(type.getFields()).some((field) => rules.merges.has(`${type.name}.${field}`));
  });
}
