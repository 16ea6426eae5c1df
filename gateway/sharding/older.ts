import { codedError, errorRegistry } from '@jiedui/schema/contract/error';
import {
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  type ASTNode,
  type FieldNode,
  type GraphQLFormattedError,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type SourceLocation,
} from 'graphql';
import { mostRepetitions } from './errors.ts';
import type { Path } from './notes.ts';
import { collectVariables } from './rewrite/print.ts';
import { isRecord, put } from './values.ts';

/**
 * What a shard of an older release can be asked instead of a document that it refused. Nobody need tell us its release or its
 * schema: it says itself at which places of the document it was lost.
 */
export interface Reduced {
  /** Null where nothing is left to be asked. */
  text: string | null;
  /** By the response key of each root field: where in it something is missing, as response keys. Empty: the root field itself. */
  missing: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Places that are looked at, at most: who names more is not answered at all. */
const mostPlaces = 200;

/**
 * The document without the fields that contain the places of the errors. In each one's stead, under its response key, stands
 * `__typename`: so no selection is left empty, and in the answer the key is exactly where the field's value would have been. A
 * field that may not be null takes the one around it along. What an argument, a value or a variable means is not known without
 * it, so the field that has it goes. Null where the errors lead nowhere.
 */
export function reduce(
  text: string,
  errors: readonly GraphQLFormattedError[],
  schema: GraphQLSchema,
): Reduced | null {
  const places = errors.flatMap(({ locations }) => (locations ?? []).map((place) => offsetOf(text, place)));
  if (places.length === 0 || places.length > mostPlaces) return null;
  const [definition] = parse(text).definitions as [OperationDefinitionNode];
  return new Reducer(schema, places, definition).reduced();
}

/** Puts null where something is missing in the value of a root field. @returns What is to be said there. */
export function restore(value: unknown, missing: readonly (readonly string[])[]): MissingError[] {
  return missing.flatMap((keys) => [...emptied(value, keys, [])].slice(0, mostRepetitions));
}

/** True of an answer to less than what was asked. */
export function isReduced(errors: readonly { error: GraphQLFormattedError }[]): boolean {
  return errors.some(({ error }) => error.extensions?.['code'] === 'UNSUPPORTED_BY_JURISDICTION');
}

interface MissingError {
  path: Path;
  error: GraphQLFormattedError;
}

function* emptied(value: unknown, keys: readonly string[], path: Path): Generator<MissingError> {
  const [key, ...below] = keys;
  if (key === undefined) return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* emptied(item, keys, [...path, at]);
  } else if (isRecord(value) && Object.hasOwn(value, key)) {
    if (below.length > 0) return yield* emptied(value[key], below, [...path, key]);
    put(value, key, null);
    yield { path: [...path, key], error: missingError() };
  }
}

function missingError(): GraphQLFormattedError {
  const { zh, en } = errorRegistry.UNSUPPORTED_BY_JURISDICTION;
  return codedError('UNSUPPORTED_BY_JURISDICTION', `${zh}. ${en}`).toJSON();
}

class Reducer {
  readonly #schema: GraphQLSchema;
  readonly #places: readonly number[];
  readonly #definition: OperationDefinitionNode;
  /** Variables whose declarations it does not understand. */
  readonly #lost: ReadonlySet<string>;
  readonly #missing = new Map<string, string[][]>();

  constructor(schema: GraphQLSchema, places: readonly number[], definition: OperationDefinitionNode) {
    this.#schema = schema;
    this.#places = places;
    this.#definition = definition;
    const lost = (definition.variableDefinitions ?? []).filter((node) => this.#holdsPlace(node));
    this.#lost = new Set(lost.map(({ variable }) => variable.name.value));
  }

  reduced(): Reduced | null {
    const { selectionSet, operation, variableDefinitions = [] } = this.#definition;
    const selections = (selectionSet.selections as FieldNode[]).flatMap((node) => {
      const missing: string[][] = [];
      const kept = this.#field(node, this.#schema.getRootType(operation) ?? undefined, [], missing);
      if (!kept) missing.splice(0, Infinity, []);
      if (missing.length > 0) this.#missing.set(keyOf(node), missing);
      return kept ?? [];
    });
    if (this.#missing.size === 0) return null;
    const used = new Set<string>();
    for (const node of selections) collectVariables(node, used);
    const text = print({
      ...this.#definition,
      variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
      selectionSet: { ...selectionSet, selections },
    });
    return { text: selections.length > 0 ? text : null, missing: this.#missing };
  }

  /** Null where the field itself is not understood, or something below it that may not be null. */
  #field(node: FieldNode, parent: Parent, above: readonly string[], missing: string[][]): FieldNode | null {
    if (this.#isLost(node)) return null;
    if (!node.selectionSet) return node;
    const type = typeOf(node, parent);
    const selectionSet = this.#selections(node.selectionSet, type && getNamedType(type), above, missing);
    return selectionSet && { ...node, selectionSet };
  }

  #selections(
    set: SelectionSetNode,
    parent: Parent,
    above: readonly string[],
    missing: string[][],
  ): SelectionSetNode | null {
    const selections: SelectionNode[] = [];
    for (const node of set.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        // A type that it does not know can be none of its records.
        if (this.#holdsPlace(node, node.selectionSet)) continue;
        const type = node.typeCondition ? this.#schema.getType(node.typeCondition.name.value) : parent;
        const selectionSet = this.#selections(node.selectionSet, type, above, missing);
        if (!selectionSet) return null;
        selections.push({ ...node, selectionSet });
      } else if (node.kind === Kind.FIELD) {
        const path = [...above, keyOf(node)];
        const kept = this.#field(node, parent, path, missing);
        if (!kept && !mayBeNull(node, parent)) return null;
        if (!kept) missing.push(path);
        selections.push(kept ?? typenameAs(keyOf(node)));
      }
    }
    return { ...set, selections: selections.length > 0 ? selections : [typenameAs('__typename')] };
  }

  #isLost(node: FieldNode): boolean {
    if (this.#holdsPlace(node, node.selectionSet)) return true;
    if (this.#lost.size === 0) return false;
    const used = new Set<string>();
    for (const each of [...(node.arguments ?? []), ...(node.directives ?? [])]) collectVariables(each, used);
    return [...used].some((name) => this.#lost.has(name));
  }

  /** Whether a place lies in a node, but not in what it contains. */
  #holdsPlace({ loc }: ASTNode, within?: ASTNode): boolean {
    const inside = within?.loc;
    return this.#places.some(
      (at) => loc && loc.start <= at && at < loc.end && !(inside && inside.start <= at && at < inside.end),
    );
  }
}

type Parent = GraphQLNamedType | undefined;

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function typeOf({ name }: FieldNode, parent: Parent): GraphQLOutputType | undefined {
  const hasFields = isObjectType(parent) || isInterfaceType(parent);
  return hasFields ? parent.getFields()[name.value]?.type : undefined;
}

/** What our own schema does not have either was injected, and is needed. */
function mayBeNull(node: FieldNode, parent: Parent): boolean {
  const type = typeOf(node, parent);
  return type !== undefined && !isNonNullType(type);
}

function typenameAs(key: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: '__typename' },
    ...(key !== '__typename' && { alias: { kind: Kind.NAME, value: key } }),
  };
}

/** Where a line and a column stand in a text. Source: GraphQL, 7.1.2, both are counted from 1. */
function offsetOf(text: string, { line, column }: SourceLocation): number {
  const breaks = text.matchAll(/\r\n|[\n\r]/g);
  let start = 0;
  for (let at = 1; at < line; at++) {
    const found = breaks.next();
    if (found.done) return -1;
    start = found.value.index + found.value[0].length;
  }
  return start + column - 1;
}
