import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { aliasGuard } from './aliases.ts';
import { defaultLimits } from './limits.ts';

const limits = { ...defaultLimits, aliases: 4 };

test('counts aliases as often as their fragment is spread, of __typename too', () => {
  expect(aliasGuard(parse('{ a: x b: x c { d: x e: x f g } }'), limits)).toBeNull();
  for (const many of [
    '{ a: x b: x c: x d: x e: x }',
    '{ a: __typename b: __typename c: __typename d: __typename e: __typename }',
    'fragment F on T { a: x b: x c: x } { ...F x { ...F } }',
  ]) {
    expect(aliasGuard(parse(many), limits)?.extensions['code']).toBe('LIMIT_EXCEEDED');
  }
});
