import { defaultPageSize } from '@jiedui/schema/contract/page';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { getComplexity, type ComplexityEstimatorArgs } from 'graphql-query-complexity';
import { beyond } from './limits.ts';

/** Rows of a list that has no size to ask for, such as groups. */
const ordinaryList = 10;
/** The whole schema is some thousands of fields, whatever is selected of it. */
const introspectionCost = 2000;
/** Of a list of the schema's own: what every tool asks must pass for everybody, what leads round in circles must not. */
const introspectionList = 4;

/** Told each page that is executed, with its arguments as it will have them; as often as its fragment is spread. */
export type OnPage = (node: FieldNode, args: Readonly<Record<string, unknown>>) => void;

/**
 * A page costs its size times what one of its rows costs; any other list is taken for a short one; a field costs 1. Pages within
 * pages multiply.
 */
function estimate(
  { type: parent, field, node, args, childComplexity }: ComplexityEstimatorArgs,
  onPage: OnPage,
): number {
  if (field.name === '__schema' || field.name === '__type') return introspectionCost + childComplexity;
  if (field.args.some(({ name }) => name === 'first' || name === 'last')) {
    const { first, last } = args as { first?: unknown; last?: unknown };
    onPage(node, args);
    return 1 + sizeOf(first ?? last ?? defaultPageSize) * Math.max(1, childComplexity);
  }
  const type = getNullableType(field.type);
  // A page's own lists, `nodes` and `edges`, have the size that was counted above.
  const inPage = field.name === 'nodes' || field.name === 'edges';
  const isList = isListType(type) && !inPage && isCompositeType(getNamedType(type));
  const length = parent.name.startsWith('__') ? introspectionList : ordinaryList;
  return 1 + (isList ? length : 1) * childComplexity;
}

/** What an operation may cost at most to be answered, in rows and fields. It must be valid, and its fields counted. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
  onPage: OnPage = () => {},
): number {
  return getComplexity({
    schema,
    query: document,
    variables: { ...variables },
    ...(operationName !== undefined && { operationName }),
    estimators: [(field) => estimate(field, onPage)],
  });
}

export function costGuard(cost: number, allowed: number): GraphQLError | null {
  return beyond('cost', allowed, cost);
}

/** A size that is none is refused for that. */
function sizeOf(size: unknown): number {
  return typeof size === 'number' && size > 0 ? size : 1;
}
