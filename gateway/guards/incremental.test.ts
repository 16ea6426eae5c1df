import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { incrementalGuard } from './incremental.ts';

test.each([
  ['@defer', '{ a ... @defer { b } }'],
  ['@stream', 'fragment F on T { b @stream(initialCount: 1) } { ...F }'],
  ['a subscription', 'subscription { a }'],
])('%s is refused by name', (received, text) => {
  expect(incrementalGuard(parse(text))).toMatchObject({
    extensions: { code: 'UNSUPPORTED_OPERATION', received },
  });
});

test('what is answered at once passes', () => {
  expect(incrementalGuard(parse('query Q($defer: Boolean!) { stream @include(if: $defer) }'))).toBeNull();
  expect(incrementalGuard(parse('mutation { defer { id } }'))).toBeNull();
});
