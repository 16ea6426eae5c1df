import { histogramFields } from '@jiedui/schema/contract/histogram';
import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** One breach of the contract: which subgraph, where (`Type.field`), and what is wrong with it. */
export interface Breach {
  subgraph: string;
  at: string;
  breach: string;
}

const shardingDirectives = ['merge', 'shardKey', 'sharded', 'crossShard'];
const federationTypes = /^(_|link__|federation__|sharding__|join__)/;
const roots = new Set(['Query', 'Mutation']);

/** Every breach of the sharding contract in the printed SDL of one subgraph. `directives`: the text of schema/directives.graphql. */
export function lintSubgraph(subgraph: string, sdl: string, directives: string): Breach[] {
  const reader = new SubgraphReader(parse(sdl));
  const found = [
    ...composition(reader, parse(directives)),
    ...rootFields(reader),
    ...strategies(reader),
    ...entities(reader),
    ...nullability(reader),
    ...descriptions(reader),
  ];
  return found.map(([at, breach]) => ({ subgraph, at, breach }));
}

type Found = [at: string, breach: string];

/** Looks things up in a subgraph's SDL, with extensions folded into their types. */
class SubgraphReader {
  readonly objects = new Map<string, ObjectTypeDefinitionNode>();
  readonly inputs = new Map<string, InputObjectTypeDefinitionNode>();

  constructor(readonly document: DocumentNode) {
    for (const node of document.definitions) {
      if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) this.inputs.set(node.name.value, node);
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      const known = this.objects.get(node.name.value);
      this.objects.set(node.name.value, {
        ...(known ?? node),
        kind: Kind.OBJECT_TYPE_DEFINITION,
        fields: [...(known?.fields ?? []), ...(node.fields ?? [])],
        directives: [...(known?.directives ?? []), ...(node.directives ?? [])],
      });
    }
  }

  *fields(): Generator<{ parent: ObjectTypeDefinitionNode; field: FieldDefinitionNode; at: string }> {
    for (const parent of this.objects.values()) {
      if (federationTypes.test(parent.name.value)) continue;
      for (const field of parent.fields ?? []) {
        if (field.name.value.startsWith('_')) continue;
        yield { parent, field, at: `${parent.name.value}.${field.name.value}` };
      }
    }
  }

  target(field: FieldDefinitionNode): ObjectTypeDefinitionNode | undefined {
    return this.objects.get(namedType(field.type));
  }
}

function* composition({ document }: SubgraphReader, directives: DocumentNode): Generator<Found> {
  const schemaDirectives = document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_EXTENSION || node.kind === Kind.SCHEMA_DEFINITION
      ? (node.directives ?? [])
      : [],
  );
  const composed = schemaDirectives
    .filter((use) => use.name.value === 'composeDirective')
    .map((use) => text(use, 'name'));
  const imported = schemaDirectives
    .filter((use) => use.name.value === 'link')
    .map((use) => print(use))
    .join(' ');
  for (const name of shardingDirectives) {
    // Without both, composition drops every use without a word.
    if (!composed.includes(`@${name}`)) yield [`@${name}`, 'is not composed: @composeDirective is missing'];
    if (!imported.includes(`"@${name}"`)) yield [`@${name}`, 'is not imported by @link'];
  }
  for (const wanted of directives.definitions) {
    if (!('name' in wanted) || !wanted.name) continue;
    const name = wanted.name.value;
    const own = document.definitions.find(
      (node) => node.kind === wanted.kind && 'name' in node && node.name?.value === name,
    );
    if (!own || bare(own) !== bare(wanted)) yield [name, 'is not defined as in schema/directives.graphql'];
  }
}

function* rootFields(reader: SubgraphReader): Generator<Found> {
  for (const { parent, field, at } of reader.fields()) {
    if (!roots.has(parent.name.value)) continue;
    const merge = use(field, 'merge');
    if (!merge) {
      yield [at, 'is a root field without a merge strategy'];
      continue;
    }
    if (text(merge, 'scope')) yield [at, 'is a root field: it has no parent whose scope could count'];
    if (parent.name.value === 'Mutation' && text(merge, 'strategy') !== 'ROUTE')
      yield [at, 'is a mutation: one shard writes (ROUTE)'];
  }
}

function* strategies(reader: SubgraphReader): Generator<Found> {
  for (const { field, at } of reader.fields()) {
    const merge = use(field, 'merge');
    if (!merge) continue;
    const target = reader.target(field);
    const has = (name: string) => target?.fields?.some((candidate) => candidate.name.value === name) ?? false;
    const strategy = text(merge, 'strategy');
    if (strategy === 'ROUTE' && !(field.arguments ?? []).some((argument) => isShardKey(argument, reader))) {
      yield [at, 'is routed, but no argument is a @shardKey'];
    }
    if (strategy === 'CONNECTION' && !(has('edges') && has('pageInfo')))
      yield [at, 'is merged as a connection, but its type has no edges and pageInfo'];
    if (strategy === 'CONCAT' && !isList(field.type)) yield [at, 'is concatenated, but is no list'];
    if (strategy === 'GROUP') {
      const by = list(merge, 'by');
      if (by.length === 0) yield [at, 'is grouped by nothing'];
      for (const name of by) if (!has(name)) yield [at, `is grouped by ${name}, which its type has not`];
    }
    if (strategy === 'HISTOGRAM') {
      for (const name of histogramFields) {
        if (!has(name)) yield [at, `is a histogram, but its type has no field ${name}`];
      }
    }
    if (strategy === 'RATIO') {
      for (const part of ['numerator', 'denominator']) {
        const name = text(merge, part);
        if (!name || !has(name)) yield [at, `is a ratio, but its type has no field named as its ${part}`];
      }
    }
  }
}

function* entities(reader: SubgraphReader): Generator<Found> {
  const needsHop = new Map<string, string>();
  for (const { parent, field, at } of reader.fields()) {
    if (roots.has(parent.name.value)) continue;
    const merge = use(field, 'merge');
    const crossShard = use(field, 'crossShard');
    const target = reader.target(field);
    if (use(parent, 'key')) {
      if (merge && !text(merge, 'scope')) yield [at, 'is merged over shards, but says no scope'];
      if (merge) needsHop.set(parent.name.value, at);
      const replicated = modeOf(parent) === 'REPLICATED';
      if (
        replicated &&
        target &&
        use(target, 'key') &&
        modeOf(target) !== 'REPLICATED' &&
        !merge &&
        !crossShard
      ) {
        yield [at, 'leads from replicated data to owned data without @merge or @crossShard'];
      }
    } else if (merge && text(merge, 'scope')) {
      yield [at, 'has a scope, but its type is no entity'];
    }
    if (crossShard) {
      if (!target || !use(target, 'key')) yield [at, 'is @crossShard, but its type is no entity'];
      else needsHop.set(target.name.value, at);
    }
  }
  for (const type of reader.objects.values()) {
    const keys = (type.directives ?? []).filter((candidate) => candidate.name.value === 'key');
    if (keys.length === 0) continue;
    const sharded = use(type, 'sharded');
    if (!sharded) yield [type.name.value, 'is an entity, but does not say who holds it: @sharded is missing'];
    const at = needsHop.get(type.name.value);
    const wanted = (sharded && text(sharded, 'key')) ?? 'id';
    const resolvable = keys.some(
      (key) => text(key, 'fields') === wanted && text(key, 'resolvable') !== 'false',
    );
    if (at && !resolvable)
      yield [type.name.value, `needs a hop for ${at}, but has no resolvable key "${wanted}"`];
  }
  for (const [name, at] of needsHop) {
    if (!use(reader.objects.get(name)!, 'key')) yield [name, `needs a hop for ${at}, but has no key`];
  }
}

function* nullability(reader: SubgraphReader): Generator<Found> {
  for (const { parent, field, at } of reader.fields()) {
    const merge = use(field, 'merge');
    const target = reader.target(field);
    // Inside a page the shard that answered has both; a page as a whole can be missing.
    if (merge && field.type.kind === Kind.NON_NULL_TYPE) {
      yield [at, `is non-null, but ${text(merge, 'strategy')} answers null where no shard does`];
    }
    if (!use(parent, 'key') && !roots.has(parent.name.value) && !parent.name.value.endsWith('Payload'))
      continue;
    if (!target || !use(target, 'key')) continue;
    if (field.type.kind === Kind.NON_NULL_TYPE)
      yield [at, 'refers to an entity and is non-null: its owner may be silent'];
    if (isList(field.type) && use(field, 'crossShard') && !nullableItems(field.type)) {
      yield [at, 'lists entities of other shards as non-null: one silent owner would cost the whole list'];
    }
  }
}

function* descriptions({ document }: SubgraphReader): Generator<Found> {
  for (const node of document.definitions) {
    if (node.kind === Kind.DIRECTIVE_DEFINITION || !('name' in node) || !node.name) continue;
    const type = node.name.value;
    // PageInfo and the like are described too: the IDE shows every type to county staff.
    if (federationTypes.test(type) || roots.has(type) || type === 'FieldSet') {
      if (!roots.has(type)) continue;
    } else if ('description' in node && !bilingual(node)) {
      yield [type, missing(node)];
    }
    const members = [
      ...('fields' in node
        ? ((node.fields ?? []) as readonly (FieldDefinitionNode | InputValueDefinitionNode)[])
        : []),
      ...('values' in node ? (node.values ?? []) : []),
    ];
    for (const member of members) {
      if (member.name.value.startsWith('_')) continue;
      const at = `${type}.${member.name.value}`;
      if (!bilingual(member)) yield [at, missing(member)];
      if (!('arguments' in member)) continue;
      for (const argument of member.arguments ?? [])
        if (!bilingual(argument)) yield [`${at}(${argument.name.value}:)`, missing(argument)];
    }
  }
}

interface Described {
  description?: { value: string } | undefined;
}

function bilingual({ description }: Described): boolean {
  return (
    description !== undefined &&
    /\p{Script=Han}/u.test(description.value) &&
    /[A-Za-z]{2}/.test(description.value)
  );
}

function missing({ description }: Described): string {
  return description ? 'is not described in both languages' : 'has no description';
}

function use(
  node: { directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): ConstDirectiveNode | undefined {
  return node.directives?.find((directive) => directive.name.value === name);
}

function text(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find((candidate) => candidate.name.value === argument)?.value;
  if (!value) return undefined;
  return 'value' in value ? String(value.value) : undefined;
}

function list(directive: ConstDirectiveNode, argument: string): string[] {
  const value = directive.arguments?.find((candidate) => candidate.name.value === argument)?.value;
  return value?.kind === Kind.LIST
    ? value.values.flatMap((item) => ('value' in item ? [String(item.value)] : []))
    : [];
}

function modeOf(type: ObjectTypeDefinitionNode): string {
  const sharded = use(type, 'sharded');
  return (sharded && text(sharded, 'mode')) ?? 'BY_KEY';
}

function isShardKey(argument: InputValueDefinitionNode, reader: SubgraphReader): boolean {
  if (use(argument, 'shardKey')) return true;
  return (
    reader.inputs
      .get(namedType(argument.type))
      ?.fields?.some((field) => use(field, 'shardKey') !== undefined) ?? false
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

function nullableItems(type: TypeNode): boolean {
  const listType = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return listType.kind === Kind.LIST_TYPE && listType.type.kind !== Kind.NON_NULL_TYPE;
}

/** A definition without its descriptions, as one line. */
function bare(node: Parameters<typeof print>[0]): string {
  const plain = JSON.stringify(node, (key, value: unknown) =>
    key === 'description' || key === 'loc' ? undefined : value,
  );
  return print(JSON.parse(plain) as Parameters<typeof print>[0]).replaceAll(/\s+/g, ' ');
}
