import { dayAfter } from '@jiedui/kit/clock';
import { ownedBy } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { newRecord } from '@jiedui/kit/record';
import { type Reader, run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { obligationsOf } from '../obligation/derive.ts';
import { policyOf } from '../obligation/rules.ts';
import { reminderPolicyOf } from './policy.ts';

interface Owed extends Record<string, unknown> {
  owner: JurisdictionCode;
  unit_id: RecordId | null;
  status: string;
}

/**
 * Writes today's digests, of what is due within the days ahead and what has been overdue for some: one for each unit that owes
 * any, for pairings and instructors alike. However often and by however many processes at once: the keys of the tables let
 * one digest per owner, unit and day in, and each obligation once a day. Returns how many were written.
 */
export async function remind(context: RequestContext): Promise<number> {
  const { clock, em, signal } = context;
  const today = clock.today();
  const { webhook } = reminderPolicyOf(context);
  return em.transactional(async (em) => {
    const reader: Reader = { em, signal };
    const owed = await owedToday(context, reader, today);
    const perUnit = Map.groupBy(owed, ({ owner, unit_id }) => `${owner} ${unit_id ?? ''}`);
    const digests = [...perUnit.values()].map((items) => ({
      ...newRecord(context, 'rem', items[0]!.owner),
      items,
    }));
    if (digests.length === 0) return 0;
    const rows = digests.map(({ id, owner, provenance, source, items }) => ({
      id,
      owner,
      provenance,
      source,
      unit_id: items[0]!.unit_id,
      due: items.filter(({ status }) => status === 'DUE').length,
      overdue: items.filter(({ status }) => status === 'OVERDUE').length,
    }));
    const now = clock.now().toISOString();
    const written = await run<{ id: RecordId }>(
      reader,
      sql`insert into reminder (id, owner, provenance, source, created_at, updated_at, unit_id, reminded_on, due, overdue, next_try_at)
        select id, owner, provenance, source, ${now}::timestamptz, ${now}::timestamptz, unit_id, ${today}::date, due, overdue,
          case when ${webhook !== null} then ${now}::timestamptz end
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as n(id text, owner text, provenance text, source text, unit_id text, due int, overdue int)
        -- In one order everywhere: two processes wait for each other, and neither for ever.
        order by owner collate "C", unit_id collate "C"
        on conflict (owner, unit_id, reminded_on) do nothing returning id`,
    );
    const mine = new Set(written.map(({ id }) => id));
    const items = digests
      .filter(({ id }) => mine.has(id))
      .flatMap(({ id, items }) =>
        items.map((item, index) => ({ ...item, reminder_id: id, position: index + 1 })),
      );
    if (items.length > 0) {
      await run(
        reader,
        sql`insert into reminder_item (obligation_id, reminded_on, reminder_id, position, pairing_id, instructor_id, title, rule,
            period_start, period_end, due_on, required, done, status, days_left)
          select i.id, ${today}::date, i.reminder_id, i.position, i.pairing_id, i.instructor_id, i.title, i.rule,
            i.period_start, i.period_end, i.due_on, i.required, i.done, i.status, i.days_left
          from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
            as i(id text, reminder_id text, position int, pairing_id text, instructor_id text, title text, rule text,
              period_start date, period_end date, due_on date, required int, done int, status text, days_left int)`,
      );
    }
    return written.length;
  });
}

function owedToday(context: RequestContext, reader: Reader, today: string): Promise<Owed[]> {
  const { daysAhead, overdueDays } = reminderPolicyOf(context);
  const policy = policyOf(context);
  const span = {
    from: dayAfter(today, -overdueDays - policy.graceDays),
    to: dayAfter(today, daysAhead),
    asOf: today,
  };
  return run<Owed>(
    reader,
    sql`select r.id, r.owner, r.unit_id, r.pairing_id, r.instructor_id, r.title, r.rule, r.period_start, r.period_end, r.due_on,
        r.required, r.done, r.status, r.days_left
      from ${obligationsOf(span, policy)} r
      where ${ownedBy(context.owned)} and r.status in ('DUE', 'OVERDUE') and r.days_left between ${-overdueDays}::int and ${daysAhead}::int
      order by r.due_on, r.id collate "C"`,
  );
}
