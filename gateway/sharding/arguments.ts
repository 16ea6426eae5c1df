import {
  getNamedType,
  isInputObjectType,
  valueFromASTUntyped,
  type ArgumentNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubgraphRules } from './rule.ts';

export type Variables = Record<string, unknown>;

/** The variables as an executor would see them: the operation's defaults stand where nothing was given. */
export function withDefaults(operation: OperationDefinitionNode, given: Variables): Variables {
  let complete = given;
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (!defaultValue || Object.hasOwn(given, name)) continue;
    if (complete === given) complete = { ...given };
    complete[name] = valueFromASTUntyped(defaultValue);
  }
  return complete;
}

/** The value of one argument: a literal, a variable, or the schema's default. Undefined where nothing says it. */
export function argumentValue(
  field: GraphQLField<unknown, unknown>,
  nodes: readonly ArgumentNode[],
  name: string,
  variables: Variables,
): unknown {
  const node = nodes.find((argument) => argument.name.value === name);
  const value = node ? valueFromASTUntyped(node.value, variables) : undefined;
  if (value !== undefined) return value;
  return field.args.find((argument) => argument.name === name)?.defaultValue;
}

/** Where a shard key stands in a field's arguments: `['jurisdictions']`, `['input', 'jurisdiction']`. */
export type ShardKeyPath = readonly string[];

/** The places of a field's shard keys, input objects included. */
export function shardKeyPaths(
  rules: Pick<SubgraphRules, 'shardKeys'>,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): ShardKeyPath[] {
  return field.args.flatMap((argument) => {
    if (rules.shardKeys.has(`${type.name}.${field.name}(${argument.name})`)) return [[argument.name]];
    return inputKeyPaths(rules, argument.type, new Set()).map((path) => [argument.name, ...path]);
  });
}

function inputKeyPaths(
  rules: Pick<SubgraphRules, 'shardKeys'>,
  inputType: GraphQLInputType,
  above: ReadonlySet<string>,
): string[][] {
  const type = getNamedType(inputType);
  // An input type can hold itself; a shard key below its own repetition is found above it already.
  if (!isInputObjectType(type) || above.has(type.name)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    if (rules.shardKeys.has(`${type.name}.${field.name}`)) return [[field.name]];
    return inputKeyPaths(rules, field.type, new Set([...above, type.name])).map((path) => [
      field.name,
      ...path,
    ]);
  });
}

/** The values at a path, lists flattened; null where nothing stands there, so that nothing is pruned. */
export function shardKeyValues(
  field: GraphQLField<unknown, unknown>,
  nodes: readonly ArgumentNode[],
  [name, ...rest]: ShardKeyPath,
  variables: Variables,
): unknown[] | null {
  const argument = field.args.find((candidate) => candidate.name === name);
  if (!argument) return null;
  let values: unknown[] = [argumentValue(field, nodes, argument.name, variables)];
  let type: GraphQLInputType = argument.type;
  for (const step of rest) {
    const input = getNamedType(type);
    const inner = isInputObjectType(input) ? input.getFields()[step] : undefined;
    values = values
      .flat()
      .map((value) => (isRecord(value) ? (value[step] ?? inner?.defaultValue) : undefined));
    if (inner) type = inner.type;
  }
  if (values.every((value) => value === null || value === undefined)) return null;
  return values.flat().filter((value) => value !== null && value !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
