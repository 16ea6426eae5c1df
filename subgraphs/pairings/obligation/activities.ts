import { memo, type RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import DataLoader from 'dataloader';

import { Activity } from '../activity/entity.ts';
import type { Obligation } from './entity.ts';
import { obligationRules, policyOf } from './rules.ts';

/** The activities that count for an obligation, the first one first; one statement for all that are asked. */
export function activitiesFor(context: RequestContext, obligation: Obligation): Promise<Activity[]> {
  const loader = memo(context, 'activities of obligations', () => {
    return new DataLoader<Obligation, Activity[]>(async (asked) => {
      const table = tableOf(context.em, Activity);
      const kinds = new Map(obligationRules(policyOf(context)).map((rule) => [rule.rule, rule.kinds]));
      const sought = asked.map(({ pairingId, instructorId, owner, rule, periodStart, periodEnd, asOf }) => ({
        pairing: pairingId,
        instructor: instructorId,
        owner,
        kinds: kinds.get(rule),
        since: periodStart,
        until: asOf < periodEnd ? asOf : periodEnd,
      }));
      const rows = await run<Record<string, unknown> & { __position: string }>(
        context,
        sql`select p.position as "__position", ${table.columns}
          from rows from (jsonb_to_recordset(${JSON.stringify(sought)}::jsonb)
            as (pairing text, instructor text, owner text, kinds text[], since date, until date)) with ordinality
            as p(pairing, instructor, owner, kinds, since, until, position)
          cross join lateral (
            select * from activity a where a.owner = p.owner and a.pairing_id = p.pairing and a.kind = any(p.kinds)
              and a.held_on between p.since and p.until
            union all
            select * from activity a where a.owner = p.owner and a.instructor_id = p.instructor and a.kind = any(p.kinds)
              and a.held_on between p.since and p.until
          ) r
          order by p.position, r.held_on, r.id`,
      );
      const found = asked.map((): Activity[] => []);
      for (const row of rows) found[Number(row.__position) - 1]!.push(table.read(row));
      return found;
    });
  });
  return loader.load(obligation);
}
