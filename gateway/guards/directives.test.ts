import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { directiveGuard } from './directives.ts';
import { defaultLimits } from './limits.ts';

const limits = { ...defaultLimits, directives: 3 };
const one = '@include(if: true)';

test('counts directives wherever they stand', () => {
  expect(directiveGuard(parse(`{ a ${one} b ${one} ... ${one} { c } }`), limits)).toBeNull();
  for (const many of [
    `{ a ${one} ${one} ${one} ${one} }`,
    `query Q($a: Int @x, $b: Int @x) @x { a ${one} }`,
    `fragment F on T { a ${one} ${one} } { ...F b { ...F } }`,
    `fragment F on T @x @x @x @x { a } { ...F }`,
    `{ ...F ${one} ...F ${one} ...F ${one} ...F ${one} } fragment F on T { a }`,
  ]) {
    expect(directiveGuard(parse(many), limits)?.extensions['code'], many).toBe('LIMIT_EXCEEDED');
  }
});
