import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What an answer to one query may look like. */
export type Shape =
  | { kind: 'leaf'; fits: (value: unknown) => boolean }
  | { kind: 'nonNull' | 'list'; of: Shape }
  /** Every key that may stand in it, whatever the type; keys of conditional selections may be missing. */
  | { kind: 'object'; fields: Map<string, Shape> };

/**
 * Whether an answer has the shape of its query: lists, objects and nulls where they belong, scalars of their kind, types
 * that exist. One jurisdiction's malformed row could otherwise cost all of them the answer: a null that bubbles, an
 * assertion of the stock gateway that fails.
 */
export function fits(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'nonNull':
      return value !== null && fits(value, shape.of);
    case 'leaf':
      return value === null || shape.fits(value);
    case 'list':
      return value === null || (Array.isArray(value) && value.every((item) => fits(item, shape.of)));
    case 'object': {
      if (value === null) return true;
      if (typeof value !== 'object' || Array.isArray(value)) return false;
      for (const [key, field] of shape.fields) {
        if (Object.hasOwn(value, key) && !fits((value as Record<string, unknown>)[key], field)) return false;
      }
      return true;
    }
    default:
      throw new Error(`Unchecked shape ${String(shape satisfies never)}`);
  }
}

/** The shape of the answers to a query, which must be valid against the schema. */
export function shapeOf(schema: GraphQLSchema, query: string): Shape {
  const document = parse(query, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const root = operation?.kind === Kind.OPERATION_DEFINITION ? schema.getRootType(operation.operation) : null;
  const fields = new Map<string, Shape>();
  if (root && operation?.kind === Kind.OPERATION_DEFINITION) collect(root, operation.selectionSet, fields);
  return { kind: 'object', fields };

  function collect(
    type: GraphQLNamedType,
    { selections }: SelectionSetNode,
    fields: Map<string, Shape>,
  ): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = selection.alias?.value ?? selection.name.value;
          const shape = fieldShape(type, selection.name.value, selection.selectionSet, fields.get(key));
          if (shape) fields.set(key, shape);
          break;
        }
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value;
          collect(condition ? (schema.getType(condition) ?? type) : type, selection.selectionSet, fields);
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          const condition = fragment && schema.getType(fragment.typeCondition.name.value);
          if (fragment && condition) collect(condition, fragment.selectionSet, fields);
          break;
        }
        default:
          throw new Error(`Unread selection ${String(selection satisfies never)}`);
      }
    }
  }

  function fieldShape(
    parent: GraphQLNamedType,
    name: string,
    selectionSet: SelectionSetNode | undefined,
    known: Shape | undefined,
  ): Shape | null {
    if (name === '__typename') return { kind: 'leaf', fits: isTypeOf(parent) };
    const type = 'getFields' in parent ? parent.getFields()[name]?.type : undefined;
    if (!type) return null;
    const named = getNamedType(type as GraphQLOutputType);
    if (!selectionSet || !isCompositeType(named)) return wrapped(type as GraphQLOutputType, leafShape(named));
    // The same key in two selections is one object with the keys of both.
    const within = (known && objectIn(known)) ?? { kind: 'object', fields: new Map<string, Shape>() };
    collect(named, selectionSet, within.fields);
    return wrapped(type as GraphQLOutputType, within);
  }

  function isTypeOf(parent: GraphQLNamedType): (value: unknown) => boolean {
    const possible = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
    const names = new Set(possible.filter(isObjectType).map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
}

function wrapped(type: GraphQLOutputType, inner: Shape): Shape {
  if (isNonNullType(type)) return { kind: 'nonNull', of: wrapped(type.ofType, inner) };
  if (isListType(type)) return { kind: 'list', of: wrapped(type.ofType, inner) };
  return inner;
}

function objectIn(shape: Shape): Extract<Shape, { kind: 'object' }> | null {
  if (shape.kind === 'object') return shape;
  return shape.kind === 'leaf' ? null : objectIn(shape.of);
}

function leafShape(type: GraphQLNamedType): Shape {
  if (isEnumType(type)) return { kind: 'leaf', fits: (value) => typeof value === 'string' };
  return { kind: 'leaf', fits: scalars[type.name] ?? (() => true) };
}

/** The scalars of GraphQL itself; of any other the gateway knows nothing. */
const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => Number.isSafeInteger(value),
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isSafeInteger(value),
  Boolean: (value) => typeof value === 'boolean',
};

/** The shapes of the queries that were sent last; the sharding layer prints the same text for the same operation. */
export class Shapes {
  readonly #known = new Map<string, Shape>();
  readonly #most: number;

  constructor(most = 1000) {
    this.#most = most;
  }

  of(subgraph: string, schema: GraphQLSchema, query: string): Shape {
    const key = `${subgraph} ${query}`;
    const known = this.#known.get(key);
    // Taken out and put back: the first in the map is the one that was not needed for longest.
    if (known) this.#known.delete(key);
    const shape = known ?? shapeOf(schema, query);
    this.#known.set(key, shape);
    if (this.#known.size > this.#most) this.#known.delete(this.#known.keys().next().value!);
    return shape;
  }
}
