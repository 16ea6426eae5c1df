import type { RecordId } from './id.ts';
import type { JurisdictionCode } from './jurisdiction.ts';

/** 角色: what a caller may act as. A token can carry several. */
export const roles = [
  'PUBLIC',
  'ORGANISATION',
  'UNIT',
  'INSTRUCTOR',
  'COUNTY',
  'CITY',
  'AUDITOR',
  /** 部署: a deployment that acts for the jurisdictions that it owns. It sees what the public sees, and passes on events. */
  'DEPLOYMENT',
] as const;
export type Role = (typeof roles)[number];

/** Who asks. The gateway vouches for it in an assertion; each shard decides for itself what the viewer may see and do. */
export interface Viewer {
  subject: string;
  roles: readonly Role[];
  /** Where the roles hold: a county officer's county, a liaison's jurisdiction. Empty for the public. */
  jurisdictions: readonly JurisdictionCode[];
  /** The organisation that a secretary speaks for. */
  organisation?: RecordId;
  /** The member unit that a liaison or instructor belongs to. */
  unit?: RecordId;
}

export const publicViewer: Viewer = { subject: 'public', roles: ['PUBLIC'], jurisdictions: [] };

export function isRole(text: unknown): text is Role {
  return (roles as readonly unknown[]).includes(text);
}
