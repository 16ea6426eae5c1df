import { expect, test } from 'vitest';

import { rowsIn } from './rows.ts';

test.each<[string, unknown, number]>([
  ['no data', { errors: [] }, 0],
  ['a null field', { data: { organisations: null } }, 0],
  ['a page of nodes', { data: { organisations: { nodes: [{ id: 'a' }, { id: 'b' }] } } }, 2],
  [
    'edges beside nodes are the same rows',
    { data: { o: { nodes: [{ id: 'a' }], injected: [{ cursor: 'x' }] } } },
    1,
  ],
  ['a node inside its edge is one row', { data: { o: { edges: [{ cursor: 'x', node: { id: 'a' } }] } } }, 1],
  [
    'aliased root fields add up',
    { data: { first: [{ count: 1 }], second: [{ count: 2 }, { count: 3 }] } },
    3,
  ],
  [
    'rows of nested pages count too',
    { data: { _entities: [{ id: 'a', pairings: { nodes: [{ id: 'p' }, { id: 'q' }] } }, null] } },
    3,
  ],
  [
    'two nested pages of one record add up',
    { data: { _entities: [{ id: 'a', x: { nodes: [{ id: 'p' }] }, y: { nodes: [{ id: 'q' }] } }] } },
    3,
  ],
])('%s', (_name, answer, rows) => {
  expect(rowsIn(answer)).toBe(rows);
});
