import { newId } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import { describe, expect, test } from 'vitest';

import { brokenCampaignRule, canRunCampaigns, refusedClosing } from '../campaign/rules.ts';
import { brokenSurveyRule, refusedByCampaign, roleToAdvance, roleToSurvey } from './rules.ts';

const city = parseJurisdictionCode('445100');
const county = parseJurisdictionCode('445103');
const place = { code: county, level: 'COUNTY' } as const;
const unit = newId(county, 'unit', 1);
const cityUnit = newId(city, 'unit', 1);
const nobody = { servingUnit: null, instructorUnits: [] };
const today = '2022-12-01';

const who = (role: Role, jurisdiction = county, given: Partial<Viewer> = {}): Viewer => ({
  subject: 's',
  roles: [role],
  jurisdictions: [jurisdiction],
  ...given,
});
const codeOf = (error: { extensions: Record<string, unknown> } | null) => error?.extensions['code'] ?? null;

describe('surveys', () => {
  test('are made by officers, liaisons of serving units and assigned instructors', () => {
    expect(roleToSurvey(who('COUNTY'), place, nobody)).toBe('COUNTY');
    expect(roleToSurvey(who('UNIT', county, { unit }), place, { ...nobody, servingUnit: unit })).toBe('UNIT');
    expect(roleToSurvey(who('UNIT', county, { unit }), place, nobody)).toBeNull();
    const assigned = { ...nobody, instructorUnits: [cityUnit, unit] };
    expect(roleToSurvey(who('INSTRUCTOR', county, { unit }), place, assigned)).toBe('INSTRUCTOR');
    expect(roleToSurvey(who('INSTRUCTOR', city, { unit: cityUnit }), place, assigned)).toBe('INSTRUCTOR');
    expect(roleToSurvey(who('INSTRUCTOR', city, { unit }), place, assigned)).toBeNull();
    expect(roleToSurvey(who('INSTRUCTOR', county, { unit }), place, nobody)).toBeNull();
    for (const viewer of [
      who('CITY', city),
      who('CITY'),
      who('COUNTY', city),
      who('AUDITOR'),
      who('PUBLIC'),
    ]) {
      expect(roleToSurvey(viewer, place, { servingUnit: unit, instructorUnits: [unit] })).toBeNull();
    }
  });

  test('are classified and analysed by officers, and cultivated by whoever may survey', () => {
    const concerned = { servingUnit: unit, instructorUnits: [unit] };
    const viewers = [who('COUNTY'), who('UNIT', county, { unit }), who('INSTRUCTOR', county, { unit })];
    const rolesFor = (to: 'CLASSIFIED' | 'ANALYSED' | 'CULTIVATED') =>
      viewers.map((viewer) => roleToAdvance(viewer, place, to, concerned));
    expect(rolesFor('CLASSIFIED')).toEqual(['COUNTY', null, null]);
    expect(rolesFor('ANALYSED')).toEqual(['COUNTY', null, null]);
    expect(rolesFor('CULTIVATED')).toEqual(['COUNTY', 'UNIT', 'INSTRUCTOR']);
    expect(roleToAdvance(viewers[2]!, place, 'CULTIVATED', nobody)).toBeNull();
  });

  test('are not of tomorrow, and have no more members than employees', () => {
    const draft = { surveyedOn: today, employees: 3, members: 3 };
    expect(brokenSurveyRule(draft, today)).toBeNull();
    expect(brokenSurveyRule({ ...draft, surveyedOn: '2022-12-02' }, today)?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      expected: 'surveyedOn on or before 2022-12-01',
      received: '"2022-12-02"',
    });
    expect(brokenSurveyRule({ ...draft, members: 4 }, today)?.extensions).toMatchObject({
      expected: expect.stringContaining('3 at the most') as string,
      received: '4',
    });
  });

  test('of a campaign lie within its days, while it is open', () => {
    const campaign = { state: 'OPEN', startsOn: '2022-11-01', endsOn: '2022-11-20' } as const;
    const codes = ['2022-10-31', '2022-11-01', '2022-11-20', '2022-11-21'].map((day) =>
      codeOf(refusedByCampaign(campaign, day)),
    );
    expect(codes).toEqual(['INVALID_INPUT', null, null, 'INVALID_INPUT']);
    expect(codeOf(refusedByCampaign({ ...campaign, state: 'CLOSED' }, '2022-11-10'))).toBe(
      'INVALID_TRANSITION',
    );
  });
});

describe('campaigns', () => {
  test('are run by officers of the jurisdiction', () => {
    expect(canRunCampaigns(who('COUNTY'), place)).toBe(true);
    for (const viewer of [who('CITY', city), who('UNIT', county, { unit }), who('COUNTY', city)]) {
      expect(canRunCampaigns(viewer, place)).toBe(false);
    }
  });

  test('last a day at least and are closed once, between their first day and today', () => {
    expect(brokenCampaignRule({ startsOn: today, endsOn: today })).toBeNull();
    expect(codeOf(brokenCampaignRule({ startsOn: today, endsOn: '2022-11-30' }))).toBe('INVALID_INPUT');
    const open = { state: 'OPEN', startsOn: '2022-11-01' } as const;
    expect(
      ['2022-10-31', '2022-11-01', today, '2022-12-02'].map((day) =>
        codeOf(refusedClosing(open, day, today)),
      ),
    ).toEqual(['INVALID_INPUT', null, null, 'INVALID_INPUT']);
    expect(codeOf(refusedClosing({ ...open, state: 'CLOSED' }, today, today))).toBe('INVALID_TRANSITION');
  });
});
