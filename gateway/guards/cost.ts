import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { beyond } from './limits.ts';

/** A page's size where the client names none. Source: the contract's default. */
const defaultPage = 20;
/** Rows of a list that has no size to ask for, such as groups. */
const ordinaryList = 10;
/** The whole schema is some thousands of fields, whatever is selected of it. */
const introspectionCost = 2000;
/** Of a list of the schema's own: what every tool asks must pass for everybody, what leads round in circles must not. */
const introspectionList = 4;

/**
 * A page costs its size times what one of its rows costs; any other list is taken for a short one; a field costs 1. Pages within
 * pages multiply.
 */
const estimate: ComplexityEstimator = ({ type: parent, field, args, childComplexity }) => {
  if (field.name === '__schema' || field.name === '__type') return introspectionCost + childComplexity;
  const { first, last } = args as { first?: unknown; last?: unknown };
  const pages = field.args.some(({ name }) => name === 'first' || name === 'last');
  if (pages) return 1 + sizeOf(first ?? last ?? defaultPage) * Math.max(1, childComplexity);
  const type = getNullableType(field.type);
  // A page's own lists, `nodes` and `edges`, have the size that was counted above.
  const inPage = field.name === 'nodes' || field.name === 'edges';
  const isList = isListType(type) && !inPage && isCompositeType(getNamedType(type));
  const length = parent.name.startsWith('__') ? introspectionList : ordinaryList;
  return 1 + (isList ? length : 1) * childComplexity;
};

/** What an operation may cost at most to be answered, in rows and fields. It must be valid, and its fields counted. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): number {
  return getComplexity({
    schema,
    query: document,
    variables: { ...variables },
    ...(operationName !== undefined && { operationName }),
    estimators: [estimate],
  });
}

export function costGuard(cost: number, allowed: number): GraphQLError | null {
  return beyond('cost', allowed, cost);
}

/** A size that is none is the shard's to refuse, field by field. */
function sizeOf(size: unknown): number {
  return typeof size === 'number' && size > 0 ? size : 1;
}
