import {
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';

import type { Language } from './language.ts';
import { chineseOf, termOf } from './terms.ts';

/** What the schema says of a field of an answer, and of the fields within it by their response keys. */
export interface Reading {
  /** What it is called in Chinese; empty where the schema does not say. */
  label: string;
  /** The name of the scalar, enum or type of its values. */
  type: string;
  /** Terms in the chosen language of the values that it may have. */
  terms: ReadonlyMap<string, string>;
  fields: ReadonlyMap<string, Reading>;
}

/** What the schema says of the answer to an operation; null where the text has none, or none of this name. Pure. */
export function readingOf(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null,
  language: Language,
): Reading | null {
  let document;
  try {
    document = parse(query);
  } catch {
    return null;
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const operation = document.definitions.find(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      (operationName === null || node.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return null;
  const root = schema.getRootType(operation.operation);
  return root ? reading('', root, [operation.selectionSet], []) : null;

  function reading(
    description: string,
    type: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    within: readonly string[],
  ): Reading {
    const named = getNamedType(type);
    const terms = isEnumType(named)
      ? named
          .getValues()
          .map((each) => [each.name, termOf(each.description ?? '', language) || each.name] as const)
      : [];
    const found = new Map<
      string,
      { description: string; type: GraphQLOutputType; sets: SelectionSetNode[] }
    >();
    for (const set of selections) collect(named, set, within, found);
    return {
      label: chineseOf(description),
      type: named.name,
      terms: new Map(terms),
      fields: new Map(
        [...found].map(([key, each]) => [key, reading(each.description, each.type, each.sets, within)]),
      ),
    };
  }

  /** @param within the fragments around: one that spreads itself is not followed. */
  function collect(
    type: GraphQLNamedType,
    { selections }: SelectionSetNode,
    within: readonly string[],
    found: Map<string, { description: string; type: GraphQLOutputType; sets: SelectionSetNode[] }>,
  ): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const field =
          isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
        if (!field) continue;
        const key = (node.alias ?? node.name).value;
        const known = found.get(key) ?? { description: field.description ?? '', type: field.type, sets: [] };
        if (node.selectionSet) known.sets.push(node.selectionSet);
        found.set(key, known);
        continue;
      }
      const name = node.kind === Kind.FRAGMENT_SPREAD ? node.name.value : '';
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(name) : node;
      if (!fragment || within.includes(name)) continue;
      const on = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      collect(on ?? type, fragment.selectionSet, name === '' ? within : [...within, name], found);
    }
  }
}

/** The label of a table's column, `归属地：名称`, or the column itself where the schema has no word for it. */
export function labelOf(reading: Reading | null, table: string, column: string): string {
  const list = fieldAt(reading, table);
  const from = list?.fields.has(column.split('.')[0]!) ? list : list?.fields.get('node');
  const labels: string[] = [];
  let at = from ?? null;
  for (const key of column.split('.')) {
    at = at?.fields.get(key) ?? null;
    if (!at?.label) return column;
    labels.push(at.label);
  }
  return labels.join('：');
}

/** What is said of the field at a path of response keys. */
export function fieldAt(reading: Reading | null, path: string): Reading | null {
  let at = reading;
  for (const key of path.split('.')) at = at?.fields.get(key) ?? null;
  return at;
}
