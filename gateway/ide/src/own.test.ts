import { expect, test } from 'vitest';

import type { Claims } from './claims.ts';
import { ownOf, variablesOfOwn } from './own.ts';

const claims = (roles: string[], jurisdictions: string[]): Claims => ({
  subject: 's',
  roles,
  jurisdictions,
  expires: null,
});
const query = 'query Q($jurisdictions: [ID!], $first: Int) { list }';

test('an officer of a county has it as the own one; a city’s officer, a liaison and the public have none', () => {
  expect(ownOf(claims(['COUNTY'], ['445103']))).toEqual(['445103']);
  expect(ownOf(claims(['CITY'], ['445100']))).toEqual([]);
  expect(ownOf(claims(['UNIT'], ['445103']))).toEqual([]);
  expect(ownOf(null)).toEqual([]);
});

test('what was asked of everybody or of others is asked of the own one, with all else as it was', () => {
  const own = ['445103'];
  const expected = { first: 5, jurisdictions: own };
  expect(variablesOfOwn({ query, variables: { first: 5 } }, own)).toEqual(expected);
  const others = { first: 5, jurisdictions: ['445103', '445122'] };
  expect(variablesOfOwn({ query, variables: others }, own)).toEqual(expected);
});

test('what was asked of the own one already, or cannot be asked of one, is not offered', () => {
  expect(variablesOfOwn({ query, variables: { jurisdictions: ['445103'] } }, ['445103'])).toBeNull();
  expect(variablesOfOwn({ query: 'query Q { list }', variables: {} }, ['445103'])).toBeNull();
  expect(variablesOfOwn({ query: 'query Q(', variables: {} }, ['445103'])).toBeNull();
  expect(variablesOfOwn({ query, variables: {} }, [])).toBeNull();
});
