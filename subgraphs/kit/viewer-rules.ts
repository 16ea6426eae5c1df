import { expectation } from '@jiedui/schema/contract/error';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { JurisdictionEntry } from './federation.ts';

/** The words that the rules of every subgraph are made of. Pure. */

export function hasRole(viewer: Viewer, ...roles: readonly Role[]): boolean {
  return roles.some((role) => viewer.roles.includes(role));
}

/** Whether the viewer has one of the roles, in this very jurisdiction. */
export function holdsRole(viewer: Viewer, role: Role | readonly Role[], jurisdiction: string): boolean {
  const roles = typeof role === 'string' ? [role] : role;
  return hasRole(viewer, ...roles) && viewer.jurisdictions.some((code) => code === jurisdiction);
}

/**
 * A county's officer in the county, the city's officer in the city: who may write in a jurisdiction's name. A role of one
 * level says nothing about the other, whatever places the viewer's roles hold in.
 */
export function isOfficerOf(
  viewer: Viewer,
  { code, level }: Pick<JurisdictionEntry, 'code' | 'level'>,
): boolean {
  return holdsRole(viewer, level, code);
}

/** Whether the viewer is the liaison of this very unit, with the rights of one in the jurisdiction. */
export function isUnitsLiaison(
  viewer: Viewer,
  unit: string | null | undefined,
  jurisdiction: string,
): boolean {
  return unit != null && viewer.unit === unit && holdsRole(viewer, 'UNIT', jurisdiction);
}

/** The refusal; says who may and as whom the viewer came, never what there is. */
export function forbidden(expected: string, viewer: Viewer): GraphQLError {
  return expectation('FORBIDDEN', { expected, received: roleText(viewer) });
}

/** `COUNTY of 445122` */
function roleText({ roles, jurisdictions }: Viewer): string {
  const where = jurisdictions.length === 0 ? '' : ` of ${jurisdictions.join(' ')}`;
  return `${roles.join(' ')}${where}`;
}
