import { describe, expect, test } from 'vitest';

import { drawingOf, firstMeasure, isDrawable, measuresOf } from './chart.ts';
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
      adds: true,
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
      adds: true,
    });
  });

  test('days and months stand in their order, also where the first row begins later', () => {
    const table = groups([
      { key: '["A","2"]', label: '甲 · 2023-02', met: 1 },
      { key: '["B","1"]', label: '乙 · 2023-01', met: 2 },
    ]);
    expect(drawingOf(table, 'met').series.map(({ name }) => name)).toEqual(['2023-01', '2023-02']);
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

  test('shares are never put on top of each other', () => {
    const table = groups([
      { key: '["A","x"]', label: '甲 · 子', ratio: { numerator: 1, value: 1 } },
      { key: '["A","y"]', label: '甲 · 丑', ratio: { numerator: 1, value: 0.5 } },
    ]);
    expect(drawingOf(table, 'ratio.value').adds).toBe(false);
    expect(drawingOf(table, 'ratio.numerator').adds).toBe(true);
  });

  test('it begins with a count, else a share, else what differs', () => {
    const first = (row: object, other: object) =>
      firstMeasure(
        groups([
          { label: '甲', version: 1, ...row },
          { label: '乙', version: 1, ...other },
        ]),
      );
    expect(first({ met: 1, count: 1, ratio: { value: 1 } }, { met: 2, count: 1, ratio: { value: 1 } })).toBe(
      'count',
    );
    expect(first({ met: 1, ratio: { value: 1 } }, { met: 2, ratio: { value: 1 } })).toBe('ratio.value');
    expect(first({ met: 1 }, { met: 2 })).toBe('met');
    expect(first({}, {})).toBe('version');
  });

  test('a list within the rows is a heat map of rows and what tells its items apart', () => {
    const months = ['2023-01-01', '2023-02-01', '2023-03-01', '2023-04-01', '2023-05-01', '2023-06-01'];
    const pairings = ['甲', '乙', '丙', '丁', '戊', '己'].map((title, row) => ({
      title,
      obligations: {
        nodes: months.flatMap((from, month) => [
          { rule: '联系', from, done: row + month },
          { rule: '走访', from, done: 0 },
        ]),
      },
    }));
    const nested = (rows: object[]) => tablesOf({ pairings: { nodes: rows } })[1]!;
    const both = nested(pairings);
    expect(isDrawable(both)).toBe(true);
    expect(drawingOf(both, 'done').series[2]).toMatchObject({
      name: '联系 2023-02-01',
      values: [1, 2, 3, 4, 5, 6],
    });
    const one = nested(
      pairings.map(({ title, obligations: { nodes } }) => ({
        title,
        obligations: { nodes: nodes.filter(({ rule }) => rule === '联系') },
      })),
    );
    const drawing = drawingOf(one, 'done');
    expect([drawing.kind, drawing.categories.length, drawing.series.map(({ name }) => name)]).toEqual([
      'heatmap',
      6,
      months,
    ]);
    // Items that nothing tells apart are no points of a chart.
    expect(
      isDrawable(
        nested([
          {
            title: '甲',
            parts: [
              { name: '子', done: 1 },
              { name: '子', done: 2 },
            ],
          },
        ]),
      ),
    ).toBe(false);
  });

  test('without names or without numbers there is nothing to draw', () => {
    expect(isDrawable(groups([{ count: 1 }]))).toBe(false);
    expect(isDrawable(groups([{ label: '甲' }]))).toBe(false);
    expect(isDrawable(groups([{ title: '甲', count: 1 }]))).toBe(true);
  });
});
