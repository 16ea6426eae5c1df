import { memo, type RequestContext } from '@jiedui/kit/context';
import { standingAsOf } from '@jiedui/kit/history';
import { all, run, sql } from '@jiedui/kit/sql';
import DataLoader from 'dataloader';

/**
 * The ids of the organisations that host a party organisation, in their order, now or at the end of a day; one statement
 * for all that are asked. @throws INVALID_INPUT for a day that has not come
 */
export function hostIds(
  context: RequestContext,
  partyOrganisationId: string,
  asOf?: string | null,
): Promise<string[]> {
  const links = { name: sql`party_organisation_host` };
  const { source, valid } = standingAsOf(context, links, 'party_organisation_host_history', asOf);
  const loader = memo(context, `party organisation hosts ${asOf ?? ''}`, () => {
    return new DataLoader<string, string[]>(async (ids) => {
      const rows = await run<{ party_organisation_id: string; organisation_id: string }>(
        context,
        sql`select r.party_organisation_id, r.organisation_id from ${source} r
          where ${all([sql<boolean>`r.party_organisation_id = any(${[...ids]}::text[])`, valid])}
          order by r.party_organisation_id, r.position`,
      );
      const hosts = new Map<string, string[]>(ids.map((id) => [id, []]));
      for (const row of rows) hosts.get(row.party_organisation_id)?.push(row.organisation_id);
      return ids.map((id) => hosts.get(id) ?? []);
    });
  });
  return loader.load(partyOrganisationId);
}
