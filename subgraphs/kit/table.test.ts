import { expect, test } from 'vitest';

import { momentText } from './table.ts';

test('moments of the database become RFC 3339 with all six digits', () => {
  expect(momentText('2022-11-30 08:00:00+00')).toBe('2022-11-30T08:00:00.000000Z');
  expect(momentText('2022-11-30 08:00:00.12+00')).toBe('2022-11-30T08:00:00.120000Z');
  expect(momentText('2022-11-30 08:00:00.123456+00:00')).toBe('2022-11-30T08:00:00.123456Z');
});
