import { createHmac } from 'node:crypto';

import { ownedBy } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { all, run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import type { RecordId } from '@jiedui/schema/contract/id';

import { Reminder, ReminderItem } from './entity.ts';
import { reminderPolicyOf, type ReminderWebhook } from './policy.ts';

/** Unit: milliseconds. For one call, from connecting to the answer's head. */
const longestCall = 10_000;
/** Unit: minutes. Between tries, doubling. */
const firstPause = 1;
const longestPause = 360;
/** About a day and a half. */
const mostAttempts = 12;
const atOnce = 20;

/**
 * Sends the digests whose time has come, and notes how it went. A digest may arrive twice, where the process ends between the call and
 * the note: `x-jiedui-delivery` is then the same.
 * @throws where any was not taken, so that the queue tells of it; each is tried again at its own time
 */
export async function deliverReminders(context: RequestContext): Promise<void> {
  const { webhook } = reminderPolicyOf(context);
  if (!webhook) return;
  const failures: string[] = [];
  let tried = 0;
  for (let claimed = await claim(context); claimed.length > 0; claimed = await claim(context)) {
    for (const reminder of claimed) {
      tried += 1;
      const failure = await send(webhook, reminder, await itemsOf(context, reminder.id), context);
      await note(context, reminder, failure);
      if (failure !== null) failures.push(`${reminder.id}: ${failure}`);
    }
  }
  if (failures.length > 0) {
    throw new Error(`${failures.length} of ${tried} reminders were not taken by the webhook; ${failures[0]}`);
  }
}

/** Takes digests whose time has come, and puts their next time off first: a process that ends here is made up for then. */
async function claim(context: RequestContext): Promise<Reminder[]> {
  const table = tableOf(context.em, Reminder);
  const now = sql`${context.clock.now().toISOString()}::timestamptz`;
  const rows = await run<Record<string, unknown>>(
    context,
    sql`update reminder r set attempts = r.attempts + 1,
        next_try_at = ${now} + least(${firstPause}::int * 2 ^ least(r.attempts, 20), ${longestPause}::int) * interval '1 minute'
      where r.id in (
        select r.id from reminder r
        where ${all([sql<boolean>`r.delivered_at is null and r.next_try_at <= ${now}`, ownedBy(context.owned)])}
        order by r.next_try_at, r.id limit ${atOnce} for update skip locked
      ) returning ${table.columns}`,
  );
  return rows.map(table.read);
}

async function itemsOf(context: RequestContext, reminder: RecordId): Promise<ReminderItem[]> {
  const table = tableOf(context.em, ReminderItem);
  const rows = await run<Record<string, unknown>>(
    context,
    sql`select ${table.columns} from ${table.name} r where r.reminder_id = ${reminder} order by r.position`,
  );
  return rows.map(table.read);
}

async function note(
  context: RequestContext,
  { id, attempts }: Reminder,
  failure: string | null,
): Promise<void> {
  const now = sql`${context.clock.now().toISOString()}::timestamptz`;
  await run(
    context,
    failure === null
      ? sql`update reminder set delivered_at = ${now}, next_try_at = null, last_failure = null where id = ${id}`
      : sql`update reminder set last_failure = ${failure},
          next_try_at = case when ${attempts >= mostAttempts} then null else next_try_at end where id = ${id}`,
  );
}

/** What the webhook gets. */
function bodyOf(reminder: Reminder, items: readonly ReminderItem[]): string {
  const { id, owner, unitId, remindedOn, due, overdue } = reminder;
  return JSON.stringify({
    delivery: id,
    jurisdiction: owner,
    unit: unitId ?? null,
    remindedOn,
    due,
    overdue,
    items: items.map((item) => ({
      obligation: item.obligationId,
      pairing: item.pairingId ?? null,
      instructor: item.instructorId ?? null,
      title: item.title,
      rule: item.rule,
      periodStart: item.periodStart,
      periodEnd: item.periodEnd,
      dueOn: item.dueOn,
      required: item.required,
      done: item.done,
      status: item.status,
      daysLeft: item.daysLeft,
    })),
  });
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 over `<seconds>.<body>`. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Null where it was taken, else why not; never the address. */
async function send(
  { url, secret }: ReminderWebhook,
  reminder: Reminder,
  items: readonly ReminderItem[],
  { clock, signal }: RequestContext,
): Promise<string | null> {
  const body = bodyOf(reminder, items);
  const deadline = AbortSignal.timeout(longestCall);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-jiedui-delivery': reminder.id,
        'x-jiedui-signature': signatureOf(secret, Math.floor(clock.now().getTime() / 1000), body),
      },
      body,
      // Another address is not the one that was configured.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    await response.body?.cancel();
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    if (deadline.aborted) return `no answer within ${longestCall / 1000} s`;
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    return typeof code === 'string' ? code : 'the call failed';
  }
}
