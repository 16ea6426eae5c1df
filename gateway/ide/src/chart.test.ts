import { describe, expect, test } from 'vitest';

import { drawingOf, isDrawable, measuresOf } from './chart.ts';
import { tablesOf } from './table.ts';

const groups = (rows: object[]) => tablesOf({ groups: rows })[0]!;

describe('what is drawn of a table', () => {
  test('groups of one dimension are bars', () => {
    const table = groups([
      { key: '["C"]', label: '制造业', count: 140 },
      { key: '["E"]', label: '建筑业', count: 8 },
    ]);
    expect(drawingOf(table, 'count')).toEqual({
      kind: 'bar',
      categories: ['制造业', '建筑业'],
      series: [{ name: 'count', values: [140, 8] }],
    });
  });

  test('groups of two dimensions are bars by the first and a series by each value of the second', () => {
    const table = groups([
      { key: '["445103","A"]', label: '潮安区 · 联系', met: 1 },
      { key: '["445103","B"]', label: '潮安区 · 走访', met: 2 },
      { key: '["445122","B"]', label: '饶平县 · 走访', met: 3 },
    ]);
    expect(drawingOf(table, 'met')).toEqual({
      kind: 'bar',
      categories: ['潮安区', '饶平县'],
      series: [
        { name: '联系', values: [1, null] },
        { name: '走访', values: [2, 3] },
      ],
    });
  });

  test('two dimensions of many values are a heat map', () => {
    const rows = Array.from({ length: 36 }, (_, n) => ({
      label: `结对${n % 6} · ${1 + Math.floor(n / 6)}月`,
      met: n,
    }));
    const drawing = drawingOf(groups(rows), 'met');
    expect(drawing.kind).toBe('heatmap');
    expect(drawing.categories).toHaveLength(6);
    expect(drawing.series.map(({ name }) => name)).toEqual(['1月', '2月', '3月', '4月', '5月', '6月']);
  });

  test('a label of one dimension that has a dot itself is not cut', () => {
    const table = groups([{ key: '["x"]', label: '甲 · 乙', count: 1 }]);
    expect(drawingOf(table, 'count').categories).toEqual(['甲 · 乙']);
  });

  test('ids, codes and dates are no measures', () => {
    const table = groups([
      { label: '甲', id: '445103-org-1', year: '2023', count: 1, ratio: { value: 0.5 } },
    ]);
    expect(measuresOf(table)).toEqual(['count', 'ratio.value']);
  });

  test('a column without any number is no measure; one with gaps is', () => {
    const table = groups([
      { label: '甲', none: null, some: null },
      { label: '乙', none: null, some: 2 },
    ]);
    expect(measuresOf(table)).toEqual(['some']);
  });

  test('without names or without numbers there is nothing to draw', () => {
    expect(isDrawable(groups([{ count: 1 }]))).toBe(false);
    expect(isDrawable(groups([{ label: '甲' }]))).toBe(false);
    expect(isDrawable(groups([{ title: '甲', count: 1 }]))).toBe(true);
  });
});
