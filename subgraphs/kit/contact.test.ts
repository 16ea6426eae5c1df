import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { expect, test } from 'vitest';

import { contactView, maskPhone } from './contact.ts';

const county = { code: parseJurisdictionCode('445103'), level: 'COUNTY' } as const;
const organisation = { id: 'any', owner: county };
const holder = (role: Viewer['roles'][number]): Viewer => ({
  subject: 's',
  roles: [role],
  jurisdictions: [parseJurisdictionCode('445122')],
});

test('a telephone number keeps its first three and last four digits', () => {
  expect(maskPhone('138-0000-8000')).toBe('138****8000');
  expect(maskPhone('+86 138 0000 8000')).toBe('138****8000');
  expect(maskPhone('12345')).toBe('****');
});

test('an officer of the owner sees contacts; the public does not', () => {
  const officer: Viewer = { subject: 's', roles: ['COUNTY'], jurisdictions: [county.code] };
  expect(contactView(officer, organisation)).toBe('CLEAR');
  expect(contactView(publicViewer, organisation)).toBe('HIDDEN');
});

test('another role sees the number clear only where the sharing policy names it', () => {
  expect(contactView(holder('INSTRUCTOR'), organisation)).toBe('MASKED');
  expect(contactView(holder('INSTRUCTOR'), organisation, ['INSTRUCTOR'])).toBe('CLEAR');
  expect(contactView(holder('UNIT'), organisation, ['INSTRUCTOR'])).toBe('MASKED');
  expect(contactView(holder('ORGANISATION'), organisation, ['INSTRUCTOR'])).toBe('HIDDEN');
  expect(contactView(holder('DEPLOYMENT'), organisation, ['INSTRUCTOR'])).toBe('HIDDEN');
});
