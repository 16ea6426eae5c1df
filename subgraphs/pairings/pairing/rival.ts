import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { Pairing } from './entity.ts';
import { activeStates } from './terms.ts';

/**
 * One active pairing of a unit in a jurisdiction for every party organisation, or, where none is named, for every
 * organisation: an enterprise may have several. @throws CONFLICT
 */
export async function refuseSecond(em: EntityManager, pairing: Pairing): Promise<void> {
  if (pairing.kind !== 'UNIT_ORGANISATION') return;
  const [active] = await run<{ id: string; title: string }>({ em }, rivalOf(pairing));
  if (active) throw secondPairing(pairing.owner, `${active.id} ${active.title}`);
}

/** The active pairing that stands against this one. */
export function rivalOf({
  id,
  owner,
  organisationId,
  partyOrganisationId,
}: Pick<Pairing, 'id' | 'owner' | 'organisationId' | 'partyOrganisationId'>) {
  // The states as they stand in the index of active pairings, which serves it.
  const states = sql.join(activeStates.map((state) => sql.lit(state)));
  return sql<{ id: string; title: string }>`select r.id, r.title from pairing r
    where r.owner = ${owner} and r.kind = 'UNIT_ORGANISATION' and r.state in (${states})
      and coalesce(r.party_organisation_id, r.organisation_id) = ${partyOrganisationId ?? organisationId}
      and r.id <> ${id}
    limit 1`;
}

/** Two were confirmed at once: the index of active pairings let the first one in. */
export function refuseRival(error: unknown): never {
  if (!(error instanceof UniqueConstraintViolationException)) throw error;
  throw secondPairing(null, 'another that was confirmed just now');
}

function secondPairing(owner: string | null, received: string) {
  return expectation('CONFLICT', {
    expected: `a party organisation, or organisation, without an active pairing${owner === null ? '' : ` in ${owner}`}`,
    received,
  });
}
