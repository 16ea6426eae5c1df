import { expect } from 'vitest';

import type { Answer } from './client.ts';

/** The one error of an answer; it says what was expected, and what was received unless that would repeat something personal. */
export function onlyError({ errors = [] }: Answer) {
  expect(errors.map(({ message }) => message)).toHaveLength(1);
  const [{ message, path, extensions = {} }] = errors as [NonNullable<Answer['errors']>[number]];
  expect(message).not.toMatch(/select |\/work|node_modules|127\.0\.0\.1|at .*:\d+:\d+/);
  return { path, ...extensions } as {
    path?: unknown;
    code?: unknown;
    expected?: unknown;
    received?: unknown;
  };
}
