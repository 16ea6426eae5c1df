import { publicViewer } from '@jiedui/schema/contract/viewer';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { introspectionGuard, introspects } from './introspection.ts';
import { defaultLimits } from './limits.ts';

test('the schema is asked for by __schema and __type, also in fragments; __typename asks for nothing', () => {
  expect(introspects(parse('{ a { __typename } }'))).toBe(false);
  expect(introspects(parse('{ x: __schema { types { name } } }'))).toBe(true);
  expect(introspects(parse('fragment F on Query { __type(name: "T") { name } } { ...F }'))).toBe(true);
});

test('those may ask for it whom the configuration names, by any of their roles', () => {
  const limits = { ...defaultLimits, introspection: ['CITY', 'AUDITOR'] as const };
  const officer = { subject: 'o', jurisdictions: [], roles: ['COUNTY', 'CITY'] as const };
  expect(introspectionGuard(limits, officer)).toBeNull();
  expect(introspectionGuard(limits, publicViewer)?.extensions).toEqual({
    code: 'FORBIDDEN',
    expected: 'CITY, AUDITOR',
    received: 'PUBLIC',
  });
  expect(introspectionGuard({ ...limits, introspection: [] }, officer)).not.toBeNull();
  expect(introspectionGuard(defaultLimits, publicViewer)).toBeNull();
});
