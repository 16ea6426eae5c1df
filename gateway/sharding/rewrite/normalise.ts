import {
  doTypesOverlap,
  isAbstractType,
  isCompositeType,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Variables } from '../arguments.ts';

/** A document's operation with what is needed to read it. The document is shared with others and never edited. */
export interface Source {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Every selection also asks for `__typename`. */
  typenames: boolean;
  /** Every owned record also tells its key. */
  strict: boolean;
  /** The variables by which @include and @skip are decided, defaults applied. */
  variables: Variables;
}

/** @throws Error where it is not clear which operation is meant. */
export function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const wanted = name ? operations.filter((operation) => operation.name?.value === name) : operations;
  const [operation, ...others] = wanted;
  if (!operation || others.length > 0)
    throw new Error('It is not clear which operation of the document is meant.');
  return operation;
}

export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The variables that decide an @include or @skip anywhere in the document, in the order of their names. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: nodes }) {
      if (!isCondition(name.value)) return;
      for (const { value } of nodes ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].toSorted();
}

/**
 * The fields that selection sets ask of one concrete type, by response key: what an executor collects at run time, decided
 * here. @include and @skip hang on the request's variables alone, so the gateway decides them itself: neither a cut nor an
 * injection has to carry a condition any further.
 */
export function fieldsFor(
  source: Source,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const set of sets) collect(source, type, set.selections, fields, spread);
  if (source.typenames && !fields.has('__typename')) fields.set('__typename', [typename]);
  return fields;
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function collect(
  source: Source,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fields: Map<string, FieldNode[]>,
  spread: Set<string>,
): void {
  for (const node of selections) {
    if (!isIncluded(node.directives, source.variables)) continue;
    switch (node.kind) {
      case Kind.FIELD: {
        const key = node.alias?.value ?? node.name.value;
        const known = fields.get(key);
        if (known) known.push(node);
        else fields.set(key, [node]);
        break;
      }
      case Kind.INLINE_FRAGMENT:
        if (node.typeCondition && !applies(source.schema, node.typeCondition.name.value, type)) break;
        collect(source, type, node.selectionSet.selections, fields, spread);
        break;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = source.fragments.get(node.name.value);
        if (!fragment || spread.has(node.name.value)) break;
        spread.add(node.name.value);
        if (!applies(source.schema, fragment.typeCondition.name.value, type)) break;
        collect(source, type, fragment.selectionSet.selections, fields, spread);
        break;
      }
      default:
        throw new Error(`Uncollected selection ${String(node satisfies never)}`);
    }
  }
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  if (condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isCompositeType(wanted) && isAbstractType(wanted) && doTypesOverlap(schema, wanted, type);
}

function isIncluded(directives: readonly DirectiveNode[] | undefined, variables: Variables): boolean {
  for (const { name, arguments: nodes } of directives ?? []) {
    if (!isCondition(name.value)) continue;
    const value = nodes?.find((argument) => argument.name.value === 'if')?.value;
    const decided =
      value?.kind === Kind.BOOLEAN
        ? value.value
        : value?.kind === Kind.VARIABLE && variables[value.name.value] === true;
    if (decided !== (name.value === 'include')) return false;
  }
  return true;
}

export function isCondition(directive: string): boolean {
  return directive === 'include' || directive === 'skip';
}
