import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { GraphQLError } from 'graphql';

import type { Asked, Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import type { SiteState } from '../demonstration-site/terms.ts';
import { PartyOrganisation } from './entity.ts';
import { PartyOrganisationHost } from './host.ts';
import { refuseDissolved } from './rules.ts';

/**
 * Dissolves a party organisation: it is in no organisation any more, and counts in no indicator; its record and its past
 * stay. @throws INVALID_TRANSITION where it is dissolved already, or a demonstration site; and as changeRecord
 */
export function dissolveParty(context: RequestContext, asked: Asked, on: string): Promise<Written> {
  const step = {
    ...asked,
    mutation: 'dissolvePartyOrganisation',
    tag: 'party',
    change: 'DISSOLVED',
    input: { on },
  } as const;
  return changeRecord(context, PartyOrganisation, step, async (party, em) => {
    const refused =
      refusedDissolution(party, on, context.clock.today()) ?? refusedSite(await presentSite(em, party.id));
    if (refused) throw refused;
    await leaveHosts(em, party, { dissolvedOn: on });
    return [];
  });
}

/** Why a party organisation cannot be dissolved on this day, or null. Pure. @throws INVALID_TRANSITION */
export function refusedDissolution(
  party: Pick<PartyOrganisation, 'foundedOn' | 'dissolvedOn'>,
  on: string,
  today: string,
): GraphQLError | null {
  refuseDissolved(party);
  if (on >= party.foundedOn && on <= today) return null;
  return expectation('INVALID_INPUT', {
    expected: `on: ${party.foundedOn}, its founding, to ${today}, today`,
    received: on,
  });
}

/** A demonstration site is of a party organisation that stands. Pure. */
function refusedSite(state: SiteState | null): GraphQLError | null {
  if (state !== 'DESIGNATED') return null;
  return expectation('INVALID_TRANSITION', {
    expected: 'a party organisation whose demonstration site is withdrawn first',
    received: state,
  });
}

/** The state of the site that a party organisation is or may become. */
export async function presentSite(em: EntityManager, id: string): Promise<SiteState | null> {
  const [site] = await run<{ state: SiteState }>(
    { em },
    sql`select state from demonstration_site where party_organisation_id = ${id} and state <> 'WITHDRAWN' for update`,
  );
  return site?.state ?? null;
}

/** It ends, and with it its places; the history keeps both as one change. */
export async function leaveHosts(
  em: EntityManager,
  party: PartyOrganisation,
  end: Pick<PartyOrganisation, 'dissolvedOn' | 'mergedIntoId'>,
): Promise<void> {
  em.assign(party, end);
  await em.flush();
  await em.nativeDelete(PartyOrganisationHost, { partyOrganisationId: party.id });
}
