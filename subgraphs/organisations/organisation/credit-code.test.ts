import { expect, test } from 'vitest';

import { checkCreditCode } from './credit-code.ts';

test('a code whose check character fits is valid, in capitals', () => {
  // The example of GB 32100-2015, and one of zeros computed by hand.
  expect(checkCreditCode(' 91350100m000100y43 ')).toEqual({ kind: 'valid', code: '91350100M000100Y43' });
  expect(checkCreditCode('0'.repeat(18))).toEqual({ kind: 'valid', code: '0'.repeat(18) });
});

test('a wrong check character is doubtful, an embedded organisation code that fits is said', () => {
  const doubtful = checkCreditCode('91350100M000100Y44');
  expect(doubtful).toMatchObject({ kind: 'doubtful', code: '91350100M000100Y44' });
  expect(doubtful).toMatchObject({ reason: expect.stringContaining('主体标识码有效') });
});

test('an organisation code whose own check character does not fit is doubtful, though the whole fits', () => {
  expect(checkCreditCode('91350100M000100Y69')).toMatchObject({
    kind: 'doubtful',
    expected: expect.stringContaining('GB 11714'),
  });
});

test('another length and letters that the standard leaves out are malformed', () => {
  for (const text of [
    '',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '91350100I000100Y43',
    '９１350100M000100Y43',
  ]) {
    expect(checkCreditCode(text)).toEqual({ kind: 'malformed' });
  }
});
