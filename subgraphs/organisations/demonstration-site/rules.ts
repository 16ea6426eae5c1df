import type { JurisdictionEntry } from '@jiedui/kit/federation';
import { expectation } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import { asOfficer } from '@jiedui/kit/acting';
import type { ActingRole } from '@jiedui/kit/acting-role';
import { siteCriteria, type SiteCriterion } from './terms.ts';

/** Who may assess, designate and withdraw demonstration sites, and when. Pure. */

export function roleToRunSites(
  viewer: Viewer,
  place: Pick<JurisdictionEntry, 'code' | 'level'>,
): ActingRole | null {
  return asOfficer(viewer, place);
}

export interface CriterionVerdict {
  criterion: SiteCriterion;
  met: boolean;
}

/** The first rule that an assessment breaks, or null: each of the six criteria once, not dated after today. */
export function brokenAssessmentRule(
  { criteria, assessedOn }: { criteria: readonly CriterionVerdict[]; assessedOn: string },
  { foundedOn, today }: { foundedOn: string; today: string },
): GraphQLError | null {
  const given = criteria.map(({ criterion }) => criterion);
  if (given.length !== siteCriteria.length || siteCriteria.some((each) => !given.includes(each))) {
    return expectation('INVALID_INPUT', {
      expected: `criteria: each of ${siteCriteria.join(', ')} once`,
      received: given.join(', '),
    });
  }
  if (assessedOn < foundedOn || assessedOn > today) {
    return expectation('INVALID_INPUT', {
      expected: `assessedOn from ${foundedOn}, the founding of the party organisation, to ${today}, today`,
      received: assessedOn,
    });
  }
  return null;
}

/** INVALID_INPUT where a later assessment is dated before the last one, else null. */
export function refusedReassessment(assessedOn: string, last: string): GraphQLError | null {
  if (assessedOn >= last) return null;
  return expectation('INVALID_INPUT', {
    expected: `assessedOn on or after ${last}, the last assessment`,
    received: assessedOn,
  });
}

/** 组织健全、制度完善、运行规范、活动经常、保障有力、作用突出: all six, or no designation. */
export function refusedDesignation(criteria: readonly CriterionVerdict[]): GraphQLError | null {
  const unmet = siteCriteria.filter(
    (each) => !criteria.some(({ criterion, met }) => criterion === each && met),
  );
  if (unmet.length === 0) return null;
  return expectation('INVALID_INPUT', {
    expected: 'all six criteria met',
    received: `not met: ${unmet.join(', ')}`,
  });
}
