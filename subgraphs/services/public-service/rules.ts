import type { Federation } from '@jiedui/kit/federation';
import { forbidden, holdsRole, isOfficerOf } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { ParsedId, RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { BeneficiaryKind } from './terms.ts';

type Reference = ParsedId & { id: RecordId };

/** What the rules need to know of a public service that somebody wants to record. */
export interface PublicServiceDraft {
  jurisdiction: JurisdictionCode;
  /** YYYY-MM-DD, Asia/Shanghai. */
  providedOn: string;
  count: number;
  persons: number | null;
  organisation: Reference | null;
  partyOrganisation: Reference | null;
  unit: Reference | null;
  pairing: Reference | null;
  beneficiaryKind: BeneficiaryKind | null;
  beneficiaryOrganisation: Reference | null;
}

/** Of whom a public service is: exactly one of them gave it. */
export const providers = ['organisation', 'partyOrganisation', 'unit'] as const;
/** What is said of whom it was for. */
export const beneficiaries = ['beneficiaryKind', 'beneficiaryOrganisation', 'beneficiary'] as const;

export const mostServices = 1_000_000;
export const mostPersons = 100_000_000;

/** 谁可以登记公益服务: an officer of the owner; there, also the unit or the organisation that gave the service. */
export function mayRecordService(
  viewer: Viewer,
  { jurisdiction, organisation, unit }: Pick<PublicServiceDraft, 'jurisdiction' | 'organisation' | 'unit'>,
  { find }: Pick<Federation, 'find'>,
): boolean {
  const owner = find(jurisdiction);
  if (owner && isOfficerOf(viewer, owner)) return true;
  const asUnit = viewer.unit !== undefined && viewer.unit === unit?.id;
  if (asUnit && holdsRole(viewer, 'UNIT', jurisdiction)) return true;
  const asOrganisation = viewer.organisation !== undefined && viewer.organisation === organisation?.id;
  return asOrganisation && holdsRole(viewer, 'ORGANISATION', jurisdiction);
}

export function recordingForbidden(jurisdiction: JurisdictionCode, viewer: Viewer): GraphQLError {
  return forbidden(
    `COUNTY or CITY officer of ${jurisdiction}, or the unit or organisation there that gave the service`,
    viewer,
  );
}

/**
 * The first rule that the draft breaks, or null. Edges run within a lineage: a service is looked for at the owner of its
 * organisation and above; a unit or pairing may lie above or below, since it asks everybody.
 */
export function brokenServiceRule(
  draft: PublicServiceDraft,
  today: string,
  { isWithin }: Pick<Federation, 'isWithin'>,
): GraphQLError | null {
  const { jurisdiction, providedOn, count, persons } = draft;
  if (providedOn > today) {
    return expectation('INVALID_INPUT', {
      expected: `providedOn on or before ${today}`,
      received: providedOn,
    });
  }
  if (count < 1 || count > mostServices) {
    return expectation('INVALID_INPUT', { expected: `count from 1 to ${mostServices}`, received: count });
  }
  if (persons !== null && (persons < 0 || persons > mostPersons)) {
    return expectation('INVALID_INPUT', {
      expected: `persons from 0 to ${mostPersons}, or none where the number is not known`,
      received: persons,
    });
  }
  for (const side of [draft.organisation, draft.partyOrganisation, draft.beneficiaryOrganisation]) {
    if (side && !isWithin(side.owner, jurisdiction)) {
      return expectation('INVALID_INPUT', {
        expected: `an organisation of ${jurisdiction} or of a jurisdiction below it`,
        received: side.id,
      });
    }
  }
  for (const side of [draft.unit, draft.pairing]) {
    if (side && !isWithin(side.owner, jurisdiction) && !isWithin(jurisdiction, side.owner)) {
      return expectation('INVALID_INPUT', {
        expected: `a unit or pairing of ${jurisdiction}, or of a jurisdiction above or below it`,
        received: side.id,
      });
    }
  }
  return null;
}

/** 提供者限一个: exactly one of organisation, party organisation and unit. */
export function brokenProviderRule(
  draft: Pick<PublicServiceDraft, (typeof providers)[number]>,
): GraphQLError | null {
  const given = providers.filter((each) => draft[each] !== null);
  if (given.length === 1) return null;
  return expectation('INVALID_INPUT', {
    expected: `exactly one provider: ${providers.join(', ')}`,
    received: given,
  });
}

/** What each kind takes to name whom a service was for: it and nothing else. */
const namedBy: Record<BeneficiaryKind, 'beneficiaryOrganisation' | 'beneficiary' | null> = {
  ORGANISATION: 'beneficiaryOrganisation',
  VILLAGE: 'beneficiary',
  PUBLIC: null,
};

/** 服务对象按类别填写: an organisation by its id, a village by its name, the public by nothing; no kind, nothing. */
export function brokenBeneficiaryRule(
  draft: Pick<PublicServiceDraft, 'beneficiaryKind' | 'beneficiaryOrganisation'>,
  beneficiary: string | null,
): GraphQLError | null {
  const { beneficiaryKind: kind, beneficiaryOrganisation } = draft;
  const wanted = kind && namedBy[kind];
  const given = [
    ...(beneficiaryOrganisation ? ['beneficiaryOrganisation' as const] : []),
    ...(beneficiary === null ? [] : ['beneficiary' as const]),
  ];
  if (wanted ? given.length === 1 && given[0] === wanted : given.length === 0) return null;
  const which = kind ? `beneficiaryKind ${kind}` : 'no beneficiaryKind';
  return expectation('INVALID_INPUT', {
    expected: `with ${which} ${wanted ? `${wanted} alone` : 'neither beneficiaryOrganisation nor beneficiary'}`,
    received: given,
  });
}
