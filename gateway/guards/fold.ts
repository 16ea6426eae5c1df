import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How a number is made of a selection and of what lies below it. */
export interface Measure {
  field(node: FieldNode, below: number): number;
  /** Of a fragment, spread or inline. */
  fragment(node: FragmentSpreadNode | InlineFragmentNode, below: number): number;
  /** Of an operation, given that of its selections. */
  operation?(node: OperationDefinitionNode, below: number): number;
  /** Of two neighbours. */
  join(one: number, other: number): number;
}

/**
 * The greatest measure of a document's operations, as if every fragment were written out. Each fragment is measured once
 * however often it is spread, so the time is linear in the document. A spread that leads back into its own fragment counts
 * as nothing: such documents are refused by the rules of GraphQL.
 */
export function greatest(document: DocumentNode, measure: Measure): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const definition = fragments.get(name);
    measured.set(name, 0);
    const value = definition ? ofSelections(definition.selectionSet) : 0;
    measured.set(name, value);
    return value;
  };
  const ofSelections = (set: SelectionSetNode | undefined): number => {
    let value = 0;
    for (const selection of set?.selections ?? []) {
      let own: number;
      switch (selection.kind) {
        case Kind.FIELD:
          own = measure.field(selection, ofSelections(selection.selectionSet));
          break;
        case Kind.FRAGMENT_SPREAD:
          own = measure.fragment(selection, ofFragment(selection.name.value));
          break;
        default:
          own = measure.fragment(selection, ofSelections(selection.selectionSet));
      }
      value = measure.join(value, own);
    }
    return value;
  };

  let most = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const below = ofSelections(definition.selectionSet);
    most = Math.max(most, measure.operation ? measure.operation(definition, below) : below);
  }
  return most;
}

export const sum = (one: number, other: number): number => one + other;
