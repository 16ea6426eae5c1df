import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { expect, test } from 'vitest';

import { canRegister, canSeeContact, contactView, maskPhone } from './rules.ts';

const county = { code: parseJurisdictionCode('445103'), level: 'COUNTY' } as const;
const officer = { subject: 's', roles: ['COUNTY'], jurisdictions: [county.code] } as const;

test('a telephone number keeps its first three and last four digits', () => {
  expect(maskPhone('138-0000-8000')).toBe('138****8000');
  expect(maskPhone('+86 138 0000 8000')).toBe('138****8000');
  expect(maskPhone('12345')).toBe('****');
});

test('an officer of the owner registers and sees contacts; the public does neither', () => {
  const organisation = { id: 'any' };
  expect(canRegister(officer, county)).toBe(true);
  expect(contactView(officer, organisation, county)).toBe('CLEAR');
  expect(canRegister(publicViewer, county)).toBe(false);
  expect(canSeeContact(publicViewer, organisation, county)).toBe(false);
});
