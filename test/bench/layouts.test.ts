import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { expect, test } from 'vitest';

import { poolSize, spread } from './layouts.ts';

const codes = ['445100', '445100x01', '445100x02', '445100x03'] as JurisdictionCode[];

test.each([1, 2, 3, 4])('%i shards hold every jurisdiction once', (shards) => {
  const deployments = spread(codes, shards);
  expect(deployments).toHaveLength(shards);
  expect(deployments.flatMap(({ jurisdictions }) => jurisdictions).toSorted()).toEqual(codes);
  const sizes = deployments.map(({ jurisdictions }) => jurisdictions.length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test.each([0, 5, 1.5])('%d shards for four jurisdictions are refused', (shards) => {
  expect(() => spread(codes, shards)).toThrow('Expected 1 to 4 shards');
});

test('all deployments together open about two hundred connections at most', () => {
  expect([1, 3, 10, 50].map((shards) => shards * poolSize(shards))).toEqual([16, 48, 160, 200]);
});
