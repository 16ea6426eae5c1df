import { expect, test } from 'vitest';

import { nameContains } from './conditions.ts';

test('a part of a name is no longer than a name: a text of 250,000 characters is refused at once', () => {
  const start = performance.now();
  expect(() => nameContains('x'.repeat(250_000), null)).toThrow(
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'INVALID_INPUT' }) }),
  );
  expect(performance.now() - start).toBeLessThan(100);
  expect(nameContains('企'.repeat(200), null)).toBeDefined();
  expect(nameContains(null, null)).toBeUndefined();
});
