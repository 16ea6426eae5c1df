import type { JurisdictionEntry } from '@jiedui/kit/federation';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { Campaign } from '../campaign/entity.ts';
import { asInstructor, asLiaison, asOfficer } from '@jiedui/kit/acting';
import type { ActingRole } from '@jiedui/kit/acting-role';
import type { SurveyState } from './terms.ts';

/** Who may survey, and what a survey must be. Pure. */

type Place = Pick<JurisdictionEntry, 'code' | 'level'>;

/** Whom an organisation concerns beside the officers. */
export interface Concerned {
  /** The viewer's unit, where it belongs to the organisation's owner and the organisation is in a trade that it serves. */
  servingUnit: RecordId | null;
  /** The units whose instructors are assigned to the organisation now. */
  instructorUnits: readonly RecordId[];
}

/**
 * 谁可以摸底: an officer of the owner; the liaison of a unit of the owner in whose trades the organisation is; an
 * instructor assigned to it.
 */
export function roleToSurvey(viewer: Viewer, place: Place, concerned: Concerned): ActingRole | null {
  return (
    asOfficer(viewer, place) ??
    asLiaison(viewer, concerned.servingUnit) ??
    asInstructor(viewer, concerned.instructorUnits)
  );
}

export function surveyingForbidden(owner: string, viewer: Viewer): GraphQLError {
  return forbidden(
    `an officer of ${owner}, the liaison of a unit of ${owner} that serves the organisation's industry, or an instructor assigned to it`,
    viewer,
  );
}

/** 归行分类 and 汇总分析 are the office's. 定点培育 is done in the organisation: whoever may survey it may say so. */
export function roleToAdvance(
  viewer: Viewer,
  place: Place,
  to: SurveyState,
  concerned: Concerned,
): ActingRole | null {
  return to === 'CULTIVATED' ? roleToSurvey(viewer, place, concerned) : asOfficer(viewer, place);
}

export function advancingForbidden(to: SurveyState, owner: string, viewer: Viewer): GraphQLError {
  return to === 'CULTIVATED'
    ? surveyingForbidden(owner, viewer)
    : forbidden(`an officer of ${owner}`, viewer);
}

export interface SurveyDraft {
  surveyedOn: string;
  employees: number;
  members: number;
}

/** The first rule that the draft breaks by itself, or null. */
export function brokenSurveyRule(draft: SurveyDraft, today: string): GraphQLError | null {
  const { surveyedOn, employees, members } = draft;
  if (surveyedOn > today) {
    return expectation('INVALID_INPUT', {
      expected: `surveyedOn on or before ${today}`,
      received: surveyedOn,
    });
  }
  if (members > employees) {
    return expectation('INVALID_INPUT', {
      expected: `members: ${employees} at the most, as many as the organisation has employees`,
      received: members,
    });
  }
  return null;
}

/** Why a campaign does not take a survey of this day, or null where it does. */
export function refusedByCampaign(
  { state, startsOn, endsOn }: Pick<Campaign, 'state' | 'startsOn' | 'endsOn'>,
  surveyedOn: string,
): GraphQLError | null {
  if (state !== 'OPEN') {
    return expectation('INVALID_TRANSITION', { expected: 'an OPEN campaign', received: state });
  }
  if (surveyedOn < startsOn || surveyedOn > endsOn) {
    return expectation('INVALID_INPUT', {
      expected: `surveyedOn from ${startsOn} to ${endsOn}, the days of the campaign`,
      received: surveyedOn,
    });
  }
  return null;
}
