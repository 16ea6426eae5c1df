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
