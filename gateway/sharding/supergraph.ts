import {
  buildASTSchema,
  Kind,
  parse,
  parseType,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  type NamedTypeNode,
  type TypeDefinitionNode,
} from 'graphql';

/** One logical subgraph as the supergraph's join directives describe it. */
export interface SubgraphSource {
  /** As in `@join__graph(name:)`: 'pairings'. */
  name: string;
  url: string;
  /** The subgraph's own schema, with `_entities` and `_service`: what a shard can be asked, no more and no less. */
  schema: GraphQLSchema;
  /** The keys by which this subgraph resolves an entity, by type: `id`, `code`, `id owner`. */
  keys: ReadonlyMap<string, readonly string[]>;
}

export interface Supergraph {
  document: DocumentNode;
  subgraphs: readonly SubgraphSource[];
}

/** @throws GraphQLError where the text is no SDL; Error where it is no supergraph. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true });
  const graphs = graphsOf(document);
  return { document, subgraphs: graphs.map((graph) => subgraphOf(document, graph)) };
}

/** The value of a directive's argument as it stands: a text, a number, a list; null where absent. */
export function argumentOf(directive: DirectiveNode | undefined, name: string): unknown {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  if (!value) return null;
  if (value.kind === Kind.LIST) {
    return value.values.map((item) => ('value' in item ? item.value : null));
  }
  return 'value' in value ? value.value : null;
}

export function directivesNamed(
  node: { directives?: readonly DirectiveNode[] | undefined },
  name: string,
): readonly DirectiveNode[] {
  return node.directives?.filter((directive) => directive.name.value === name) ?? [];
}

interface Graph {
  /** The value of the enum join__Graph: 'PAIRINGS'. */
  symbol: string;
  name: string;
  url: string;
}

function graphsOf(document: DocumentNode): Graph[] {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    return (definition.values ?? []).map((value) => {
      const [graph] = directivesNamed(value, 'join__graph');
      return {
        symbol: value.name.value,
        name: String(argumentOf(graph, 'name') ?? value.name.value),
        url: String(argumentOf(graph, 'url') ?? ''),
      };
    });
  }
  throw new Error(
    'The supergraph has no enum join__Graph: expected the output of a federation 2 composition.',
  );
}

function subgraphOf(document: DocumentNode, graph: Graph): SubgraphSource {
  const keys = new Map<string, string[]>();
  const definitions: DefinitionNode[] = [];
  const roots = rootNames(document);
  let hasQuery = false;
  for (const definition of document.definitions) {
    if (!isTypeDefinition(definition)) continue;
    const joins = directivesNamed(definition, 'join__type').filter((join) => isOf(join, graph));
    if (joins.length === 0) continue;
    const resolvable = joins
      .filter((join) => argumentOf(join, 'resolvable') !== false)
      .map((join) => argumentOf(join, 'key'))
      .filter((key): key is string => typeof key === 'string');
    const own = typeIn(definition, graph, joins);
    if (!own) continue;
    if (own.kind === Kind.OBJECT_TYPE_DEFINITION && resolvable.length > 0)
      keys.set(own.name.value, resolvable);
    hasQuery ||= own.name.value === roots.query;
    definitions.push(own);
  }
  const federation = parse(
    `scalar _Any type _Service { sdl: String }
     ${keys.size > 0 ? `union _Entity = ${[...keys.keys()].join(' | ')}` : ''}
     ${hasQuery ? 'extend' : ''} type ${roots.query} { _service: _Service!
       ${keys.size > 0 ? '_entities(representations: [_Any!]!): [_Entity]!' : ''} }`,
    { noLocation: true },
  );
  const schemaNode = parse(
    `schema { query: ${roots.query} ${
      definitions.some(
        (definition) => isTypeDefinition(definition) && definition.name.value === roots.mutation,
      )
        ? `mutation: ${roots.mutation}`
        : ''
    } }`,
    { noLocation: true },
  );
  const all = mergeExtensions([...definitions, ...federation.definitions, ...schemaNode.definitions]);
  return {
    name: graph.name,
    url: graph.url,
    keys,
    schema: buildASTSchema(
      { kind: Kind.DOCUMENT, definitions: all },
      { assumeValidSDL: true, assumeValid: true },
    ),
  };
}

/** buildASTSchema ignores extensions; the one of the query type is folded into its definition. */
function mergeExtensions(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const extension = definitions.find((node) => node.kind === Kind.OBJECT_TYPE_EXTENSION);
  return definitions
    .filter((node) => node !== extension)
    .map((node) =>
      extension && node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === extension.name.value
        ? { ...node, fields: [...(node.fields ?? []), ...(extension.fields ?? [])] }
        : node,
    );
}

function rootNames(document: DocumentNode): { query: string; mutation: string } {
  const names = { query: 'Query', mutation: 'Mutation' };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const { operation, type } of definition.operationTypes) {
      if (operation !== 'subscription') names[operation] = type.name.value;
    }
  }
  return names;
}

/** The type as this graph defines it, or null where the graph has nothing of it. */
function typeIn(
  definition: TypeDefinitionNode,
  graph: Graph,
  joins: readonly DirectiveNode[],
): TypeDefinitionNode | null {
  const bare = { name: definition.name, directives: [] as ConstDirectiveNode[] };
  switch (definition.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return { ...definition, directives: [] };
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (definition.fields ?? []).flatMap((field) => fieldIn(field, graph));
      // An interface that the graph sees as an object (@interfaceObject) is an object there.
      const asObject = joins.some((join) => argumentOf(join, 'isInterfaceObject') === true);
      const kind = asObject ? Kind.OBJECT_TYPE_DEFINITION : definition.kind;
      if (fields.length === 0) return null;
      const interfaces = asObject ? [] : namesOf(definition, 'join__implements', 'interface', graph);
      return { ...bare, kind, interfaces, fields };
    }
    case Kind.UNION_TYPE_DEFINITION: {
      const declared = directivesNamed(definition, 'join__unionMember');
      const types = declared.length
        ? namesOf(definition, 'join__unionMember', 'member', graph)
        : (definition.types ?? []);
      return { ...bare, kind: definition.kind, types };
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = (definition.values ?? []).filter((value) => {
        const joins = directivesNamed(value, 'join__enumValue');
        return joins.length === 0 || joins.some((join) => isOf(join, graph));
      });
      return {
        ...bare,
        kind: definition.kind,
        values: values.map((value) => ({ ...value, directives: [] })),
      };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return {
        ...bare,
        kind: definition.kind,
        fields: (definition.fields ?? []).flatMap((field) => fieldIn(field, graph)),
      };
    default:
      throw new Error(`Unread definition ${String(definition satisfies never)}`);
  }
}

/**
 * A field without @join__field belongs to every graph of its type; otherwise to the graphs that are named. External fields stay:
 * they can stand in a @provides path. A field whose @join__field names no graph is served through an interface object elsewhere.
 */
function fieldIn<Node extends FieldDefinitionNode | InputValueDefinitionNode>(
  field: Node,
  graph: Graph,
): Node[] {
  const joins = directivesNamed(field, 'join__field');
  const join = joins.find((candidate) => isOf(candidate, graph));
  if (joins.length > 0 && !join) return [];
  const type = argumentOf(join, 'type');
  const own = { ...field, directives: [], ...(typeof type === 'string' && { type: parseType(type) }) };
  if (field.kind === Kind.INPUT_VALUE_DEFINITION) return [own];
  return [{ ...own, arguments: field.arguments?.map((argument) => ({ ...argument, directives: [] })) ?? [] }];
}

function namesOf(
  definition: TypeDefinitionNode,
  directive: string,
  argument: string,
  graph: Graph,
): NamedTypeNode[] {
  return directivesNamed(definition, directive)
    .filter((join) => isOf(join, graph))
    .map((join) => ({
      kind: Kind.NAMED_TYPE,
      name: { kind: Kind.NAME, value: String(argumentOf(join, argument)) },
    }));
}

function isOf(join: DirectiveNode, graph: Graph): boolean {
  return argumentOf(join, 'graph') === graph.symbol;
}

function isTypeDefinition(definition: DefinitionNode): definition is TypeDefinitionNode {
  return 'name' in definition && definition.kind.endsWith('TypeDefinition');
}
