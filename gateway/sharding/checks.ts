import { histogramFields } from '@jiedui/schema/contract/histogram';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { shardKeyPaths } from './arguments.ts';
import { strategies, type MergeRule, type SubgraphRules } from './rule.ts';

type Field = GraphQLField<unknown, unknown>;

/** What is contradictory or missing in a subgraph's sharding directives; each line names type and field. */
export function contradictionsOf(rules: SubgraphRules): string[] {
  const found: string[] = [];
  const roots = [rules.schema.getQueryType(), rules.schema.getMutationType()];
  for (const type of Object.values(rules.schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    const isRoot = roots.includes(type);
    if (!isRoot) found.push(...typeContradictions(rules, type));
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const at = `${type.name}.${field.name}`;
      const merge = rules.merges.get(at);
      const complain = (text: string) => found.push(`${at} (${rules.name}): ${text}`);
      if (merge) mergeContradictions(field, merge, complain);
      else if (isRoot) complain('a root field needs @merge(strategy:)');
      if (isRoot) rootContradictions(rules, type, field, merge, complain);
      else fieldContradictions(rules, type, field, merge, complain);
    }
  }
  return found;
}

function typeContradictions(rules: SubgraphRules, type: GraphQLObjectType): string[] {
  const rule = rules.types.get(type.name);
  if (!rule) {
    return rules.keys.has(type.name)
      ? [`${type.name} (${rules.name}): an entity needs @sharded, or nobody knows who holds it`]
      : [];
  }
  const key = type.getFields()[rule.key];
  if (!key) return [`${type.name} (${rules.name}): @sharded(key: "${rule.key}") names no field of it`];
  return isLeafType(getNamedType(key.type))
    ? []
    : [`${type.name}.${rule.key} (${rules.name}): a shard key must be a scalar`];
}

function mergeContradictions(field: Field, merge: MergeRule, complain: (text: string) => void): void {
  const type = getNamedType(field.type);
  const children = isObjectType(type) ? type.getFields() : null;
  const lists = isListType(getNullableType(field.type));
  const needs = (name: string | null, argument: string) => {
    if (name === null) complain(`${merge.strategy} needs ${argument}`);
    else if (children && !children[name]) complain(`${argument} "${name}" names no field of ${type.name}`);
  };
  if (!strategies.includes(merge.strategy)) return complain(`no strategy ${merge.strategy}`);
  switch (merge.strategy) {
    case 'SUM':
    case 'MIN':
    case 'MAX':
      if (isCompositeType(type) || lists) complain(`${merge.strategy} folds single values only`);
      return;
    case 'CONCAT':
      if (!lists) complain('CONCAT folds lists only');
      return;
    case 'CONNECTION':
      if (!children || lists || !children['edges'] || !children['pageInfo']) {
        return complain(`CONNECTION needs a type with edges and pageInfo, ${type.name} is none`);
      }
      if (!fieldsOfNamed(children['edges'])?.['cursor']) complain('CONNECTION needs a cursor on every edge');
      return;
    case 'GROUP':
      if (!children || !lists) return complain('GROUP folds lists of objects only');
      if (merge.by.length === 0) complain('GROUP needs by');
      for (const name of merge.by) needs(name, 'by');
      return;
    case 'RATIO':
      if (!children || lists) return complain('RATIO folds single objects only');
      needs(merge.numerator, 'numerator');
      needs(merge.denominator, 'denominator');
      return;
    case 'HISTOGRAM':
      if (!children || lists) return complain('HISTOGRAM folds single objects only');
      for (const name of histogramFields) {
        if (!children[name]) complain(`HISTOGRAM needs a type with ${name}, ${type.name} has none`);
      }
      return;
    case 'OBJECT':
      if (!children || lists) complain('OBJECT folds single objects only');
      return;
    case 'ROUTE':
    case 'ANY':
      return;
    default:
      throw new Error(`Unchecked strategy ${String(merge.strategy satisfies never)}`);
  }
}

function rootContradictions(
  rules: SubgraphRules,
  type: GraphQLObjectType,
  field: Field,
  merge: MergeRule | undefined,
  complain: (text: string) => void,
): void {
  if (!merge) return;
  if (merge.scope)
    complain('a scope belongs to a field of an entity, a root field has no parent to take it from');
  if (isNonNullType(field.type)) complain('a root field must be nullable: its shard may be silent');
  const mutates = type === rules.schema.getMutationType();
  if (mutates && merge.strategy !== 'ROUTE') complain('a mutation is written by one shard: ROUTE');
  if (merge.strategy === 'ROUTE' && shardKeyPaths(rules, type, field).length === 0) {
    complain('ROUTE needs an argument or input field with @shardKey');
  }
}

function fieldContradictions(
  rules: SubgraphRules,
  type: GraphQLObjectType,
  field: Field,
  merge: MergeRule | undefined,
  complain: (text: string) => void,
): void {
  const at = `${type.name}.${field.name}`;
  const parent = rules.types.get(type.name);
  const target = getNamedType(field.type);
  const targetRule = rules.types.get(target.name);
  const crosses = rules.crossShard.has(at);
  if (merge?.scope && !parent) complain('a scope needs a parent with @sharded');
  if (merge && parent) {
    if (merge.strategy === 'ROUTE' || merge.strategy === 'ANY') {
      complain(`${merge.strategy} belongs to a root field; name a scope and a fold`);
    }
    if (isNonNullType(field.type)) complain('a merged field of an entity must be nullable');
    if (parent.mode === 'BROADCAST' && merge.scope && merge.scope !== 'ALL') {
      complain(`the key of a BROADCAST type tells no owner, so ${merge.scope} cannot be found`);
    }
    needsHop(rules, type.name, complain);
  }
  if (crosses && merge) complain('@crossShard and @merge exclude each other');
  if (crosses) {
    if (!isCompositeType(target)) return complain('@crossShard needs an entity as its type');
    for (const possible of isAbstractType(target) ? rules.schema.getPossibleTypes(target) : [target]) {
      if (!rules.types.has(possible.name))
        complain(`@crossShard leads to ${possible.name}, which is not @sharded`);
      else needsHop(rules, possible.name, complain);
    }
  }
  if (!crosses && !merge && parent?.mode === 'REPLICATED' && targetRule?.mode === 'BY_KEY') {
    complain(`a replicated type leads to the owned type ${target.name}: it needs @crossShard or @merge`);
  }
}

/** A hop asks `_entities` with the shard key alone, so the subgraph must resolve the type by exactly that key. */
function needsHop(rules: SubgraphRules, type: string, complain: (text: string) => void): void {
  const rule = rules.types.get(type);
  if (rule && !rules.keys.get(type)?.includes(rule.key)) {
    complain(`a hop to ${type} needs @key(fields: "${rule.key}") that ${rules.name} resolves`);
  }
}

function fieldsOfNamed(field: Field) {
  const type = getNamedType(field.type);
  return isObjectType(type) ? type.getFields() : null;
}
