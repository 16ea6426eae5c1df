import type { JurisdictionEntry } from '@jiedui/kit/federation';
import { hasRole, isOfficerOf } from '@jiedui/kit/viewer-rules';
import type { Viewer } from '@jiedui/schema/contract/viewer';

/** Who may do and see what with organisations. Pure. */

type Place = Pick<JurisdictionEntry, 'code' | 'level'>;

/** A county's officer registers the county's organisations, the city's officer the city's own. */
export function canRegister(viewer: Viewer, jurisdiction: Place): boolean {
  return isOfficerOf(viewer, jurisdiction);
}

/** How much of a telephone number a viewer sees. */
export type ContactView = 'CLEAR' | 'MASKED' | 'HIDDEN';

/**
 * The officers of the owner and the organisation itself see it; other officers, units, instructors and auditors see it
 * masked; the public, and other organisations, do not. Source: as little personal information as possible (PIPL).
 */
export function contactView(viewer: Viewer, organisation: { id: string }, owner: Place): ContactView {
  if (isOfficerOf(viewer, owner)) return 'CLEAR';
  if (hasRole(viewer, 'ORGANISATION') && viewer.organisation === organisation.id) return 'CLEAR';
  return hasRole(viewer, 'COUNTY', 'CITY', 'UNIT', 'INSTRUCTOR', 'AUDITOR') ? 'MASKED' : 'HIDDEN';
}

/** Whether the viewer sees at least the masked number. */
export function canSeeContact(viewer: Viewer, organisation: { id: string }, owner: Place): boolean {
  return contactView(viewer, organisation, owner) !== 'HIDDEN';
}

const shown = { first: 3, last: 4 };

/** `138-0000-8000` → `138****8000`, a country prefix left out. A number too short to hide half of it is hidden whole. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
  if (digits.length < 2 * (shown.first + 1)) return '****';
  return `${digits.slice(0, shown.first)}****${digits.slice(-shown.last)}`;
}
