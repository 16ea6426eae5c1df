import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { textGuard } from './text.ts';

const codeOf = (text: string) => textGuard(text, defaultLimits)?.extensions['code'];

test('a document has so many tokens and no more', () => {
  expect(textGuard(`{${'a '.repeat(3998)}}`, defaultLimits)).toBeNull();
  expect(textGuard(`{${'a '.repeat(3999)}}`, defaultLimits)).toMatchObject({
    extensions: { code: 'LIMIT_EXCEEDED', received: '4001' },
  });
});

test('brackets within brackets end long before the stack does', () => {
  const nested = (levels: number) => `{ a(b: ${'['.repeat(levels)}${']'.repeat(levels)}) }`;
  expect(textGuard(nested(126), defaultLimits)).toBeNull();
  expect(() => parse(nested(126))).not.toThrow();
  expect(codeOf(nested(127))).toBe('LIMIT_EXCEEDED');
  expect(codeOf(`${'{a'.repeat(1500)}`)).toBe('LIMIT_EXCEEDED');
});

test('text with NUL or half of a surrogate pair is refused; wrong syntax is left to the parser', () => {
  expect(codeOf(String.raw`{ a(b: "x\u0000y") }`)).toBe('BAD_USER_INPUT');
  expect(codeOf(`{ a(b: "x${'\ud800'}") }`)).toBeUndefined();
  expect(() => parse(`{ a(b: "x${'\ud800'}") }`)).toThrow('Syntax Error');
  expect(codeOf('{ a(b: "潮州 😀") }')).toBeUndefined();
  expect(codeOf('{ a(b: "')).toBeUndefined();
});
