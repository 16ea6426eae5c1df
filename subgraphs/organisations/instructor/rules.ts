import type { Federation, JurisdictionEntry } from '@jiedui/kit/federation';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { Reference } from '@jiedui/kit/ids';
import { asLiaison, asOfficer } from '@jiedui/kit/acting';
import type { ActingRole } from '@jiedui/kit/acting-role';
import type { InstructorCategory, InstructorState } from './terms.ts';

/** Who takes which step of the selection, and what an instructor and an assignment must be. Pure. */

type Place = Pick<JurisdictionEntry, 'code' | 'level'>;

/**
 * 党支部推荐: the liaison of the source unit, or an officer. 党委把关: the source unit's liaison, for its party committee.
 * 组织部门考核, 选派, 结束: an officer. Null: the viewer has no part in the step.
 */
export function roleForStep(
  viewer: Viewer,
  to: InstructorState,
  place: Place,
  sourceUnitId: string,
): ActingRole | null {
  switch (to) {
    case 'NOMINATED':
      return asLiaison(viewer, sourceUnitId) ?? asOfficer(viewer, place);
    case 'VETTED':
      return asLiaison(viewer, sourceUnitId);
    case 'ASSESSED':
    case 'DISPATCHED':
    case 'ENDED':
      return asOfficer(viewer, place);
    default:
      throw new Error(`Unplanned ${to satisfies never}`);
  }
}

export function stepForbidden(to: InstructorState, owner: string, viewer: Viewer): GraphQLError {
  const liaison = 'the liaison of the source unit';
  switch (to) {
    case 'NOMINATED':
      return forbidden(`${liaison}, or an officer of ${owner}`, viewer);
    case 'VETTED':
      return forbidden(liaison, viewer);
    default:
      return forbidden(`an officer of ${owner}`, viewer);
  }
}

/** INVALID_INPUT where a label holds what looks like a telephone or identity number, else null. Source: PIPL. */
export function refusedLabel(name: string): GraphQLError | null {
  if (!/[0-9０-９](?:[ -]?[0-9０-９]){6}/.test(name)) return null;
  // What was received is not repeated: it may be somebody's number.
  return expectation('INVALID_INPUT', {
    expected: 'name: a label without telephone or identity numbers',
    received: 'a number of seven digits or more',
  });
}

/** Why a unit cannot send an instructor to this jurisdiction, or null: units serve their own one and those below it. */
export function refusedUnit(
  unit: Reference,
  jurisdiction: JurisdictionCode,
  { isWithin }: Pick<Federation, 'isWithin'>,
): GraphQLError | null {
  if (isWithin(jurisdiction, unit.owner)) return null;
  return expectation('INVALID_INPUT', {
    expected: `sourceUnit: a unit of ${jurisdiction} or of a jurisdiction above it`,
    received: unit.id,
  });
}

/** An organisation as an assignment looks at it. Another owner's cannot be looked up: `own` is null. */
export interface Assigned {
  reference: Reference;
  own: { operating: boolean; hasPartyOrganisation: boolean } | null;
}

/** The first rule that sending an instructor to these organisations breaks, or null. */
export function brokenAssignmentRule(
  { owner, categories }: { owner: JurisdictionCode; categories: readonly InstructorCategory[] },
  organisations: readonly Assigned[],
  { isWithin }: Pick<Federation, 'isWithin'>,
): GraphQLError | null {
  if (organisations.length === 0) {
    return expectation('INVALID_INPUT', {
      expected: 'organisations: at least one to be sent to',
      received: 'none',
    });
  }
  if (categories.includes('ONE_TO_ONE') && organisations.length > 1) {
    return expectation('INVALID_INPUT', {
      expected: 'organisations: exactly one for an instructor of category ONE_TO_ONE',
      received: organisations.length,
    });
  }
  const ids = organisations.map(({ reference }) => reference.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated) {
    return expectation('INVALID_INPUT', { expected: 'organisations: each once', received: repeated });
  }
  // Edges run within a lineage: an organisation's instructors are looked for at its owner and above.
  const outside = organisations.find(({ reference }) => !isWithin(reference.owner, owner));
  if (outside) {
    return expectation('INVALID_INPUT', {
      expected: `organisations: of ${owner} or of a jurisdiction below it`,
      received: outside.reference.id,
    });
  }
  const closed = organisations.find(({ own }) => own && !own.operating);
  if (closed) {
    return expectation('INVALID_INPUT', {
      expected: 'organisations: operating ones',
      received: closed.reference.id,
    });
  }
  if (
    categories.includes('TO_ORGANISATION_WITHOUT_PARTY') &&
    organisations.every(({ own }) => own?.hasPartyOrganisation)
  ) {
    return expectation('INVALID_INPUT', {
      expected:
        'organisations: at least one without a party organisation, for category TO_ORGANISATION_WITHOUT_PARTY',
      received: ids.join(', '),
    });
  }
  return null;
}
