import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import { describe, expect, test } from 'vitest';

import { brokenAssessmentRule, refusedDesignation, refusedReassessment, roleToRunSites } from './rules.ts';
import { siteCriteria } from './terms.ts';

const county = parseJurisdictionCode('445103');
const criteria = siteCriteria.map((criterion) => ({ criterion, met: true }));
const days = { foundedOn: '2021-07-01', today: '2022-12-01' };

describe('demonstration sites', () => {
  test('are run by officers of the owner', () => {
    const place = { code: county, level: 'COUNTY' } as const;
    const role = (held: Role): unknown =>
      roleToRunSites({ subject: 's', roles: [held], jurisdictions: [county] } satisfies Viewer, place);
    expect((['COUNTY', 'CITY', 'UNIT', 'INSTRUCTOR', 'AUDITOR'] as const).map(role)).toEqual([
      'COUNTY',
      null,
      null,
      null,
      null,
    ]);
  });

  test('are assessed by each of the six criteria once', () => {
    expect(brokenAssessmentRule({ criteria, assessedOn: days.today }, days)).toBeNull();
    for (const wrong of [
      criteria.slice(1),
      [...criteria, criteria[0]!],
      [...criteria.slice(1), criteria[1]!],
      [],
    ]) {
      expect(
        brokenAssessmentRule({ criteria: wrong, assessedOn: days.today }, days)?.extensions['code'],
      ).toBe('INVALID_INPUT');
    }
  });

  test('are assessed between the founding and today, and never before the last time', () => {
    const refused = ['2021-06-30', '2021-07-01', '2022-12-01', '2022-12-02'].map(
      (assessedOn) => brokenAssessmentRule({ criteria, assessedOn }, days) !== null,
    );
    expect(refused).toEqual([true, false, false, true]);
    expect(refusedReassessment('2022-10-10', '2022-10-10')).toBeNull();
    expect(refusedReassessment('2022-10-09', '2022-10-10')?.extensions['code']).toBe('INVALID_INPUT');
  });

  test('are designated with all six met; a missing verdict is none', () => {
    expect(refusedDesignation(criteria)).toBeNull();
    expect(refusedDesignation(criteria.slice(1))?.extensions['received']).toBe(
      '"not met: SOUND_ORGANISATION"',
    );
    const failed = criteria.map((each, index) => ({ ...each, met: index !== 5 }));
    expect(refusedDesignation(failed)?.extensions['received']).toBe('"not met: MARKED_EFFECT"');
  });
});
