import type { GraphQLFormattedError } from 'graphql';

/**
 * Errors equal in essence: code and place, the place cut where the data is null. Which of several failing fields below one null
 * is reported depends on an executor's haste.
 */
export function essence(data: unknown, errors: readonly GraphQLFormattedError[]): string[] {
  const places = errors.map(
    ({ path, extensions }) => `${String(extensions?.['code'])} at ${visible(data, path ?? [])}`,
  );
  return [...new Set(places)].toSorted();
}

function visible(data: unknown, path: readonly (string | number)[]): string {
  const seen: (string | number)[] = [];
  let at = data;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) break;
    seen.push(step);
    at = (at as Record<string, unknown>)[step];
  }
  return seen.join('.');
}
