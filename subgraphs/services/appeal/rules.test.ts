import { federationOf } from '@jiedui/kit/federation';
import { parseId, type RecordTag } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Role, type Viewer } from '@jiedui/schema/contract/viewer';
import { describe, expect, test } from 'vitest';
import {
  type AppealDraft,
  type AppealFacts,
  appealViews,
  brokenAppealRule,
  canSee,
  roleToRaise,
} from './rules.ts';

const city = parseJurisdictionCode('445100');
const chaoan = parseJurisdictionCode('445103');
const raoping = parseJurisdictionCode('445122');
const cangzhou = parseJurisdictionCode('130900');
const federation = federationOf([
  { code: '445100', name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: '445103', name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: '445100' },
  { code: '445122', name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: '445100' },
  { code: '130900', name: '沧州市', englishName: 'Cangzhou', level: 'CITY' },
]);

const id = (owner: JurisdictionCode, tag: RecordTag, last = '0') =>
  parseId(`${owner}-${tag}-01jd900000000000000000000${last}`, tag);

const viewer = (role: Role, jurisdiction: JurisdictionCode, rest: Partial<Viewer> = {}): Viewer => ({
  subject: role,
  roles: [role],
  jurisdictions: [jurisdiction],
  ...rest,
});

const organisation = id(chaoan, 'org', '1');
const unit = id(city, 'unit', '1');
const appeal = (rest: Partial<AppealFacts> = {}): AppealFacts => ({
  owner: chaoan,
  organisationId: organisation.id,
  unitId: unit.id,
  tier: 'T1',
  state: 'RAISED',
  partUnits: [],
  ...rest,
});

const sees = (who: Viewer, what: AppealFacts): boolean =>
  appealViews(who, federation)?.some((view) => canSee(view, what, federation)) ?? false;

describe('an appeal is seen', () => {
  test('by the county officers of its owner, and of no other county', () => {
    expect(sees(viewer('COUNTY', chaoan), appeal())).toBe(true);
    expect(sees(viewer('COUNTY', raoping), appeal())).toBe(false);
  });
  test('by city officers once it is tier 3 or escalated', () => {
    const officer = viewer('CITY', city);
    expect(sees(officer, appeal())).toBe(false);
    expect(sees(officer, appeal({ tier: 'T3' }))).toBe(true);
    expect(sees(officer, appeal({ state: 'ESCALATED' }))).toBe(true);
  });
  test("by city officers always, when it is the city's own", () => {
    expect(sees(viewer('CITY', city), appeal({ owner: city }))).toBe(true);
  });
  test('by the role of the level alone: a county role sees nothing in the city, a city role nothing in a county', () => {
    expect(sees(viewer('COUNTY', city), appeal({ owner: city }))).toBe(false);
    expect(sees(viewer('CITY', chaoan), appeal({ tier: 'T3' }))).toBe(false);
  });
  test('not by the officers of another city, escalated or not', () => {
    expect(sees(viewer('CITY', cangzhou), appeal({ tier: 'T3', state: 'ESCALATED' }))).toBe(false);
  });
  test('by the organisation that raised it, and by no other', () => {
    expect(sees(viewer('ORGANISATION', chaoan, { organisation: organisation.id }), appeal())).toBe(true);
    const other = id(chaoan, 'org', '2').id;
    expect(sees(viewer('ORGANISATION', chaoan, { organisation: other }), appeal())).toBe(false);
    expect(sees(viewer('ORGANISATION', chaoan), appeal())).toBe(false);
  });
  test('by the unit it is addressed to, and by no other', () => {
    expect(sees(viewer('UNIT', city, { unit: unit.id }), appeal())).toBe(true);
    expect(sees(viewer('UNIT', city, { unit: id(city, 'unit', '2').id }), appeal())).toBe(false);
    expect(sees(viewer('UNIT', city), appeal({ unitId: null }))).toBe(false);
  });
  test('by auditors', () => {
    expect(sees(viewer('AUDITOR', city), appeal())).toBe(true);
  });
  test('by the union of the roles of one viewer', () => {
    const both = { ...viewer('INSTRUCTOR', chaoan), roles: ['INSTRUCTOR', 'COUNTY'] as const };
    expect(sees(both, appeal())).toBe(true);
  });
});

describe('appeals are refused as a whole', () => {
  test('to the public, to instructors and to deployments', () => {
    expect(appealViews(viewer('DEPLOYMENT', chaoan), federation)).toBeNull();
    expect(appealViews(publicViewer, federation)).toBeNull();
    expect(appealViews(viewer('INSTRUCTOR', chaoan), federation)).toBeNull();
    expect(appealViews({ subject: 'nobody', roles: [], jurisdictions: [] }, federation)).toBeNull();
  });
  test('but not to a county officer elsewhere, who sees an empty list', () => {
    expect(appealViews({ subject: 'officer', roles: ['COUNTY'], jurisdictions: [] }, federation)).toEqual([]);
  });
});

const mayRaise = (...given: Parameters<typeof roleToRaise>): boolean => roleToRaise(...given) !== null;

describe('raising an appeal', () => {
  const draft = (rest: Partial<AppealDraft> = {}): AppealDraft => ({
    jurisdiction: chaoan,
    organisation,
    unit: null,
    pairing: null,
    ...rest,
  });

  test("is for the organisation's secretary and its county's officers", () => {
    expect(
      mayRaise(viewer('ORGANISATION', chaoan, { organisation: organisation.id }), draft(), federation),
    ).toBe(true);
    expect(mayRaise(viewer('COUNTY', chaoan), draft(), federation)).toBe(true);
  });
  test.each(['PUBLIC', 'UNIT', 'INSTRUCTOR', 'CITY', 'AUDITOR', 'DEPLOYMENT'] as const)(
    'is not for %s',
    (role) => {
      expect(mayRaise(viewer(role, chaoan, { organisation: organisation.id }), draft(), federation)).toBe(
        false,
      );
    },
  );
  test("is for the city's officers where the organisation is the city's own", () => {
    const own = draft({ jurisdiction: city, organisation: id(city, 'org') });
    expect(mayRaise(viewer('CITY', city), own, federation)).toBe(true);
    expect(mayRaise(viewer('COUNTY', city), own, federation)).toBe(false);
  });
  test('is not for the secretary of another organisation, nor for the officers of another county', () => {
    const other = id(chaoan, 'org', '2').id;
    expect(mayRaise(viewer('ORGANISATION', chaoan, { organisation: other }), draft(), federation)).toBe(
      false,
    );
    expect(mayRaise(viewer('COUNTY', raoping), draft(), federation)).toBe(false);
  });
  test('happens where the organisation is owned', () => {
    expect(brokenAppealRule(draft(), federation)).toBeNull();
    const elsewhere = brokenAppealRule(draft({ jurisdiction: raoping }), federation);
    expect(elsewhere?.extensions).toMatchObject({ code: 'INVALID_INPUT', received: `"${organisation.id}"` });
  });
  test('goes to a unit and names a pairing of the same county or of the city above it', () => {
    expect(brokenAppealRule(draft({ unit, pairing: id(city, 'pair') }), federation)).toBeNull();
    expect(
      brokenAppealRule(draft({ unit: id(chaoan, 'unit'), pairing: id(chaoan, 'pair') }), federation),
    ).toBeNull();
    expect(brokenAppealRule(draft({ unit: id(raoping, 'unit') }), federation)?.extensions.code).toBe(
      'INVALID_INPUT',
    );
    expect(brokenAppealRule(draft({ pairing: id(raoping, 'pair') }), federation)?.extensions.code).toBe(
      'INVALID_INPUT',
    );
  });
});
