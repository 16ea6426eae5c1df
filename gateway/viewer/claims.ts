import { readId, type RecordId } from '@jiedui/schema/contract/id';
import { isJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { isRole, type Role, type Viewer } from '@jiedui/schema/contract/viewer';
import type { JWTPayload } from 'jose';

/** A viewer as claims: the same names in a client's token and in the gateway's assertion. `sub` is set apart. */
export function viewerClaims({ roles, jurisdictions, organisation, unit }: Viewer): JWTPayload {
  return {
    roles: [...roles],
    jurisdictions: [...jurisdictions],
    ...(organisation !== undefined && { organisation }),
    ...(unit !== undefined && { unit }),
  };
}

/** The viewer that claims describe, or null where a claim is missing or malformed. */
export function readViewer(claims: JWTPayload): Viewer | null {
  const { sub, organisation, unit } = claims;
  const roles = listOf(claims['roles'], isRole) as Role[] | null;
  const jurisdictions = listOf(claims['jurisdictions'] ?? [], isJurisdictionCode) as
    | JurisdictionCode[]
    | null;
  if (typeof sub !== 'string' || sub === '' || sub.length > 200 || !roles || !jurisdictions) return null;
  if (organisation !== undefined && readId(organisation)?.tag !== 'org') return null;
  if (unit !== undefined && readId(unit)?.tag !== 'unit') return null;
  return {
    subject: sub,
    roles: roles.length > 0 ? roles : ['PUBLIC'],
    jurisdictions,
    ...(organisation !== undefined && { organisation: organisation as RecordId }),
    ...(unit !== undefined && { unit: unit as RecordId }),
  };
}

function listOf(value: unknown, isItem: (item: unknown) => boolean): unknown[] | null {
  return Array.isArray(value) && value.length <= 100 && value.every(isItem) ? value : null;
}
