import type { JurisdictionEntry } from './federation.ts';
import { holdsRole, isOfficerOf } from './viewer-rules.ts';
import { ownerOf } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';

import type { ActingRole } from './acting-role.ts';

/** In what role a viewer may act, or null where in none. Pure. */

/** The county's officer in the county, the city's in the city. */
export function asOfficer(
  viewer: Viewer,
  place: Pick<JurisdictionEntry, 'code' | 'level'>,
): ActingRole | null {
  return isOfficerOf(viewer, place) ? place.level : null;
}

/** The liaison of this very unit, in the unit's own jurisdiction. */
export function asLiaison(viewer: Viewer, unitId: string | null | undefined): ActingRole | null {
  if (unitId == null || viewer.unit !== unitId) return null;
  return holdsRole(viewer, 'UNIT', ownerOf(unitId) ?? '') ? 'UNIT' : null;
}

/** An instructor whom one of these units has sent. A viewer is known by the unit alone: instructors have no names here. */
export function asInstructor(viewer: Viewer, unitIds: readonly string[]): ActingRole | null {
  if (viewer.unit === undefined || !unitIds.includes(viewer.unit)) return null;
  return holdsRole(viewer, 'INSTRUCTOR', ownerOf(viewer.unit) ?? '') ? 'INSTRUCTOR' : null;
}
