import { describe, expect, test } from 'vitest';

import { tablesOf } from './table.ts';

describe('an answer as tables', () => {
  test('a list of groups is a table of its fields', () => {
    const data = {
      groups: [
        { label: '制造业', count: 140 },
        { label: '建筑业', count: 8, employees: 90 },
      ],
    };
    expect(tablesOf(data)).toEqual([
      {
        name: 'groups',
        columns: ['label', 'count', 'employees'],
        rows: [
          ['制造业', 140, null],
          ['建筑业', 8, 90],
        ],
      },
    ]);
  });

  test('the nodes of a connection are rows, with nested records in columns of their own', () => {
    const data = {
      pairings: {
        totalCount: 2,
        pageInfo: { hasNextPage: false },
        nodes: [
          { title: '甲 ↔ 乙', unit: { name: '甲', jurisdiction: { code: '445100' } } },
          { title: '丙 ↔ 丁', unit: null },
        ],
      },
    };
    expect(tablesOf(data)).toEqual([
      {
        name: 'pairings.nodes',
        columns: ['title', 'unit.name', 'unit.jurisdiction.code'],
        rows: [
          ['甲 ↔ 乙', '甲', '445100'],
          ['丙 ↔ 丁', null, null],
        ],
      },
    ]);
  });

  test('edges give their nodes', () => {
    const [table] = tablesOf({ list: { edges: [{ cursor: 'x', node: { id: '1', name: '甲' } }] } });
    expect(table).toMatchObject({ columns: ['name', 'id'], rows: [['甲', '1']] });
  });

  test('a list within a row is one cell in words', () => {
    const [table] = tablesOf({
      sites: [
        {
          title: '甲',
          tags: ['A', 'B'],
          hosts: { totalCount: 2, nodes: [{ id: '1', name: '乙' }, { id: '2' }] },
        },
      ],
    });
    expect(table).toMatchObject({
      columns: ['title', 'tags', 'hosts.totalCount', 'hosts'],
      rows: [['甲', 'A；B', 2, '乙；2']],
    });
  });

  test('a list of records within rows is a table too, with what its row is called', () => {
    const data = {
      pairings: {
        nodes: [
          { id: '1', title: '甲', tags: ['A'], parts: [{ id: 'x', done: 1 }, null, { id: 'y', done: 2 }] },
          { id: '2', title: '乙', parts: [] },
          { id: '3', title: '丙', parts: [{ id: 'z', done: 3 }], more: { edges: [{ node: { kind: 'K' } }] } },
        ],
      },
    };
    expect(tablesOf(data).slice(1)).toEqual([
      {
        name: 'pairings.nodes.parts',
        columns: ['↑title', 'done', 'id'],
        rows: [
          ['甲', 1, 'x'],
          ['甲', 2, 'y'],
          ['丙', 3, 'z'],
        ],
        within: { table: 'pairings.nodes', column: 'title' },
      },
      {
        name: 'pairings.nodes.more.edges',
        columns: ['↑title', 'kind'],
        rows: [['丙', 'K']],
        within: { table: 'pairings.nodes', column: 'title' },
      },
    ]);
  });

  test('a single record, or an overview, is a table of one row', () => {
    expect(tablesOf({ pairingsOverview: { visits: 154, ratio: { numerator: 1, denominator: 2 } } })).toEqual([
      {
        name: 'pairingsOverview',
        columns: ['visits', 'ratio.numerator', 'ratio.denominator'],
        rows: [[154, 1, 2]],
      },
    ]);
  });

  test('what is no list of records gives no table', () => {
    expect(tablesOf(null)).toEqual([]);
    expect(tablesOf({ names: ['甲', '乙'], empty: [], nothing: null, count: 3 })).toEqual([]);
  });

  test('names that stand in every object are data like any other', () => {
    const data = JSON.parse('{"rows":[{"__proto__":{"a":1},"constructor":"c","toString":"t"}]}') as unknown;
    expect(tablesOf(data)).toEqual([
      { name: 'rows', columns: ['__proto__.a', 'constructor', 'toString'], rows: [[1, 'c', 't']] },
    ]);
  });
});
