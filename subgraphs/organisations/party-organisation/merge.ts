import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { type AskedMerge, lockedDuplicate } from '../duplicate.ts';
import { leaveHosts, presentSite } from './dissolve.ts';
import { PartyOrganisation } from './entity.ts';
import { refuseDissolved } from './rules.ts';

/**
 * Merges a duplicate into a party organisation of the same jurisdiction: its demonstration sites follow, and it ends as
 * dissolved. Its facts, hosts among them, are not copied: who wants one corrects it. What other ledgers hold, such as
 * pairings, stays with the duplicate, which names its successor.
 * @throws INVALID_TRANSITION where one of them is gone already, or both are demonstration sites; and as changeRecord
 */
export function mergeParties(
  context: RequestContext,
  { key, into, duplicate: text, reason }: AskedMerge,
): Promise<Written> {
  const { id } = parseId(text, 'party');
  const asked = { key, id: into, reason, input: { duplicate: id } };
  const step = { ...asked, mutation: 'mergePartyOrganisations', tag: 'party', change: 'MERGED' } as const;
  return changeRecord(context, PartyOrganisation, step, async (kept, em) => {
    refuseDissolved(kept);
    const duplicate = await lockedDuplicate(em, PartyOrganisation, 'party', kept, id);
    await moveSites(em, kept, duplicate);
    const left = await hostsWithout(em, kept, duplicate);
    duplicate.updatedAt = context.clock.now();
    await leaveHosts(em, duplicate, {
      dissolvedOn: duplicate.dissolvedOn ?? context.clock.today(),
      mergedIntoId: kept.id,
    });
    return left.map(
      ({ name }) =>
        `${name}只在重复记录中，须更正保留的党组织。${name} was a host of the duplicate alone: correct the one that stays.`,
    );
  });
}

/** A party organisation is one site at a time: of two candidates the duplicate's stays behind. */
async function moveSites(em: EntityManager, kept: PartyOrganisation, duplicate: PartyOrganisation) {
  const [own, other] = [await presentSite(em, kept.id), await presentSite(em, duplicate.id)];
  if (own && other === 'DESIGNATED') {
    throw expectation('INVALID_TRANSITION', {
      expected: 'duplicate: no demonstration site beside the one of the party organisation that stays',
      received: other,
    });
  }
  const stays = own ? sql<boolean>`state = 'WITHDRAWN'` : sql<boolean>`true`;
  await run(
    { em },
    sql`update demonstration_site set party_organisation_id = ${kept.id}, host_kind = ${kept.hostKind}
      where party_organisation_id = ${duplicate.id} and ${stays}`,
  );
}

/** The hosts of the duplicate that the other does not have. */
async function hostsWithout(
  em: EntityManager,
  kept: PartyOrganisation,
  duplicate: PartyOrganisation,
): Promise<{ name: string }[]> {
  return run<{ name: string }>(
    { em },
    sql`select coalesce(o.name, h.organisation_id) as name from party_organisation_host h
      left join organisation o on o.id = h.organisation_id and h.own
      where h.party_organisation_id = ${duplicate.id} and h.organisation_id not in (
        select k.organisation_id from party_organisation_host k where k.party_organisation_id = ${kept.id})
      order by h.position`,
  );
}
