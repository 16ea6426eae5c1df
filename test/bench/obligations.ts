import { pairings } from '@jiedui/pairings/subgraph';

import type { ByHand, Question } from './by-hand.ts';

const asOf = '2023-10-20';

/** Whoever writes SQL for one question knows the policy, and that every contact's month is the calendar's. */
const matrix: Question = {
  title: 'The contacts of a county, pairing by month (a page of 200)',
  query: `query ($county: ID!) { pairings(first: 200, jurisdictions: [$county], filter: { kind: [UNIT_ORGANISATION] },
      orderBy: { field: TITLE, direction: ASCENDING }) { nodes { id title
    obligations(first: 12, filter: { rule: [CONTACT], from: "2023-01-01" }, asOf: "${asOf}") { nodes { periodStart status done } } } } }`,
  sql: `select json_build_object('pairings', json_build_object('nodes', json_agg(json_build_object('id', p.id, 'title', p.title,
      'obligations', json_build_object('nodes', coalesce(m.months, '[]'))) order by p.sort_title, p.id)))::text as json
    from (select * from pairing where owner = $1 and kind = 'UNIT_ORGANISATION' order by sort_title, id limit 200) p
    left join lateral (
      select json_agg(json_build_object('periodStart', x.month, 'status', case
          when x.done > 0 then 'MET'
          when x.lived < 0.5 * x.days then 'EXEMPT'
          when $2::date < x.lived_from then 'NOT_YET_DUE'
          when $2::date <= x.lived_to then 'DUE'
          else 'OVERDUE' end, 'done', x.done) order by x.lived_to, x.id) as months
      from (
        select g.month, g.last - g.month + 1 as days, greatest(g.month, p.started_on) as lived_from,
          least(g.last, p.ended_on) as lived_to, p.id || '/CONTACT/' || to_char(g.month, 'YYYYMMDD') as id,
          least(g.last, p.ended_on) - greatest(g.month, p.started_on) + 1 as lived,
          (select count(*) from activity a where a.owner = p.owner and a.pairing_id = p.id
            and a.kind in ('CONTACT', 'RESEARCH_VISIT') and a.held_on between g.month and least(g.last, $2::date)) as done
        from (select d::date as month, (d + interval '1 month')::date - 1 as last
          from generate_series('2023-01-01'::timestamp, '2023-12-01', '1 month') d) g
        where p.started_on <= g.last and (p.ended_on is null or p.ended_on >= g.month) and p.state <> 'PROPOSED'
      ) x
    ) m on true`,
  samples: Array.from({ length: 12 }, (_, index) => {
    const county = `445100x${String(index + 1).padStart(2, '0')}`;
    return { variables: { county }, parameters: [county, asOf] };
  }),
};

const compliance: Question = {
  title: 'The five ones of the city, by jurisdiction and rule',
  query: `{ obligationGroups(by: [JURISDICTION, RULE], filter: { from: "2023-01-01", rule: [LEDGER, CONTACT, RESEARCH_VISIT, SOLVED_PROBLEM, YEAR_END_REPORT] }, asOf: "${asOf}") {
    jurisdiction rule count met due overdue compliance { numerator denominator } } }`,
  sql: `with rule(rule, every, length, required, counted) as (values
      ('LEDGER', 'year', interval '1 year', 1, array['LEDGER_COMPILED']),
      ('CONTACT', 'month', interval '1 month', 1, array['CONTACT', 'RESEARCH_VISIT']),
      ('RESEARCH_VISIT', 'quarter', interval '3 months', 1, array['RESEARCH_VISIT']),
      ('SOLVED_PROBLEM', 'year', interval '1 year', 1, array['SOLVED_PROBLEM']),
      ('YEAR_END_REPORT', 'year', interval '1 year', 1, array['YEAR_END_REPORT'])
    ), period as (
      select rule, required, d::date as first, (d + length)::date - 1 as last
      from rule, generate_series('2023-01-01'::timestamp, '2023-12-31', length) d
    ), done as (
      select a.owner, a.pairing_id, rule.rule, date_trunc(rule.every, a.held_on::timestamp)::date as first, count(*) as done
      from activity a join rule on a.kind = any(rule.counted)
      where a.pairing_id is not null and a.held_on between '2023-01-01' and $1::date
      group by 1, 2, 3, 4
    ), owed as (
      select p.owner, period.rule, case
          when coalesce(done.done, 0) >= required then 'MET'
          when least(p.ended_on, period.last) - greatest(p.started_on, period.first) + 1
            < 0.5 * (period.last - period.first + 1) then 'EXEMPT'
          when $1::date < greatest(p.started_on, period.first) then 'NOT_YET_DUE'
          when $1::date <= least(p.ended_on, period.last) then 'DUE'
          else 'OVERDUE' end as status
      from pairing p
      join period on p.started_on <= period.last and (p.ended_on is null or p.ended_on >= period.first)
      left join done on done.pairing_id = p.id and done.owner = p.owner and done.rule = period.rule and done.first = period.first
      where p.kind = 'UNIT_ORGANISATION' and p.state <> 'PROPOSED'
    )
    select json_build_object('obligationGroups', json_agg(json_build_object('jurisdiction', owner, 'rule', rule,
      'count', count, 'met', met, 'due', due, 'overdue', overdue,
      'compliance', json_build_object('numerator', met, 'denominator', met + overdue)) order by owner, rule))::text as json
    from (select owner, rule, count(*) as count, count(*) filter (where status = 'MET') as met,
        count(*) filter (where status = 'DUE') as due, count(*) filter (where status = 'OVERDUE') as overdue
      from owed group by 1, 2) g`,
  samples: [{ variables: {}, parameters: [asOf] }],
};

/** The five ones over 50 jurisdictions in one database: a tenth of so many organisations paired, 92 activities to a pairing. */
export function obligationsByHand(rows: number): ByHand {
  return {
    title: 'The five ones and SQL by hand, a million activities over 50 jurisdictions in one database',
    subgraph: pairings,
    questions: [matrix, compliance],
    data: { rows, jurisdictions: 50, activitiesPerPairing: 92 },
  };
}
