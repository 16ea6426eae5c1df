import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { fieldGuard } from './fields.ts';
import { defaultLimits } from './limits.ts';

test('counts what a document stands for, not what it says', () => {
  const doubling = (levels: number) =>
    parse(
      `{ ...F0 } ${Array.from({ length: levels }, (_, at) => `fragment F${at} on T { ...F${at + 1} ...F${at + 1} }`).join(' ')}
       fragment F${levels} on T { id }`,
    );
  expect(fieldGuard(doubling(8), defaultLimits)).toBeNull();
  expect(fieldGuard(doubling(12), defaultLimits)).toMatchObject({
    extensions: { code: 'LIMIT_EXCEEDED', received: String(3 * 2 ** 12 - 1) },
  });
  expect(fieldGuard(doubling(40), defaultLimits)?.extensions['received']).toBe('more than a million');
});

test('counts a field as often as it is repeated', () => {
  expect(fieldGuard(parse(`{ ${'id '.repeat(2000)} }`), defaultLimits)).toBeNull();
  expect(fieldGuard(parse(`{ ${'id '.repeat(2001)} }`), defaultLimits)).not.toBeNull();
});
