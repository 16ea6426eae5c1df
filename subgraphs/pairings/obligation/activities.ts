import { memo, type RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import DataLoader from 'dataloader';

import { Activity } from '../activity/entity.ts';
import type { Obligation } from './entity.ts';
import { fiveOnes, policyOf } from './rules.ts';

/** The activities that count for an obligation, the first one first; one statement for all that are asked. */
export function activitiesFor(context: RequestContext, obligation: Obligation): Promise<Activity[]> {
  const loader = memo(context, 'activities of obligations', () => {
    return new DataLoader<Obligation, Activity[]>(async (asked) => {
      const table = tableOf(context.em, Activity);
      const kinds = new Map(fiveOnes(policyOf(context)).map((rule) => [rule.rule, rule.kinds]));
      const sought = asked.map(({ pairingId, owner, rule, periodStart, periodEnd, asOf }) => ({
        pairing: pairingId,
        owner,
        kinds: kinds.get(rule),
        since: periodStart,
        until: asOf < periodEnd ? asOf : periodEnd,
      }));
      const rows = await run<Record<string, unknown> & { __position: string }>(
        context,
        sql`select p.position as "__position", ${table.columns}
          from rows from (jsonb_to_recordset(${JSON.stringify(sought)}::jsonb)
            as (pairing text, owner text, kinds text[], since date, until date)) with ordinality
            as p(pairing, owner, kinds, since, until, position)
          join activity r on r.pairing_id = p.pairing and r.owner = p.owner and r.kind = any(p.kinds)
            and r.held_on between p.since and p.until
          order by p.position, r.held_on, r.id`,
      );
      const found = asked.map((): Activity[] => []);
      for (const row of rows) found[Number(row.__position) - 1]!.push(table.read(row));
      return found;
    });
  });
  return loader.load(obligation);
}
