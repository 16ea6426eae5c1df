import { memo, type RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import DataLoader from 'dataloader';

/** The ids of the organisations that host a party organisation, in their order; one statement for all that are asked. */
export function hostIds(context: RequestContext, partyOrganisationId: string): Promise<string[]> {
  const loader = memo(context, 'party organisation hosts', () => {
    return new DataLoader<string, string[]>(async (ids) => {
      const rows = await run<{ party_organisation_id: string; organisation_id: string }>(
        context,
        sql`select party_organisation_id, organisation_id from party_organisation_host
          where party_organisation_id = any(${[...ids]}::text[]) order by party_organisation_id, position`,
      );
      const hosts = new Map<string, string[]>(ids.map((id) => [id, []]));
      for (const row of rows) hosts.get(row.party_organisation_id)?.push(row.organisation_id);
      return ids.map((id) => hosts.get(id) ?? []);
    });
  });
  return loader.load(partyOrganisationId);
}
