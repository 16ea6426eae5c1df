import type { RequestContext } from '@jiedui/kit/context';
import { type Expression, sql } from '@jiedui/kit/sql';

import { never } from '../clock/deadline.ts';
import { endOf } from './period.ts';

/**
 * Where appeals are read as they stood at the end of a day: their table today; of a past day what their steps until then have
 * made of them, with the columns that figures are taken from. `due_on` is that of the clock that ran then: where a later step
 * has ended it, the step says since when it was overdue. It was reckoned last when the clock ended, which is the same: a pause
 * moves no deadline that has passed, and one that has not passed only onwards. Industry and first receiver are those known now; appeals
 * whose steps were not recorded are left out.
 */
export function appealsAt({ clock }: Pick<RequestContext, 'clock'>, asOf: string): Expression {
  if (asOf >= clock.today()) return sql`appeal`;
  const until = sql`t.taken_at < ${endOf(asOf)}`;
  const moves = sql`t.from_state is distinct from t.to_state`;
  const last = (value: Expression, among: Expression = sql`true`): Expression =>
    sql`(array_agg(${value} order by t.position desc) filter (where ${until} and ${among}))[1]`;
  const called = sql`t.step in ('RESOLVE', 'CONFIRM', 'DISPUTE')`;
  const solved = sql`t.step in ('RESOLVE', 'REOPEN')`;
  return sql`(select a.id, a.owner, a.raised_at, a.industry, a.unit_id, s.*, case when s.later > 0
      then coalesce(s.overdue_since - 1, ${never}::date) else a.due_on end as due_on
    from appeal a cross join lateral (
      select ${last(sql`t.to_state`)} as state, ${last(sql`t.tier`)} as tier,
        count(*) filter (where ${until} and ${moves} and t.late)::int as late_steps,
        ${last(sql`case t.step when 'CONFIRM' then true when 'DISPUTE' then false end`, called)} as satisfied,
        ${last(sql`case when t.step <> 'RESOLVE' then t.taken_at end`, called)} as called_back_at,
        ${last(sql`t.taken_at`, sql`t.step = 'CLOSE'`)} as closed_at,
        ${last(sql`case when t.step = 'RESOLVE' then t.taken_at end`, solved)} as resolved_at,
        ${last(sql`t.resolution_days`, sql`t.step = 'RESOLVE'`)} as resolution_days,
        count(*) filter (where not (${until}) and ${moves}) as later,
        (array_agg(t.overdue_since order by t.position) filter (where not (${until}) and ${moves}))[1] as overdue_since
      from appeal_step t where t.appeal_id = a.id
    ) s where a.raised_at < ${endOf(asOf)} and s.state is not null)`;
}
