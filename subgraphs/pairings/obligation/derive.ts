import { type Condition, type Expression, sql } from '@jiedui/kit/sql';

import { obligationRules, type ObligationPolicy, type Rule } from './rules.ts';

/** Periods that touch these days, judged by what had been done at the end of `asOf`. All YYYY-MM-DD. */
export interface Span {
  from: string;
  to: string;
  asOf: string;
}

/** Whether a pairing, named by its alias, is held to the five ones: of a unit and a party organisation, and ever in force. */
export function holdsObligations(alias: string): Condition {
  return sql<boolean>`${sql.id(alias, 'kind')} = 'UNIT_ORGANISATION' and ${sql.id(alias, 'state')} <> 'PROPOSED'
    and ${sql.id(alias, 'refused_on')} is null`;
}

interface Debtor {
  /** Has the columns id, owner, unit_id, title, started_on and ended_on. */
  table: string;
  held: Condition;
  /** What names the debtor in the obligation and in the activities that count for it. */
  link: 'pairing_id' | 'instructor_id';
}

const debtors: Readonly<Record<Rule['of'], Debtor>> = {
  PAIRING: { table: 'pairing', held: holdsObligations('p'), link: 'pairing_id' },
  INSTRUCTOR: { table: 'instructor_service', held: sql<boolean>`true`, link: 'instructor_id' },
};

const lengths: Readonly<Record<Rule['every'], string>> = {
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
};

/**
 * How what was done is counted. `each`: one search of the index of counted activities per obligation, so that a page, or
 * what one debtor owes, reads what it shows and no more. `together`: the activities of all periods grouped once and
 * joined, which is cheaper where most obligations are asked. Both count the same.
 */
export type Counting = 'each' | 'together';

export interface Asked {
  /** Absent: all. */
  rules?: readonly Rule[];
  /** Default: each. */
  counting?: Counting;
}

/**
 * The obligations of all pairings and instructors as a subquery: every rule in every period that the debtor lived in, with what
 * was done and where it stands. Only what the debtor's own owner recorded counts: otherwise the status would change with
 * the spread of jurisdictions over deployments.
 */
export function obligationsOf(
  span: Span,
  policy: ObligationPolicy,
  { rules = obligationRules(policy), counting = 'each' }: Asked = {},
): Expression {
  const parts = (['PAIRING', 'INSTRUCTOR'] as const).flatMap((of) => {
    const asked = rules.filter((rule) => rule.of === of);
    return asked.length === 0 ? [] : [owedBy(debtors[of], span, policy, asked, counting)];
  });
  // Nobody owes anything: of no rule there are no rows, but the columns.
  if (parts.length === 0) {
    const [any] = obligationRules(policy);
    return sql`(select * from (${owedBy(debtors.PAIRING, span, policy, [any!], counting)}) n where false)`;
  }
  return sql`(${sql.join(parts, sql` union all `)})`;
}

function owedBy(
  { table, held, link }: Debtor,
  span: Span,
  policy: ObligationPolicy,
  rules: readonly Rule[],
  counting: Counting,
): Expression {
  const { from, to, asOf } = span;
  const listed = rules.map(
    ({ rule, every, required, kinds }) =>
      sql`(${rule}::text, ${every}::text, ${lengths[every]}::interval, ${required}::int, ${[...kinds]}::text[])`,
  );
  const [pairing, instructor] =
    link === 'pairing_id' ? [sql`p.id`, sql`null::text`] : [sql`null::text`, sql`p.id`];
  return sql`
    select p.id || '/' || s.rule || '/' || to_char(s.period_start, 'YYYYMMDD') as id, p.owner, ${pairing} as pairing_id,
      ${instructor} as instructor_id, p.unit_id, p.title,
      s.rule, s.period_start, s.period_end, o.due_on, s.required, coalesce(c.done, 0) as done, o.status,
      ${asOf}::date as as_of,
      case when o.status in ('MET', 'EXEMPT') then null else o.due_on - ${asOf}::date end as days_left
    from ${sql.table(table)} p
    join (
      select r.rule, r.required, r.kinds, b.starts::date as period_start, (b.starts + r.length)::date - 1 as period_end
      from (values ${sql.join(listed)}) r(rule, every, length, required, kinds)
      cross join lateral generate_series(
        date_trunc(r.every, ${from}::date::timestamp), ${to}::date::timestamp, r.length
      ) b(starts)
    ) s on p.started_on <= s.period_end and (p.ended_on is null or p.ended_on >= s.period_start)
    ${counting === 'each' ? countedEach(link, span) : countedTogether(link, span, rules)}
    cross join lateral (
      select greatest(p.started_on, s.period_start) as lived_from, least(p.ended_on, s.period_end) as lived_to
    ) l
    cross join lateral (
      select l.lived_to + ${policy.graceDays}::int as due_on,
        case
          when coalesce(c.done, 0) >= s.required then 'MET'
          when (l.lived_to - l.lived_from + 1) < ${policy.leastShare}::float8 * (s.period_end - s.period_start + 1) then 'EXEMPT'
          when ${asOf}::date < l.lived_from then 'NOT_YET_DUE'
          when ${asOf}::date <= l.lived_to + ${policy.graceDays}::int then 'DUE'
          else 'OVERDUE'
        end as status
    ) o
    where ${held}`;
}

/** What was done, `c.done`, for the obligation of debtor `p` in period `s`. */
function countedEach(link: Debtor['link'], { asOf }: Span): Expression {
  return sql`cross join lateral (
      select count(*)::int as done from activity a
      where a.owner = p.owner and ${sql.id('a', link)} = p.id and a.kind = any(s.kinds)
        and a.held_on between s.period_start and least(s.period_end, ${asOf}::date)
    ) c`;
}

/** The same, null where nothing was done. */
function countedTogether(link: Debtor['link'], { from, asOf }: Span, rules: readonly Rule[]): Expression {
  const counting = rules.flatMap(({ rule, every, kinds }) =>
    kinds.map((kind) => sql`(${kind}::text, ${rule}::text, ${every}::text)`),
  );
  const debtor = sql.id('a', link);
  return sql`left join (
      select a.owner, ${debtor} as debtor, k.rule, date_trunc(k.every, a.held_on::timestamp)::date as period_start,
        count(*)::int as done
      from activity a join (values ${sql.join(counting)}) k(kind, rule, every) on k.kind = a.kind
      where ${debtor} is not null
        and a.held_on between date_trunc('year', ${from}::date::timestamp)::date and ${asOf}::date
      group by 1, 2, 3, 4
    ) c on c.debtor = p.id and c.owner = p.owner and c.rule = s.rule and c.period_start = s.period_start`;
}
