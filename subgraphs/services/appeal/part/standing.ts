import { clockOf } from '@jiedui/kit/clock';
import { type Expression, sql } from '@jiedui/kit/sql';

import { type AppealPeriod, endOf, startOf } from '../past/period.ts';
import type { PartFacts } from './entity.ts';
import type { AppealPartState } from './terms.ts';

/**
 * How a part stood at the end of a day. Pure. Its last deadline tells of every day until it ended: a pause moves none that has
 * passed, and one that has not passed only onwards.
 */
export function partStateOn(
  { assignedAt, answeredAt, releasedAt, deadlineOn }: Dates,
  day: string,
): AppealPartState | null {
  const until = (moment: Date | null | undefined): string | null => {
    const on = moment ? clockOf(() => moment).today() : null;
    return on !== null && on <= day ? on : null;
  };
  if (!until(assignedAt)) return null;
  const answeredOn = until(answeredAt);
  if (answeredOn) return answeredOn <= deadlineOn ? 'ANSWERED' : 'ANSWERED_LATE';
  if (until(releasedAt)) return 'RELEASED';
  return deadlineOn < day ? 'OVERDUE' : 'OPEN';
}

type Dates = Pick<PartFacts, 'assignedAt' | 'answeredAt' | 'releasedAt' | 'deadlineOn'>;

/**
 * `partStateOn` of all parts that there were by the end of the period: rows of `StandingPart`, read in a table's place. What was
 * answered or taken back before it began is left out.
 */
export function partsAt({ from, asOf }: AppealPeriod): Expression {
  const until = endOf(asOf);
  const since =
    from === null ? sql`true` : sql`coalesce(p.answered_at, p.released_at, 'infinity') >= ${startOf(from)}`;
  return sql`(select p.*, p.appeal_id || '/' || lpad(p.position::text, 6, '0') as id, case
      when p.answered_at < ${until} then case
        when (p.answered_at at time zone 'Asia/Shanghai')::date <= p.deadline_on then 'ANSWERED' else 'ANSWERED_LATE' end
      when p.released_at < ${until} then 'RELEASED'
      when p.deadline_on < ${asOf}::date then 'OVERDUE' else 'OPEN' end as state
    from appeal_part p where p.assigned_at < ${until} and ${since})`;
}
