import type { RequestContext } from '@jiedui/kit/context';
import type { Job } from '@jiedui/kit/jobs';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Appeal } from '../entity.ts';
import { AppealPart, isOpen } from '../part/entity.ts';
import { cityOf } from '../step/acting.ts';
import { apply, hold, reckoningOf } from '../step/take.ts';
import { appealPolicyOf } from './policy.ts';
import { pausesOf, reckon, reckonEndedPart, reckonPart } from './reckon.ts';

/** 每日: deadlines whose holidays have been published meanwhile, then what is overdue by them. */
export const appealClocks: Job = {
  schedule: '10 0 * * *',
  run: async (context) => {
    await reckonProvisional(context);
    await escalateOverdue(context);
  },
};

/** What the platform needs to look after the clocks by itself. */
export type Scheduled = Pick<RequestContext, 'em' | 'owned' | 'federation' | 'clock' | 'policies'>;

const batch = 200;

/**
 * Escalates what is overdue for as long as the policy says. Each appeal in a transaction of its own, under its lock and after
 * a second look: of two runs at once one does it, and a run that is killed leaves the rest to the next. Returns the appeals
 * that it has escalated. @throws AggregateError of what failed, after all were tried
 */
export async function escalateOverdue(scheduled: Scheduled): Promise<RecordId[]> {
  const { em, clock, federation } = scheduled;
  const today = clock.today();
  if (appealPolicyOf(scheduled).escalateAfterDays === null) return [];
  const owners = scheduled.owned.filter((owner) => cityOf(owner, federation) !== undefined);
  const escalated: RecordId[] = [];
  const failures: unknown[] = [];
  for (let last: Due | undefined; ;) {
    const due: Due[] = await run<Due>(
      { em },
      sql`select id, escalates_on from appeal
        where escalates_on <= ${today}::date and owner = any(${owners}::text[])
          and (escalates_on, id) > (${last?.escalates_on ?? '-infinity'}::date, ${last?.id ?? ''}::text)
        order by escalates_on, id limit ${batch}`,
    );
    for (const { id } of due) {
      try {
        if (await escalate(scheduled, id, today)) escalated.push(id);
      } catch (error) {
        failures.push(error);
      }
    }
    last = due.at(-1);
    if (!last) break;
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} appeals could not be escalated`);
  return escalated;
}

interface Due {
  id: RecordId;
  escalates_on: string;
}

function escalate(scheduled: Scheduled, id: RecordId, today: string): Promise<boolean> {
  return scheduled.em.transactional(async (em: EntityManager) => {
    const held = await hold(em, id);
    // Somebody took a step since the list was read.
    if (!held || held.appeal.escalatesOn > today) return false;
    const acting = { actor: 'SCHEDULE', role: 'SCHEDULE', unit: null } as const;
    const taking = { ...held, ...reckoningOf(scheduled), em, acting, now: scheduled.clock.now(), today };
    const reason = `逾期未办结：截止日 ${held.appeal.dueOn}。Overdue: the deadline was ${held.appeal.dueOn}.`;
    await apply(taking, 'ESCALATE_OVERDUE', { reason, subject: 'schedule' });
    return true;
  });
}

/**
 * Reckons provisional deadlines again: the holidays that they wait for may have been published with a new version of the
 * calendar. Returns how many appeals were looked at.
 */
export async function reckonProvisional(scheduled: Scheduled): Promise<number> {
  const { em, owned } = scheduled;
  let looked = 0;
  for (let last = ''; ;) {
    const rows = await run<{ id: string }>(
      { em },
      sql`select id from appeal where owner = any(${[...owned]}::text[]) and id > ${last} and (due_provisional
          or id in (select appeal_id from appeal_part where due_provisional))
        order by id limit ${batch}`,
    );
    if (rows.length === 0) return looked;
    const ids = rows.map(({ id }) => id);
    looked += ids.length;
    last = ids.at(-1)!;
    await scheduled.em.transactional((each: EntityManager) => reckonAll(each, ids, scheduled));
  }
}

async function reckonAll(em: EntityManager, ids: readonly string[], scheduled: Scheduled): Promise<void> {
  const reckoning = reckoningOf(scheduled);
  // In the order of ids, as every other writer of several would: no two wait for each other.
  await run({ em }, sql`select id from appeal where id = any(${[...ids]}::text[]) order by id for update`);
  const appeals = await em.find(Appeal, { id: { $in: ids as RecordId[] } });
  const parts = await em.find(AppealPart, { appealId: { $in: ids as RecordId[] } });
  for (const appeal of appeals) {
    reckon(appeal, reckoning);
    for (const part of parts.filter(({ appealId }) => appealId === appeal.id)) {
      if (isOpen(part)) reckonPart(part, pausesOf(appeal), reckoning);
      else if (part.dueProvisional) reckonEndedPart(part, pausesOf(appeal), reckoning);
    }
  }
  await em.flush();
}
