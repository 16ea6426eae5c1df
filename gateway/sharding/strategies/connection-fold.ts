import { getNamedType, type ArgumentNode, type GraphQLField, type GraphQLObjectType } from 'graphql';
import type { Field, Shape } from '../rewrite/tree.ts';
import type { SubgraphRules } from '../rule.ts';
import type { ConnectionFold } from './strategy.ts';
import { foldedFields, needed } from './object.ts';

/**
 * Completes a connection's selection with what its merge reads: a cursor for every row and the flags of the page. Injected are
 * whole fields under reserved keys, never changes of the client's own. Only for totals nothing is needed.
 */
export function connectionFold(
  rules: SubgraphRules,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly ArgumentNode[],
  type: GraphQLObjectType,
  fields: Field[],
  prefix: string,
): ConnectionFold {
  const named = (...names: string[]) => fields.filter(({ name }) => names.includes(name));
  const lists = named('edges', 'nodes');
  const pages = named('pageInfo');
  const totals = named('totalCount');
  const others = fields.filter(
    (field) => !lists.includes(field) && !pages.includes(field) && !totals.includes(field),
  );
  const row = rowType(type);
  const owned = row !== null && rules.types.get(row)?.mode === 'BY_KEY';
  const fold = {
    strategy: 'CONNECTION' as const,
    definition,
    arguments: nodes,
    lists: lists.map(({ key }) => key),
    owned,
    identities: owned ? lists.flatMap((field) => identity(field, rules.types.get(row!)!.key)) : [],
    // A copy: the flags that are injected beside them are not the client's.
    pages: pages.map((page) => ({ key: page.key, fields: [...(page.selection?.only?.fields ?? [])] })),
    totals: totals.map(({ key }) => key),
    others: foldedFields(others),
  };
  if (lists.length === 0 && pages.length === 0) {
    return { ...fold, cursors: null, flags: null, strip: { connection: [], edge: null } };
  }
  const asked = fields.length;
  const cursors = injectCursor(type, fields, prefix);
  const pageFlags = injectFlags(type, fields, prefix);
  return {
    ...fold,
    cursors: { list: cursors.list, cursor: cursors.cursor },
    flags: pageFlags,
    strip: { connection: fields.slice(asked).map(({ key }) => key), edge: cursors.strip },
  };
}

function injectCursor(type: GraphQLObjectType, fields: Field[], prefix: string) {
  const own = fields.find(({ name, selection }) => name === 'edges' && selection?.only);
  const carrier = own ?? inject(type, 'edges', fields, prefix);
  const shape = carrier.selection!.only!;
  const asked = shape.fields.length;
  const cursor = needed(shape.fields, shape.type, 'cursor', prefix);
  return { list: carrier.key, cursor, strip: own && shape.fields.length > asked ? cursor : null };
}

function injectFlags(type: GraphQLObjectType, fields: Field[], prefix: string) {
  const carrier = fields.find(({ name }) => name === 'pageInfo') ?? inject(type, 'pageInfo', fields, prefix);
  const shape = carrier.selection!.only!;
  return {
    page: carrier.key,
    next: needed(shape.fields, shape.type, 'hasNextPage', prefix),
    previous: needed(shape.fields, shape.type, 'hasPreviousPage', prefix),
  };
}

function inject(type: GraphQLObjectType, name: string, fields: Field[], prefix: string): Field {
  const definition = type.getFields()[name]!;
  const shape: Shape = {
    type: getNamedType(definition.type) as GraphQLObjectType,
    fields: [],
    site: null,
    proof: null,
    busy: [],
  };
  const field: Field = {
    key: prefix + name,
    name,
    type: definition.type,
    arguments: [],
    directives: [],
    selection: { shapes: new Map([[shape.type.name, shape]]), only: shape, typename: null, busy: false },
    fold: null,
  };
  fields.push(field);
  return field;
}

/** The type of a connection's rows, as its edges' `node` says; null where edges carry none. */
function rowType(type: GraphQLObjectType): string | null {
  const edge = type.getFields()['edges'];
  const fields = edge && (getNamedType(edge.type) as GraphQLObjectType).getFields();
  return fields?.['node'] ? getNamedType(fields['node'].type).name : null;
}

/** Where the key of a row can be read in a list of edges or of nodes, if the client selects it. */
function identity(list: Field, key: string): ConnectionFold['identities'] {
  const rows =
    list.name === 'nodes'
      ? [list]
      : (list.selection?.only?.fields.filter(({ name }) => name === 'node') ?? []);
  return rows.flatMap((row) => {
    const found = row.selection?.only?.fields.find(({ name }) => name === key);
    return found ? [{ list: list.key, node: row === list ? null : row.key, key: found.key }] : [];
  });
}
