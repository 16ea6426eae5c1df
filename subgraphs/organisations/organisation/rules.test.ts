import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { expect, test } from 'vitest';

import { canWrite, checkOrganisation, organisationColumns, type OrganisationFacts } from './rules.ts';

const county = { code: parseJurisdictionCode('445103'), level: 'COUNTY' } as const;
const officer = { subject: 's', roles: ['COUNTY'], jurisdictions: [county.code] } as const;

test('an officer of the owner writes; the public and the city do not', () => {
  expect(canWrite(officer, county)).toBe(true);
  expect(canWrite(publicViewer, county)).toBe(false);
  expect(canWrite({ ...officer, roles: ['CITY'] }, county)).toBe(false);
});

const today = '2022-12-01';
const good: OrganisationFacts = {
  name: ' 示例企业 ',
  kind: 'NON_PUBLIC_ENTERPRISE',
  creditCode: '91350100m000100y43',
  industry: 'C',
  division: '30',
  employees: 12,
  registeredOn: today,
  contactPhone: '138-0000-8000',
};
const problemsOf = (change: OrganisationFacts): string[] =>
  checkOrganisation({ ...good, ...change }, { today }).map(
    ({ field, code, severity }) => `${severity} ${field} ${code}`,
  );

test('facts without a fault become columns, in their normal form', () => {
  expect(checkOrganisation(good, { today })).toEqual([]);
  expect(organisationColumns(good)).toMatchObject({
    name: '示例企业',
    creditCode: '91350100M000100Y43',
    creditCodeAttested: false,
    status: 'OPERATING',
    subtype: null,
    town: null,
  });
});

test.each<[OrganisationFacts, string]>([
  [{ name: '  ' }, 'ERROR name REQUIRED'],
  [{ name: 'a\u0000b' }, 'ERROR name MALFORMED'],
  [{ name: '长'.repeat(201) }, 'ERROR name MALFORMED'],
  [{ kind: null }, 'ERROR kind REQUIRED'],
  [{ kind: '企业' }, 'ERROR kind UNKNOWN'],
  [{ kind: 'toString' }, 'ERROR kind UNKNOWN'],
  [{ subtype: 'FOUNDATION' }, 'ERROR subtype NOT_APPLICABLE'],
  [{ kind: 'SOCIAL_ORGANISATION', subtype: 'CLUB' }, 'ERROR subtype UNKNOWN'],
  [{ creditCode: '91445100I123456789' }, 'ERROR creditCode MALFORMED'],
  [{ creditCode: '91350100M000100Y44' }, 'WARNING creditCode CHECK_CHARACTER'],
  [{ industry: null }, 'ERROR industry REQUIRED'],
  [{ industry: 'U' }, 'ERROR industry UNKNOWN'],
  [{ division: '98' }, 'ERROR division UNKNOWN'],
  [{ division: '3' }, 'ERROR division UNKNOWN'],
  [{ division: '60' }, 'ERROR division CONTRADICTION'],
  [{ employees: -1 }, 'ERROR employees OUT_OF_RANGE'],
  [{ employees: 1.5 }, 'ERROR employees OUT_OF_RANGE'],
  [{ employees: Number.NaN }, 'ERROR employees OUT_OF_RANGE'],
  [{ status: 'CLOSED' }, 'ERROR status UNKNOWN'],
  [{ registeredOn: null }, 'ERROR registeredOn REQUIRED'],
  [{ registeredOn: '2022-02-30' }, 'ERROR registeredOn MALFORMED'],
  [{ registeredOn: '2022-12-02' }, 'ERROR registeredOn IN_THE_FUTURE'],
  [{ suspendedOn: '2022-12-01' }, 'ERROR suspendedOn CONTRADICTION'],
  [{ status: 'DEREGISTERED', deregisteredOn: '2022-11-30' }, 'ERROR deregisteredOn CONTRADICTION'],
  [
    {
      status: 'DEREGISTERED',
      suspendedOn: '2022-12-01',
      deregisteredOn: '2022-11-30',
      registeredOn: '2020-01-01',
    },
    'ERROR deregisteredOn CONTRADICTION',
  ],
  [{ contactPhone: 'call me' }, 'ERROR contactPhone MALFORMED'],
])('%o: %s', (change, problem) => {
  expect(problemsOf(change)).toEqual([problem]);
});

test('every fault of a record is named, not only the first', () => {
  expect(problemsOf({ name: '', industry: 'U', employees: -1 })).toHaveLength(3);
});

test('an attested code is taken without a warning, and stored as attested only where a check does not fit', () => {
  const attested = { creditCode: '91350100M000100Y44', creditCodeAttested: true };
  expect(problemsOf(attested)).toEqual([]);
  expect(organisationColumns({ ...good, ...attested })).toMatchObject({ creditCodeAttested: true });
  expect(organisationColumns({ ...good, creditCodeAttested: true })).toMatchObject({
    creditCodeAttested: false,
  });
  expect(problemsOf({ creditCode: '91445100I123456789', creditCodeAttested: true })).toHaveLength(1);
});

test('a telephone number that is refused is not repeated', () => {
  expect(
    JSON.stringify(checkOrganisation({ ...good, contactPhone: '1380000800x' }, { today })),
  ).not.toContain('1380000800');
});
