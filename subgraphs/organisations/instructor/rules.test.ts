import { federationOf } from '@jiedui/kit/federation';
import { newId, parseId } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import { describe, expect, test } from 'vitest';

import { brokenAssignmentRule, refusedLabel, refusedUnit, roleForStep } from './rules.ts';

const city = parseJurisdictionCode('445100');
const county = parseJurisdictionCode('445103');
const other = parseJurisdictionCode('445122');
const federation = federationOf([
  { code: city, name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: county, name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: city },
  { code: other, name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: city },
]);
const place = { code: county, level: 'COUNTY' } as const;
const unit = newId(county, 'unit', 1);
const steps = ['NOMINATED', 'VETTED', 'ASSESSED', 'DISPATCHED', 'ENDED'] as const;

const who = (role: Role, jurisdiction = county, given: Partial<Viewer> = {}): Viewer => ({
  subject: 's',
  roles: [role],
  jurisdictions: [jurisdiction],
  ...given,
});

describe('the steps of the selection', () => {
  test('the unit nominates and vets; the county nominates, assesses, dispatches and ends', () => {
    const rolesOf = (viewer: Viewer) => steps.map((step) => roleForStep(viewer, step, place, unit));
    expect(rolesOf(who('UNIT', county, { unit }))).toEqual(['UNIT', 'UNIT', null, null, null]);
    expect(rolesOf(who('COUNTY'))).toEqual(['COUNTY', null, 'COUNTY', 'COUNTY', 'COUNTY']);
  });

  test('nobody else has a part in it', () => {
    const strangers = [
      who('PUBLIC'),
      who('ORGANISATION'),
      who('AUDITOR'),
      who('INSTRUCTOR', county, { unit }),
      who('UNIT'),
      who('UNIT', county, { unit: newId(county, 'unit', 2) }),
      who('UNIT', other, { unit }),
      who('COUNTY', other),
      who('CITY', city),
      who('CITY', county),
    ];
    for (const viewer of strangers) {
      expect(steps.filter((step) => roleForStep(viewer, step, place, unit))).toEqual([]);
    }
  });

  test('a unit sends instructors to its own jurisdiction and those below it', () => {
    const refused = (from: typeof city, to: typeof city) =>
      refusedUnit(parseId(newId(from, 'unit', 1), 'unit'), to, federation) !== null;
    expect([
      refused(county, county),
      refused(city, county),
      refused(other, county),
      refused(county, city),
    ]).toEqual([false, false, true, true]);
  });
});

test('a label holds no telephone or identity number, and the refusal does not repeat it', () => {
  const refused = [
    '示例指导员001',
    '指导员2023-01',
    '138-0000-8000',
    '指导员13800008000',
    '１３８００００８０００',
  ].map(refusedLabel);
  expect(refused.map((error) => error !== null)).toEqual([false, false, true, true, true]);
  expect(JSON.stringify(refused)).not.toMatch(/8000/);
});

describe('an assignment', () => {
  const organisation = (
    owner: typeof city,
    own: { operating: boolean; hasPartyOrganisation: boolean } | null,
  ) => ({
    reference: parseId(newId(owner, 'org', 1), 'org'),
    own,
  });
  const without = organisation(county, { operating: true, hasPartyOrganisation: false });
  const hosting = organisation(county, { operating: true, hasPartyOrganisation: true });
  const expected = (
    categories: Parameters<typeof brokenAssignmentRule>[0]['categories'],
    ...to: (typeof without)[]
  ) => brokenAssignmentRule({ owner: county, categories }, to, federation)?.extensions['expected'] ?? null;

  test('is to at least one operating organisation of the lineage, each once', () => {
    expect(expected([], without, hosting)).toBeNull();
    expect(expected([])).toMatch(/at least one/);
    expect(expected([], without, without)).toMatch(/each once/);
    expect(expected([], organisation(county, { operating: false, hasPartyOrganisation: false }))).toMatch(
      /operating/,
    );
    expect(expected([], organisation(city, null))).toMatch(/below it/);
  });

  test('fits the categories', () => {
    expect(expected(['ONE_TO_ONE'], hosting)).toBeNull();
    expect(expected(['ONE_TO_ONE'], hosting, without)).toMatch(/exactly one/);
    expect(expected(['TO_ORGANISATION_WITHOUT_PARTY'], hosting)).toMatch(/without a party organisation/);
    expect(expected(['TO_ORGANISATION_WITHOUT_PARTY'], hosting, without)).toBeNull();
    expect(expected(['TO_ORGANISATION_WITHOUT_PARTY', 'COUNTY_LEADER'], without)).toBeNull();
  });

  test("another owner's organisation, which cannot be looked up, is taken by its id", () => {
    const down = brokenAssignmentRule(
      { owner: city, categories: ['TO_ORGANISATION_WITHOUT_PARTY'] },
      [organisation(other, null)],
      federation,
    );
    expect(down).toBeNull();
  });
});
