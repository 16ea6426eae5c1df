import {
  Kind,
  print,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { shardKeyPaths, withDefaults, type ShardKeyPath, type Variables } from '../arguments.ts';
import type { ShardedRequest } from '../request.ts';
import type { MergeRule, SubgraphRules } from '../rule.ts';
import { Cutter } from './cut.ts';
import { conditionVariables, fieldsFor, fragmentsOf, operationOf, type Source } from './normalise.ts';
import { printField, variablesIn } from './print.ts';
import { depthBelow } from './selections.ts';
import type { Field, Piece, Unit } from './tree.ts';

/** A root field that is folded from the shards that its rule and its arguments name. */
export interface FieldRoot {
  kind: 'field';
  key: string;
  index: number;
  field: Field;
  rule: MergeRule;
  parent: GraphQLObjectType;
  shardKeys: readonly ShardKeyPath[];
  piece: Piece;
}

/** `_entities`: the fields of each type that can stand there, parted by who answers them. */
export interface EntitiesRoot {
  kind: 'entities';
  key: string;
  arguments: readonly ArgumentNode[];
  types: ReadonlyMap<string, { known: Field[]; units: Unit[] }>;
}

/** What needs no shard: `__typename` of the root. */
export interface ConstantRoot {
  kind: 'constant';
  key: string;
  value: string;
}

export type Root = FieldRoot | EntitiesRoot | ConstantRoot;

/** One operation, ready to be planned for any variables with the same conditions. Holds nothing of a request. */
export interface Compiled {
  operation: 'query' | 'mutation';
  definition: OperationDefinitionNode;
  /** Begins every reserved name; chosen so that nothing of the document does. */
  prefix: string;
  roots: readonly Root[];
  /** The client's variables as a shard's document declares them, by name. */
  declarations: ReadonlyMap<string, string>;
  /** Rounds of self-hops, at most. */
  hops: number;
}

export type CompileOptions = Pick<ShardedRequest, 'typenames' | 'strict'>;

/** Documents kept compiled per subgraph, and decisions of conditions kept per document. */
const keptDocuments = 500;
const keptDecisions = 64;

interface Kept {
  conditions: readonly string[];
  compiled: Map<string, Compiled>;
}

const byDocument = new WeakMap<SubgraphRules, WeakMap<DocumentNode, Kept>>();
const byText = new WeakMap<SubgraphRules, Map<string, Kept>>();

/**
 * The operation compiled, once per document: by the document's identity, else by its text. What varies are the decisions of
 * its @include and @skip.
 * @throws Error where the document does not fit the subgraph's schema.
 */
export function compiledFor(
  rules: SubgraphRules,
  document: DocumentNode,
  operationName: string | undefined,
  given: Variables,
  options: CompileOptions = {},
): Compiled {
  const kept = keptFor(rules, document);
  const definition = operationOf(document, operationName);
  const variables = kept.conditions.length > 0 ? withDefaults(definition, given) : given;
  const decisions = kept.conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
  const key = `${operationName ?? ''} ${decisions} ${options.typenames ?? false} ${options.strict ?? false}`;
  let compiled = kept.compiled.get(key);
  if (!compiled) {
    compiled = compile(rules, document, operationName, variables, options);
    keepAtMost(kept.compiled, keptDecisions);
    kept.compiled.set(key, compiled);
  }
  return compiled;
}

function keptFor(rules: SubgraphRules, document: DocumentNode): Kept {
  const documents = getOrMake(byDocument, rules, () => new WeakMap<DocumentNode, Kept>());
  const known = documents.get(document);
  if (known) return known;
  const texts = getOrMake(byText, rules, () => new Map<string, Kept>());
  // Not the source that `loc` points to: a document that was edited still points to the one it came from.
  const text = print(document);
  let kept = texts.get(text);
  if (!kept) {
    kept = { conditions: conditionVariables(document), compiled: new Map() };
    keepAtMost(texts, keptDocuments);
    texts.set(text, kept);
  }
  documents.set(document, kept);
  return kept;
}

/** The oldest goes when the cache is full. */
function keepAtMost(cache: Map<string, unknown>, most: number): void {
  if (cache.size < most) return;
  for (const oldest of cache.keys()) {
    cache.delete(oldest);
    return;
  }
}

function getOrMake<Key extends object, Value>(
  cache: WeakMap<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}

export function compile(
  rules: SubgraphRules,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Variables,
  { typenames = false, strict = false }: CompileOptions = {},
): Compiled {
  const definition = operationOf(document, operationName);
  const source: Source = {
    schema: rules.schema,
    operation: definition,
    fragments: fragmentsOf(document),
    variables,
    typenames,
    strict,
  };
  if (definition.operation === 'subscription') throw new Error('Subscriptions are not sharded.');
  const parent = rules.schema.getRootType(definition.operation);
  if (!parent) throw new Error(`${rules.name} has no ${definition.operation}`);
  const prefix = freePrefix(document);
  const cutter = new Cutter(rules, source, prefix);
  const fields = [...fieldsFor({ ...source, typenames: false }, parent, [definition.selectionSet])];
  const roots = fields.map(([key, nodes], index) => rootOf(rules, source, cutter, parent, key, nodes, index));
  return {
    operation: definition.operation,
    definition,
    prefix,
    roots,
    declarations: new Map(
      definition.variableDefinitions?.map((node) => [
        node.variable.name.value,
        print({ ...node, directives: [] }),
      ]),
    ),
    hops: Math.max(0, ...roots.map(hopsOf)),
  };
}

function rootOf(
  rules: SubgraphRules,
  source: Source,
  cutter: Cutter,
  parent: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  index: number,
): Root {
  const name = nodes[0]!.name.value;
  if (name === '__typename') return { kind: 'constant', key, value: parent.name };
  if (name === '_entities') {
    const sets = nodes.flatMap((node) => node.selectionSet ?? []);
    return {
      kind: 'entities',
      key,
      arguments: nodes[0]!.arguments ?? [],
      types: entityTypes(rules, source, cutter, sets),
    };
  }
  const rule = name === '_service' ? anyRule : rules.merges.get(`${parent.name}.${name}`);
  const definition = parent.getFields()[name];
  if (!rule || !definition) throw new Error(`${rules.name} has no field ${parent.name}.${name}`);
  const field = cutter.field(parent, key, nodes, rule);
  return {
    kind: 'field',
    key,
    index,
    field,
    rule,
    parent,
    shardKeys: shardKeyPaths(rules, parent, definition),
    piece: { key, text: printField(field), variables: [...variablesIn([field])], reserved: [] },
  };
}

const anyRule: MergeRule = { strategy: 'ANY', scope: null, by: [], numerator: null, denominator: null };

function entityTypes(rules: SubgraphRules, source: Source, cutter: Cutter, sets: SelectionSetNode[]) {
  const types = new Map<string, { known: Field[]; units: Unit[] }>();
  for (const name of rules.keys.keys()) {
    const type = rules.schema.getType(name) as GraphQLObjectType;
    if (fieldsFor(source, type, sets).size > 0) types.set(name, cutter.entity(type, sets));
  }
  return types;
}

/** The first round of an `_entities` fetch is no hop: the planner asked for it. */
function hopsOf(root: Root): number {
  switch (root.kind) {
    case 'constant':
      return 0;
    case 'field':
      return depthBelow([root.field]);
    case 'entities':
      return Math.max(
        0,
        ...[...root.types.values()].flatMap(({ units }) => units.map(({ depth }) => depth - 1)),
      );
    default:
      throw new Error(`Unknown root ${String(root satisfies never)}`);
  }
}

/** `_s0_`, or the next level that the document leaves free: it may come from a gateway above, which has its own. */
function freePrefix(document: DocumentNode): string {
  const taken = new Set<string>();
  visit(document, {
    [Kind.NAME]: ({ value }: { value: string }) => {
      const prefix = /^_s\d+_/.exec(value)?.[0];
      if (prefix) taken.add(prefix);
    },
  });
  for (let level = 0; ; level++) if (!taken.has(`_s${level}_`)) return `_s${level}_`;
}
