import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { expect, test } from 'vitest';

import { holdsRole, isOfficerOf } from './viewer-rules.ts';

const city = { code: parseJurisdictionCode('445100'), level: 'CITY' } as const;
const county = { code: parseJurisdictionCode('445103'), level: 'COUNTY' } as const;
const viewer = (roles: Viewer['roles'], ...places: Viewer['jurisdictions']): Viewer => ({
  subject: 's',
  roles,
  jurisdictions: places,
});

test('an officer of one level is none of the other, wherever the roles hold', () => {
  expect(isOfficerOf(viewer(['COUNTY'], county.code), county)).toBe(true);
  expect(isOfficerOf(viewer(['CITY'], city.code), city)).toBe(true);
  expect(isOfficerOf(viewer(['CITY'], city.code, county.code), county)).toBe(false);
  expect(isOfficerOf(viewer(['COUNTY'], city.code), city)).toBe(false);
  expect(isOfficerOf(viewer(['COUNTY']), county)).toBe(false);
});

test('a role holds in its jurisdictions alone', () => {
  expect(holdsRole(viewer(['UNIT'], city.code), 'UNIT', city.code)).toBe(true);
  expect(holdsRole(viewer(['UNIT'], city.code), 'UNIT', county.code)).toBe(false);
});
