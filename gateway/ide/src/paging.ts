import { Kind, parse } from 'graphql';

import type { Answered } from './answer.ts';

/** How far the rows of a list reach, and how more are had. */
export interface Paging {
  /** How many there are in all; null where the answer does not say. */
  total: number | null;
  /** Variables with which the next page is asked; null where there is none, or the operation cannot ask for it. */
  next: Record<string, unknown> | null;
  /** Variables with which the first page is asked; null where this is it. */
  first: Record<string, unknown> | null;
}

/** @param list the path of the list in the answer, such as `pairings.nodes`; null where it is no page. Pure. */
export function pagingOf({ answer, query, operationName, variables }: Answered, list: string): Paging | null {
  const [key, wrapped, ...deeper] = list.split('.');
  if (!key || (wrapped !== 'nodes' && wrapped !== 'edges') || deeper.length > 0) return null;
  const page = answer.data?.[key] as
    | { totalCount?: number | null; pageInfo?: { hasNextPage?: boolean; endCursor?: string | null } }
    | null
    | undefined;
  if (!page) return null;
  const variable = cursorVariable(query, operationName, key);
  const { hasNextPage, endCursor } = page.pageInfo ?? {};
  const { [variable ?? '']: asked, ...others } = variables;
  return {
    total: page.totalCount ?? null,
    next: variable && hasNextPage && endCursor ? { ...others, [variable]: endCursor } : null,
    first: variable && asked != null ? others : null,
  };
}

/** The variable that a field of the operation takes its `after` from. */
function cursorVariable(query: string, operationName: string | null, key: string): string | null {
  try {
    const operation = parse(query).definitions.find(
      (node) => node.kind === Kind.OPERATION_DEFINITION && (node.name?.value ?? null) === operationName,
    );
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return null;
    for (const node of operation.selectionSet.selections) {
      if (node.kind !== Kind.FIELD || (node.alias ?? node.name).value !== key) continue;
      const after = node.arguments?.find(({ name }) => name.value === 'after');
      return after?.value.kind === Kind.VARIABLE ? after.value.name.value : null;
    }
    return null;
  } catch {
    return null;
  }
}
