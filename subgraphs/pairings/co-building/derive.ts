import { type Expression, sql } from '@jiedui/kit/sql';

import type { ConfiguredItem } from './items.ts';

/** Calendar years, both included. */
export interface Years {
  from: number;
  to: number;
}

/**
 * What pairings planned and did of the items, as a subquery: a row for every pairing, year and item that was planned or
 * done. Only what the pairing's own owner recorded is done: otherwise the numbers would change with the spread of
 * jurisdictions over deployments.
 */
export function coBuildingOf({ from, to }: Years, items: readonly ConfiguredItem[]): Expression {
  const configured = items.map(({ code, aspect }) => sql`(${code}::text, ${aspect}::text)`);
  return sql`(
    select p.id || '/' || b.year || '/' || b.item as id, p.owner, p.id as pairing_id, p.unit_id, b.year, b.item, i.aspect,
      b.planned, coalesce(b.activities, 0) as activities, b.last_held_on
    from (
      select pairing_id, owner, year, item, coalesce(l.planned, false) as planned, d.activities, d.last_held_on
      from (
        select l.pairing_id, l.owner, l.year, unnest(l.items) as item, true as planned
        from co_building_plan l where l.year between ${from}::int and ${to}::int
      ) l full join (
        select a.pairing_id, a.owner, extract(year from a.held_on)::int as year, unnest(a.items) as item,
          count(*)::int as activities, max(a.held_on) as last_held_on
        from activity a
        where a.pairing_id is not null and a.items <> '{}'
          and a.held_on between make_date(${from}::int, 1, 1) and make_date(${to}::int, 12, 31)
        group by 1, 2, 3, 4
      ) d using (pairing_id, owner, year, item)
    ) b
    join pairing p on p.id = b.pairing_id and p.owner = b.owner
    left join (values ${sql.join(configured)}) i(code, aspect) on i.code = b.item
  )`;
}
