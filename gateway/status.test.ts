import { expect, test } from 'vitest';
import { statusOf } from './status.ts';

const nothing = { organisations: null, pairings: null };
const query = { operation: 'query', data: nothing, codes: ['INVALID_CURSOR', 'INVALID_ID'] };

test('a query that got nothing by its own faults was a bad request', () => {
  expect(statusOf(query)).toBe(400);
  expect(statusOf({ ...query, data: null })).toBe(400);
  expect(statusOf({ ...query, data: { organisations: { totalCount: null, nodes: null } } })).toBe(400);
  expect(statusOf({ ...query, data: { organisations: { nodes: [{ pairings: null }] } } })).toBe(400);
});

test('every other answer is one', () => {
  expect(statusOf({ ...query, codes: [] })).toBe(200);
  expect(statusOf({ ...query, data: { ...nothing, pairings: { totalCount: 0 } } })).toBe(200);
  expect(statusOf({ ...query, data: { organisations: { nodes: [] } } })).toBe(200);
  expect(statusOf({ ...query, data: { organisations: { nodes: [{ name: '甲', pairings: null }] } } })).toBe(
    200,
  );
  for (const others of [
    'JURISDICTION_DOWN',
    'FORBIDDEN',
    'NOT_FOUND',
    'INTERNAL_SERVER_ERROR',
    'undefined',
  ]) {
    expect(statusOf({ ...query, codes: ['INVALID_CURSOR', others] })).toBe(200);
  }
  expect(statusOf({ ...query, operation: 'mutation' })).toBe(200);
  expect(statusOf({ ...query, operation: undefined })).toBe(200);
});
