import { asLiaison, asOfficer } from '@jiedui/kit/acting';
import type { ActingRole } from '@jiedui/kit/acting-role';
import type { Federation, JurisdictionEntry } from '@jiedui/kit/federation';
import { forbidden, hasRole, holdsRole, isOfficerOf } from '@jiedui/kit/viewer-rules';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import { type AppealActor, appealMachine } from '../machine.ts';
import { type AppealFacts, isEscalated } from '../rules.ts';
import type { AppealStepKind } from '../terms.ts';

/** In what capacity a viewer takes a step of an appeal. Pure. */
export interface Acting {
  actor: AppealActor;
  role: ActingRole;
  /** Whose liaison. */
  unit: RecordId | null;
}

/** The capacity in which the viewer may take the step of this appeal, or null where in none. */
export function actingIn(
  viewer: Viewer,
  step: AppealStepKind,
  appeal: AppealFacts,
  federation: Federation,
): Acting | null {
  for (const actor of appealMachine[step].by as readonly AppealActor[]) {
    const role = roleAs(actor, viewer, appeal, federation);
    if (role) return { actor, role, unit: role === 'UNIT' ? viewer.unit! : null };
  }
  return null;
}

function roleAs(
  actor: AppealActor,
  viewer: Viewer,
  appeal: AppealFacts,
  federation: Federation,
): ActingRole | null {
  switch (actor) {
    case 'ORGANISATION':
      return hasRole(viewer, 'ORGANISATION') && viewer.organisation === appeal.organisationId
        ? 'ORGANISATION'
        : null;
    case 'RECEIVER':
      return asLiaison(viewer, appeal.unitId);
    case 'DEPARTMENT':
      return appeal.partUnits.some((unit) => unit === viewer.unit) ? asLiaison(viewer, viewer.unit) : null;
    case 'OFFICER':
      return asOfficer(viewer, federation.find(appeal.owner)!);
    case 'CITY':
      return isEscalated(appeal) && isCityOfficerAbove(viewer, appeal.owner, federation) ? 'CITY' : null;
    case 'SCHEDULE':
      return null;
    default:
      throw new Error(`Actor without a rule: ${actor satisfies never}`);
  }
}

/** Whether the viewer could take the step of some appeal of the owner: who could not is refused before any is looked for. */
export function mightAct(
  viewer: Viewer,
  step: AppealStepKind,
  owner: JurisdictionCode,
  federation: Federation,
): boolean {
  return (appealMachine[step].by as readonly AppealActor[]).some((actor) => {
    switch (actor) {
      case 'ORGANISATION':
        return hasRole(viewer, 'ORGANISATION') && viewer.organisation !== undefined;
      case 'RECEIVER':
      case 'DEPARTMENT':
        return asLiaison(viewer, viewer.unit) !== null;
      case 'OFFICER':
        return isOfficerOf(viewer, federation.find(owner)!);
      case 'CITY':
        return isCityOfficerAbove(viewer, owner, federation);
      case 'SCHEDULE':
        return false;
      default:
        throw new Error(`Actor without a rule: ${actor satisfies never}`);
    }
  });
}

/** The city whose committee an appeal of this owner is reported to; undefined where the federation has none above it. */
export function cityOf(owner: JurisdictionCode, federation: Federation): JurisdictionEntry | undefined {
  return federation
    .lineage(owner)
    .map((code) => federation.find(code))
    .find((entry) => entry?.level === 'CITY');
}

function isCityOfficerAbove(viewer: Viewer, owner: JurisdictionCode, federation: Federation): boolean {
  const city = cityOf(owner, federation);
  return city !== undefined && holdsRole(viewer, 'CITY', city.code);
}

const who: Readonly<Record<AppealActor, (owner: string) => string>> = {
  ORGANISATION: () => 'the secretary of the organisation that raised it',
  RECEIVER: () => 'the liaison of the unit that received it first',
  DEPARTMENT: () => 'the liaison of a department that has a part in it',
  OFFICER: (owner) => `an officer of ${owner}`,
  CITY: (owner) => `an officer of the city above ${owner}, once it is escalated`,
  SCHEDULE: () => 'the schedule',
};

export function stepForbidden(step: AppealStepKind, owner: JurisdictionCode, viewer: Viewer): GraphQLError {
  const allowed = (appealMachine[step].by as readonly AppealActor[]).map((actor) => who[actor](owner));
  return forbidden(`for ${step}: ${allowed.join(', or ')}`, viewer);
}
