import { asOfficer } from '@jiedui/kit/acting';
import type { ActingRole } from '@jiedui/kit/acting-role';
import type { Federation, JurisdictionLevel } from '@jiedui/kit/federation';
import { forbidden, hasRole } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { ParsedId, RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';
import type { AppealState, AppealTier } from './terms.ts';

/** What decides who may see an appeal. */
export interface AppealFacts {
  owner: JurisdictionCode;
  organisationId: string;
  unitId: string | null;
  tier: AppealTier;
  state: AppealState;
  /** The departments that have, or had, a part that was not taken back. */
  partUnits: readonly string[];
}

/** 已上报: reported to the municipal committee, now or at some time. */
export function isEscalated({ tier, state }: Pick<AppealFacts, 'tier' | 'state'>): boolean {
  return tier === 'T3' || state === 'ESCALATED';
}

/**
 * 一种可见范围: one set of appeals that a viewer may see. What a viewer sees is the union of its views; the same values
 * become SQL in the loader, so that rows and rules cannot disagree.
 */
export type AppealView =
  | { kind: 'everything' }
  | { kind: 'ownedBy'; owner: JurisdictionCode }
  | { kind: 'escalatedWithin'; city: JurisdictionCode }
  | { kind: 'raisedBy'; organisation: RecordId }
  | { kind: 'addressedTo'; unit: RecordId }
  | { kind: 'partOf'; unit: RecordId };

/** 谁能看到困难诉求. Null: the role sees no appeals at all, and the field is refused. */
export function appealViews(viewer: Viewer, { find }: Pick<Federation, 'find'>): AppealView[] | null {
  const at = (level: JurisdictionLevel) => viewer.jurisdictions.filter((code) => find(code)?.level === level);
  const views: AppealView[] = [];
  let refused = true;
  for (const role of viewer.roles) {
    switch (role) {
      case 'AUDITOR':
        views.push({ kind: 'everything' });
        break;
      case 'COUNTY':
        for (const owner of at('COUNTY')) views.push({ kind: 'ownedBy', owner });
        break;
      case 'CITY':
        // For the records of its own units the city is an owner like any county.
        for (const city of at('CITY')) {
          views.push({ kind: 'ownedBy', owner: city }, { kind: 'escalatedWithin', city });
        }
        break;
      case 'ORGANISATION':
        if (viewer.organisation) views.push({ kind: 'raisedBy', organisation: viewer.organisation });
        break;
      case 'UNIT':
        if (viewer.unit) {
          views.push({ kind: 'addressedTo', unit: viewer.unit }, { kind: 'partOf', unit: viewer.unit });
        }
        break;
      case 'PUBLIC':
      case 'INSTRUCTOR':
      case 'DEPLOYMENT':
        continue;
      default:
        throw new Error(`Role without a rule: ${role satisfies never}`);
    }
    refused = false;
  }
  return refused ? null : views;
}

export function canSee(
  view: AppealView,
  appeal: AppealFacts,
  { isWithin }: Pick<Federation, 'isWithin'>,
): boolean {
  switch (view.kind) {
    case 'everything':
      return true;
    case 'ownedBy':
      return appeal.owner === view.owner;
    case 'escalatedWithin':
      return isEscalated(appeal) && isWithin(appeal.owner, view.city);
    case 'raisedBy':
      return appeal.organisationId === view.organisation;
    case 'addressedTo':
      return appeal.unitId === view.unit;
    case 'partOf':
      return appeal.partUnits.includes(view.unit);
    default:
      throw new Error(`View without a rule: ${view satisfies never}`);
  }
}

export function appealsForbidden(viewer: Viewer): GraphQLError {
  return forbidden(
    'an officer, the organisation that raised it, a unit that handles it, or an auditor',
    viewer,
  );
}

/** What the rules need to know of an appeal that somebody wants to raise. */
export interface AppealDraft {
  jurisdiction: JurisdictionCode;
  organisation: ParsedId & { id: RecordId };
  unit: (ParsedId & { id: RecordId }) | null;
  pairing: (ParsedId & { id: RecordId }) | null;
}

/** 谁可以提出困难诉求: the organisation's own secretary, or an officer of its owner. */
export function roleToRaise(
  viewer: Viewer,
  { jurisdiction, organisation }: Pick<AppealDraft, 'jurisdiction' | 'organisation'>,
  { find }: Pick<Federation, 'find'>,
): ActingRole | null {
  if (hasRole(viewer, 'ORGANISATION') && viewer.organisation === organisation.id) return 'ORGANISATION';
  const owner = find(jurisdiction);
  return owner ? asOfficer(viewer, owner) : null;
}

export function raisingForbidden(jurisdiction: JurisdictionCode, viewer: Viewer): GraphQLError {
  return forbidden(`the secretary of the organisation, or an officer of ${jurisdiction}`, viewer);
}

/** The first rule that the draft breaks, or null. An appeal goes to a unit of its own jurisdiction or of one above it. */
export function brokenAppealRule(
  draft: AppealDraft,
  { isWithin }: Pick<Federation, 'isWithin'>,
): GraphQLError | null {
  const { jurisdiction, organisation, unit, pairing } = draft;
  if (organisation.owner !== jurisdiction) {
    return expectation('INVALID_INPUT', {
      expected: `an organisation owned by ${jurisdiction}, where the appeal is raised`,
      received: organisation.id,
    });
  }
  if (unit && !isWithin(jurisdiction, unit.owner)) {
    return expectation('INVALID_INPUT', {
      expected: `a unit of ${jurisdiction} or of a jurisdiction above it`,
      received: unit.id,
    });
  }
  if (pairing && !isWithin(jurisdiction, pairing.owner)) {
    return expectation('INVALID_INPUT', {
      expected: `a pairing owned by ${jurisdiction} or by a jurisdiction above it`,
      received: pairing.id,
    });
  }
  return null;
}
