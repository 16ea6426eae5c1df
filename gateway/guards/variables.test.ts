import { expect, test } from 'vitest';
import { variablesGuard } from './variables.ts';

const codeOf = (value: unknown) => variablesGuard({ value })?.extensions['code'];

test('values are nested as deep as inputs are, no deeper', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  expect(codeOf(nested(32))).toBeUndefined();
  expect(codeOf(nested(33))).toBe('LIMIT_EXCEEDED');
  expect(codeOf(nested(100_000))).toBe('LIMIT_EXCEEDED');
});

test('texts and keys without NUL and without half of a surrogate pair pass', () => {
  expect(codeOf({ name: '示例企业 😀', list: ['a', null, 1, true] })).toBeUndefined();
  for (const odd of ['x\u0000', '\ud800', '😀'.slice(1)]) {
    expect(codeOf(odd)).toBe('BAD_USER_INPUT');
    expect(codeOf([{ deep: odd }])).toBe('BAD_USER_INPUT');
    expect(codeOf({ [odd]: 1 })).toBe('BAD_USER_INPUT');
  }
});

test('what a refusal repeats can itself be sent', () => {
  const refusal = variablesGuard({ value: 'a\u0000b\ud800' })!;
  expect(JSON.stringify(refusal)).not.toMatch(/\\u/);
});
