import fc from 'fast-check';
import { expect, test } from 'vitest';

import { GraphQLDate, GraphQLDateTime, isDate, readMoment } from './scalars.ts';

test('a Date is a day that exists', () => {
  for (const day of ['2022-11-30', '2024-02-29', '1000-01-01', '9999-12-31']) expect(isDate(day)).toBe(true);
  for (const text of [
    '2022-02-30',
    '2023-02-29',
    '2022-13-01',
    '2022-00-10',
    '0999-01-01',
    '2022-1-1',
    '20221130',
    '2022-11-30T00:00:00Z',
    ' 2022-11-30',
    20221130,
    null,
  ]) {
    expect(isDate(text)).toBe(false);
  }
  expect(() => GraphQLDate.parseValue('2022-02-30')).toThrow(/a day that exists/);
  expect(() => GraphQLDate.serialize(new Date())).toThrow();
});

test('a day exists where the calendar of JavaScript has it', () => {
  const two = fc.integer({ min: 0, max: 40 }).map((n) => String(n).padStart(2, '0'));
  const years = fc.oneof(fc.integer({ min: 990, max: 9999 }), fc.constantFrom(1900, 2000, 2024, 2100));
  fc.assert(
    fc.property(years, two, two, (year, month, day) => {
      const text = `${String(year).padStart(4, '0')}-${month}-${day}`;
      const date = new Date(`${text}T00:00:00Z`);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
      expect(isDate(text), text).toBe(exists && year >= 1000);
    }),
    { numRuns: 5_000 },
  );
  fc.assert(
    fc.property(
      fc.string({ minLength: 10, maxLength: 10 }),
      (text) => isDate(text) === /^\d{4}-\d{2}-\d{2}$/.test(text),
    ),
  );
});

test('a DateTime is RFC 3339 and goes out in UTC', () => {
  expect(GraphQLDateTime.serialize(readMoment('2022-11-30T08:00:00+08:00'))).toBe('2022-11-30T00:00:00.000Z');
  for (const text of [
    '2022-11-30',
    '2022-11-30T08:00:00',
    '2022-02-30T00:00:00Z',
    '2022-11-30T25:00:00Z',
    1,
  ]) {
    expect(readMoment(text)).toBeNull();
  }
});
