import type { Federation } from '@jiedui/kit/federation';
import { hasRole, isOfficerOf } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { Pairing } from '../pairing/entity.ts';

/**
 * 谁能看出已解决问题来自诉求: the officers of the appeal's owner, and auditors. To the others, the officers of the pairing's
 * owner among them, it is a solved problem like one that was recorded here.
 */
export function maySeeOrigin(viewer: Viewer, appeal: RecordId, { find }: Pick<Federation, 'find'>): boolean {
  const owner = find(ownerOf(appeal) ?? '');
  return hasRole(viewer, 'AUDITOR') || (owner !== undefined && isOfficerOf(viewer, owner));
}

/**
 * Why the appeals of a jurisdiction bring a pairing nothing, or null: a jurisdiction speaks for its own organisations, and for
 * pairings of its own or of one above it.
 */
export function brokenOrigin(
  sender: JurisdictionCode,
  { appeal, pairing }: { appeal: JurisdictionCode; pairing: JurisdictionCode },
  { isWithin }: Pick<Federation, 'isWithin'>,
): GraphQLError | null {
  if (appeal !== sender) {
    return expectation('INVALID_INPUT', { expected: `an appeal of ${sender}`, received: appeal });
  }
  if (!isWithin(sender, pairing)) {
    return expectation('INVALID_INPUT', {
      expected: `a pairing of ${sender} or of a jurisdiction above it`,
      received: pairing,
    });
  }
  return null;
}

/** INVALID_INPUT where the pairing's organisations are all of other jurisdictions, else null. */
export function strangersPairing(
  sender: JurisdictionCode,
  { id, organisationId, partyOrganisationId }: Pick<Pairing, 'id' | 'organisationId' | 'partyOrganisationId'>,
): GraphQLError | null {
  const owners = [organisationId, partyOrganisationId].flatMap((each) => (each == null ? [] : ownerOf(each)));
  if (owners.length === 0 || owners.includes(sender)) return null;
  return expectation('INVALID_INPUT', {
    expected: `a pairing with an organisation of ${sender}`,
    received: id,
  });
}
