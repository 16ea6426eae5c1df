import { errorRegistry, isErrorCode } from '@jiedui/schema/contract/error';

/**
 * The HTTP status of an answer that was executed. A query that got nothing, and by its own faults alone, was a bad request. Part of
 * an answer is an answer: one wrong field leaves its neighbours. So is what a rule says to a mutation, for the form that sent it.
 */
export function statusOf({
  operation,
  data,
  codes,
}: {
  operation: string | undefined;
  data: unknown;
  codes: readonly string[];
}): number {
  if (operation !== 'query' || codes.length === 0) return 200;
  const own = codes.every((code) => isErrorCode(code) && errorRegistry[code].status === 400);
  return own && isNothing(data) ? 400 : 200;
}

/** Null on every path. A list without rows is an answer. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object' || (Array.isArray(value) && value.length === 0)) return false;
  return Object.values(value).every(isNothing);
}
