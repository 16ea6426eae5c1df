import type { Federation } from '@jiedui/kit/federation';
import { forbidden, hasRole, isOfficerOf, isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { Reminder, ReminderDelivery } from './entity.ts';

/** Who sees which reminders, and who reads them. Pure. */

type Addressed = Pick<Reminder, 'owner' | 'unitId'>;

/** What a viewer may see: everything, what some owners made, what is addressed to one unit. Null: no part in reminders. */
export interface ReminderView {
  everything: boolean;
  owners: readonly JurisdictionCode[];
  unit: RecordId | null;
}

export function reminderView(viewer: Viewer, { find }: Pick<Federation, 'find'>): ReminderView | null {
  const everything = hasRole(viewer, 'AUDITOR');
  const owners = viewer.jurisdictions.filter((code) => {
    const place = find(code);
    return place !== undefined && isOfficerOf(viewer, place);
  });
  const unit = readsFor(viewer, viewer.unit) ? viewer.unit! : null;
  return everything || owners.length > 0 || unit !== null ? { everything, owners, unit } : null;
}

/** Whether the viewer is the liaison of the unit, in the unit's own jurisdiction: whose reminders they are. */
function readsFor(viewer: Viewer, unit: RecordId | null | undefined): boolean {
  return unit != null && isUnitsLiaison(viewer, unit, ownerOf(unit) ?? '');
}

/** 标为已读: the liaison of the unit; of what no unit owes, an officer of the owner. */
export function mayMarkRead(
  viewer: Viewer,
  { owner, unitId }: Addressed,
  { find }: Pick<Federation, 'find'>,
): boolean {
  if (unitId != null) return readsFor(viewer, unitId);
  const place = find(owner);
  return place !== undefined && isOfficerOf(viewer, place);
}

export function remindersForbidden(viewer: Viewer): GraphQLError {
  return forbidden('the liaison of a unit, an officer, or an auditor', viewer);
}

export function markingForbidden({ unitId, owner }: Addressed, viewer: Viewer): GraphQLError {
  const expected = unitId == null ? `an officer of ${owner}` : 'the liaison of the unit that is reminded';
  return forbidden(expected, viewer);
}

/** How the sending goes; for officers of the owner and auditors alone, which the caller checks. */
export function deliveryOf({
  attempts,
  nextTryAt,
  deliveredAt,
  lastFailure,
}: Pick<Reminder, 'attempts' | 'nextTryAt' | 'deliveredAt' | 'lastFailure'>): ReminderDelivery {
  const state =
    deliveredAt != null ? 'DELIVERED' : nextTryAt != null ? 'WAITING' : attempts > 0 ? 'FAILED' : 'NONE';
  return {
    state,
    attempts,
    lastFailure: lastFailure ?? null,
    deliveredAt: deliveredAt ?? null,
    nextTryAt: deliveredAt == null ? (nextTryAt ?? null) : null,
  };
}
