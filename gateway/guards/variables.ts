import { expectation } from '@jiedui/schema/contract/error';
import type { GraphQLError } from 'graphql';
import { isPlainText, oddText } from './text.ts';

/** Lists and objects within each other. No input type of a sane schema comes near. */
const deepestValue = 32;

/** JSON takes any nesting and any text; what handles the values afterwards calls itself for every level. */
export function variablesGuard(variables: Readonly<Record<string, unknown>>): GraphQLError | null {
  // A stack of its own: the point is not to recurse.
  const left: { value: unknown; depth: number }[] = [{ value: variables, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && !isPlainText(value)) return oddText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepestValue) {
      return expectation('LIMIT_EXCEEDED', {
        expected: `variables with at most ${deepestValue} lists and objects within each other`,
        received: 'more',
      });
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!isPlainText(key)) return oddText(key);
      if (typeof inner === 'string' || (typeof inner === 'object' && inner !== null)) {
        left.push({ value: inner, depth: depth + 1 });
      }
    }
  }
  return null;
}
