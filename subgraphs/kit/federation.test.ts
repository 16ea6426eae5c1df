import { expect, test } from 'vitest';

import { federationOf } from './federation.ts';

const city = { code: '445100', name: '潮州市', englishName: 'Chaozhou', level: 'CITY' };
const county = { code: '445103', name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: '445100' };

test('a lineage runs from the jurisdiction to the top', () => {
  const federation = federationOf([county, city]);
  expect(federation.lineage('445103')).toEqual(['445103', '445100']);
  expect(federation.lineage('130900')).toEqual([]);
  expect(federation.isWithin('445103', '445100')).toBe(true);
  expect(federation.isWithin('445100', '445103')).toBe(false);
  expect(federation.codes()).toEqual(['445100', '445103']);
});

test('a double code, a missing parent, a circle and an unknown level are wrong configurations', () => {
  expect(() => federationOf([city, city])).toThrow(/stands twice/);
  expect(() => federationOf([county])).toThrow(/is not listed/);
  expect(() => federationOf([{ ...city, parent: '445103' }, county])).toThrow(/below itself/);
  expect(() => federationOf([{ ...city, level: 'EMPIRE' }])).toThrow(/expected CITY or COUNTY/);
});
