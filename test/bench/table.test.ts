import { expect, test } from 'vitest';

import { figure, type Line, ratio, renderSection } from './table.ts';

const line: Line = {
  gateway: 'stock',
  shards: 1,
  rows: 151.5,
  requests: 900,
  rounds: 3,
  notOk: 0,
  erroneous: 0,
  p50: 12.34,
  p95: 20,
  p99: 1234.5,
  rate: { middle: 1, low: 1, high: 1 },
  cpu: 3.456,
  cpuRatio: { middle: 0.5, low: 0.45, high: 0.6 },
  shardCpu: 7.1,
  calls: 2,
  bytes: 2048,
  resident: 150 * 1024 * 1024,
};

test.each([
  [0, '0'],
  [0.0456, '0.046'],
  [1.234, '1.23'],
  [12.34, '12.3'],
  [123.4, '123'],
  [1234, '1234'],
  [Number.NaN, '–'],
])('%d is written as %s', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('a ratio shows how far its rounds lie apart', () => {
  expect(ratio({ middle: 1.5, low: 1.25, high: 2 })).toBe('1.50× (1.25–2)'.replace('1.50', figure(1.5)));
  expect(ratio({ middle: 1, low: 1, high: 1 })).toBe('1×');
});

test('every row of a table has the same width and number of cells', () => {
  const text = renderSection({
    title: 'A page',
    lines: [line, { ...line, gateway: 'ours', notOk: 2, erroneous: 1 }],
  });
  const rows = text.split('\n').filter((row) => row.startsWith('|'));
  expect(rows).toHaveLength(4);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(new Set(rows.map((row) => row.split('|').length)).size).toBe(1);
  expect(text).toMatch(/^### A page\n\n\| gateway/);
  expect(rows[3]).toContain('2 + 1 with errors');
});
