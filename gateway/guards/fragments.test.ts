import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { fragmentGuard } from './fragments.ts';
import { defaultLimits } from './limits.ts';

test('counts the fragments that a document defines', () => {
  const document = parse('{ ...A } fragment A on T { ...B } fragment B on T { id } fragment C on T { id }');
  expect(fragmentGuard(document, { ...defaultLimits, fragments: 3 })).toBeNull();
  expect(fragmentGuard(document, { ...defaultLimits, fragments: 2 })?.extensions).toEqual({
    code: 'LIMIT_EXCEEDED',
    expected: 'at most 2 fragments',
    received: '3',
  });
});
