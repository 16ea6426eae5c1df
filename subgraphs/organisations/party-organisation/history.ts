import type { RequestContext } from '@jiedui/kit/context';
import type { Version } from '@jiedui/kit/history';
import { run, sql } from '@jiedui/kit/sql';

import { type Kept, type Stage, stageOf } from '@jiedui/kit/changes';
import { PartyOrganisation } from './entity.ts';
import { partyOrganisations } from './listing.ts';

/** The versions of a party organisation, and of its hosts, which another table keeps. */
export const partyHistory: Kept<PartyOrganisation> = {
  entity: PartyOrganisation,
  history: partyOrganisations.history!,
  more: hostStages,
};

/** The hosts from each moment on at which one of them changed: one version of the links speaks for all of that moment. */
async function hostStages(
  context: RequestContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Stage[]>> {
  const rows = await run<Version & { id: string; hosts: string[] | null }>(
    context,
    sql`select distinct on (c.party_organisation_id, c.valid_from)
        c.party_organisation_id as id, c.valid_from, c.changed_by, c.changed_as, c.reason,
        case c.change when 'REMOVED' then 'CORRECTED' else c.change end as change,
        (select array_agg(h.organisation_id order by h.position) from party_organisation_host_history h
          where h.party_organisation_id = c.party_organisation_id
            and h.valid_from <= c.valid_from and h.valid_to > c.valid_from) as hosts
      from party_organisation_host_history c
      where c.party_organisation_id = any(${[...ids]}::text[])
      order by c.party_organisation_id, c.valid_from, c.version`,
  );
  const stages = new Map<string, Stage[]>();
  for (const row of rows) {
    const known = stages.get(row.id) ?? [];
    known.push(stageOf(row, { hosts: row.hosts }));
    stages.set(row.id, known);
  }
  return stages;
}
