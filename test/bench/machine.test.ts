import { expect, test } from 'vitest';

import { readStat, ticksOf } from './machine.ts';

test('own time and that of ended children are added up, whatever the name holds', () => {
  const line = '4711 (a) b (c)) S 42 4711 4711 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 11 0 12345 0';
  expect(readStat(line)).toEqual({ pid: 4711, parent: 42, ticks: 127 });
});

test.each(['', 'no process', '1 (short) S 0'])('%j is no process', (line) => {
  expect(readStat(line)).toBeNull();
});

test('descendants count once, others never', () => {
  const processes = [
    { pid: 1, parent: 0, ticks: 1000 },
    { pid: 2, parent: 1, ticks: 1 },
    { pid: 3, parent: 2, ticks: 10 },
    { pid: 4, parent: 1, ticks: 100 },
  ];
  expect(ticksOf([2], processes)).toBe(11);
  expect(ticksOf([2, 3], processes)).toBe(11);
  expect(ticksOf([9], processes)).toBe(0);
});
