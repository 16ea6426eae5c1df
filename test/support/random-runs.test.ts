import { expect, test } from 'vitest';

import { firstFailure } from './random-runs.ts';

const draws = { count: 200, atOnce: 4, salt: 9 };

test('cases that all hold give no failure', async () => {
  let cases = 0;
  const failure = await firstFailure(
    draws,
    (draw) => draw(9),
    async () => {
      cases++;
      return null;
    },
  );
  expect(failure).toBeNull();
  expect(cases).toBe(200);
});

test('a case that fails is found again and told in its plainest form', async () => {
  const made = (draw: (most: number) => number) => Array.from({ length: 1 + draw(5) }, () => draw(100));
  const failure = await firstFailure(draws, made, async (numbers) =>
    numbers.some((each) => each >= 37) ? 'too much' : null,
  );
  expect(failure!.message).toBe('too much');
  expect(failure!.case.filter((each) => each > 0)).toEqual([37]);
});
