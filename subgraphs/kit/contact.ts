import type { JurisdictionEntry } from './federation.ts';
import { plainText } from './text.ts';
import { forbidden, hasRole, isOfficerOf } from './viewer-rules.ts';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';

import type { Problems } from './problem.ts';

/** Who sees telephone numbers, and how much of them. Pure. Source: as little personal information as possible (PIPL). */

/** How much of a telephone number a viewer sees. */
export type ContactView = 'CLEAR' | 'MASKED' | 'HIDDEN';

/** An organisation or a member unit, with the jurisdiction that owns it. */
export interface Reachable {
  id: string;
  owner: Pick<JurisdictionEntry, 'code' | 'level'>;
}

/**
 * The officers of the owner, and who speaks for the organisation or unit itself, see it; other officers, units,
 * instructors and auditors see it masked unless the owner's sharing policy names their role; the public, and other
 * organisations, do not see it.
 */
export function contactView(
  viewer: Viewer,
  { id, owner }: Reachable,
  sharedWith: readonly Role[] = [],
): ContactView {
  if (isOfficerOf(viewer, owner)) return 'CLEAR';
  if (hasRole(viewer, 'ORGANISATION') && viewer.organisation === id) return 'CLEAR';
  if (hasRole(viewer, 'UNIT') && viewer.unit === id) return 'CLEAR';
  if (hasRole(viewer, ...sharedWith)) return 'CLEAR';
  return hasRole(viewer, 'COUNTY', 'CITY', 'UNIT', 'INSTRUCTOR', 'AUDITOR') ? 'MASKED' : 'HIDDEN';
}

const shown = { first: 3, last: 4 };

/** `138-0000-8000` → `138****8000`, a country prefix left out. A number too short to hide half of it is hidden whole. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
  if (digits.length < 2 * (shown.first + 1)) return '****';
  return `${digits.slice(0, shown.first)}****${digits.slice(-shown.last)}`;
}

/** As much of a number as the view allows. @throws FORBIDDEN where it allows nothing */
export function shownPhone(
  view: ContactView,
  phone: string | null | undefined,
  viewer: Viewer,
): string | null {
  switch (view) {
    case 'CLEAR':
      return phone ?? null;
    case 'MASKED':
      return phone == null ? null : maskPhone(phone);
    case 'HIDDEN':
      throw forbidden('a role with access to contacts', viewer);
    default:
      throw new Error(`Unplanned ${view satisfies never}`);
  }
}

const phoneShape = /^\+?[0-9][0-9 ()-]{3,24}[0-9]$/;

/** Whether it is a telephone number; an empty one is none. What was received is not repeated. */
export function checkPhone<Field extends string>(
  problems: Problems<Field | 'contactPhone'>,
  text: string | null | undefined,
  field: Field | 'contactPhone' = 'contactPhone',
): void {
  if (text == null || text.trim() === '') return;
  const plain = plainText(text, 30);
  if (plain !== null && phoneShape.test(plain)) return;
  const reason = '联系电话应为 5 至 26 位数字，可含空格、括号和连字符';
  const expected = '5 to 26 digits, spaces, brackets and hyphens';
  problems.refuse(field, 'MALFORMED', expected, 'another form', reason);
}
