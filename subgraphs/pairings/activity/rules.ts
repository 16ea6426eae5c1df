import type { Federation } from '@jiedui/kit/federation';
import type { Reference } from '@jiedui/kit/ids';
import { forbidden, isOfficerOf, isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { Pairing } from '../pairing/entity.ts';
import type { ActivityKind } from './terms.ts';

/** What the rules need to know of an activity that somebody wants to record. */
export interface ActivityDraft {
  jurisdiction: JurisdictionCode;
  /** YYYY-MM-DD, Asia/Shanghai. */
  heldOn: string;
  participants: number | null;
  pairing: Reference | null;
  unit: Reference | null;
  instructor: Reference | null;
}

export const mostParticipants = 1_000_000;

/** 谁可以登记活动: an officer of the owner, or the liaison of the unit that held it, in the owner's jurisdiction. */
export function mayRecordActivity(
  viewer: Viewer,
  { jurisdiction, unit }: Pick<ActivityDraft, 'jurisdiction' | 'unit'>,
  { find }: Pick<Federation, 'find'>,
): boolean {
  const owner = find(jurisdiction);
  return (
    (owner !== undefined && isOfficerOf(viewer, owner)) || isUnitsLiaison(viewer, unit?.id, jurisdiction)
  );
}

export function recordingForbidden(jurisdiction: JurisdictionCode, viewer: Viewer): GraphQLError {
  return forbidden(
    `COUNTY or CITY officer of ${jurisdiction}, or the liaison of the unit that held the activity there`,
    viewer,
  );
}

/**
 * The first rule that the draft breaks, or null. Edges run within a lineage: an activity is looked for at the owner of
 * its pairing (or unit, or instructor) and above, so its own jurisdiction must be that owner or lie above it.
 */
export function brokenActivityRule(
  draft: ActivityDraft,
  today: string,
  { isWithin }: Pick<Federation, 'isWithin'>,
): GraphQLError | null {
  const { jurisdiction, heldOn, participants, pairing, unit, instructor } = draft;
  if (heldOn > today) {
    return expectation('INVALID_INPUT', { expected: `heldOn on or before ${today}`, received: heldOn });
  }
  if (participants !== null && (participants < 1 || participants > mostParticipants)) {
    return expectation('INVALID_INPUT', {
      expected: `participants from 1 to ${mostParticipants}, or none where the number is not known`,
      received: participants,
    });
  }
  if (pairing && !isWithin(pairing.owner, jurisdiction)) {
    return expectation('INVALID_INPUT', {
      expected: `a pairing owned by ${jurisdiction} or by a jurisdiction below it`,
      received: pairing.id,
    });
  }
  if (unit && !isWithin(unit.owner, jurisdiction)) {
    return expectation('INVALID_INPUT', {
      expected: `a unit of ${jurisdiction} or of a jurisdiction below it`,
      received: unit.id,
    });
  }
  if (instructor && !isWithin(instructor.owner, jurisdiction)) {
    return expectation('INVALID_INPUT', {
      expected: `an instructor of ${jurisdiction} or of a jurisdiction below it`,
      received: instructor.id,
    });
  }
  return null;
}

/** INVALID_INPUT where the pairing never was in force, or the day lies before it began or after it ended, else null. */
export function outsidePairing(
  day: string,
  { state, refusedOn, startedOn, endedOn }: Pick<Pairing, 'state' | 'refusedOn' | 'startedOn' | 'endedOn'>,
  field = 'heldOn',
): GraphQLError | null {
  if (state === 'PROPOSED' || refusedOn != null) {
    return expectation('INVALID_INPUT', {
      expected: 'pairing: one that was confirmed',
      received: refusedOn == null ? 'a proposal' : `a proposal that was refused on ${refusedOn}`,
    });
  }
  if (day >= startedOn && (endedOn == null || day <= endedOn)) return null;
  return expectation('INVALID_INPUT', {
    expected: `${field} from ${startedOn}${endedOn == null ? ' on' : ` to ${endedOn}`}, the period of the pairing`,
    received: day,
  });
}

/** INVALID_INPUT for the kind that nobody records by hand, else null: a year-end report is submitted, not claimed. */
export function claimedReport(kind: ActivityKind): GraphQLError | null {
  if (kind !== 'YEAR_END_REPORT') return null;
  return expectation('INVALID_INPUT', {
    expected: 'kind: any other; YEAR_END_REPORT is recorded by submitReport',
    received: kind,
  });
}

export function pairingNotFound(id: RecordId): GraphQLError {
  return expectation('NOT_FOUND', { expected: 'a pairing that exists', received: id });
}
