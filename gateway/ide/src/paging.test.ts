import { expect, test } from 'vitest';

import type { Answered } from './answer.ts';
import { pagingOf } from './paging.ts';

const query = `query List($n: Int = 2, $from: String, $other: String) {
  rows: list(first: $n, after: $from) { totalCount }
  fixed: list(first: 2, after: "x") { totalCount }
}`;
const answered = (page: object, variables = {}): Answered => ({
  answer: { data: { rows: page, fixed: page, groups: [{ count: 1 }] } },
  query,
  operationName: 'List',
  variables,
  milliseconds: 1,
  bytes: 1,
  status: 200,
  correlationId: null,
});
const middle = { totalCount: 5, pageInfo: { hasNextPage: true, endCursor: 'c2' }, nodes: [] };

test('the next page is asked with the cursor of this one, whatever else was asked; the first without', () => {
  expect(pagingOf(answered(middle, { n: 2 }), 'rows.nodes')).toEqual({
    total: 5,
    next: { n: 2, from: 'c2' },
    first: null,
  });
  expect(pagingOf(answered(middle, { n: 2, from: 'c1' }), 'rows.edges')).toEqual({
    total: 5,
    next: { n: 2, from: 'c2' },
    first: { n: 2 },
  });
});

test('after the last page there is none, nor where the operation cannot ask for it', () => {
  const last = { totalCount: null, pageInfo: { hasNextPage: false, endCursor: 'c3' } };
  expect(pagingOf(answered(last, { from: 'c2' }), 'rows.nodes')).toEqual({
    total: null,
    next: null,
    first: {},
  });
  expect(pagingOf(answered(middle), 'fixed.nodes')).toEqual({ total: 5, next: null, first: null });
  expect(pagingOf(answered({ nodes: [] }), 'rows.nodes')).toEqual({ total: null, next: null, first: null });
});

test('what is no page has none', () => {
  for (const list of ['groups', 'rows.nodes.parts', 'missing.nodes'])
    expect(pagingOf(answered(middle), list)).toBeNull();
});
