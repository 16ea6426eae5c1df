import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import { Reminder } from './entity.ts';
import { visibleReminders } from './listing.ts';
import { markingForbidden, mayMarkRead } from './rules.ts';

/**
 * Notes that a reminder was read, once per key; the first time is what stays.
 * @throws INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, NOT_FOUND, IDEMPOTENCY_*
 */
export async function markReminderRead(
  context: RequestContext,
  key: string,
  text: string,
): Promise<RecordId> {
  const { id, owner } = parseId(text, 'rem');
  ownJurisdiction(context, owner);
  const reminder = await loadRecord(context, Reminder, id, visibleReminders);
  if (!reminder) throw expectation('NOT_FOUND', { expected: 'a reminder that exists', received: id });
  if (!mayMarkRead(context.viewer, reminder, context.federation))
    throw markingForbidden(reminder, context.viewer);
  await once(context, { key, mutation: 'markReminderRead', input: { id } }, async (em) => {
    const now = context.clock.now().toISOString();
    await run(
      { em },
      sql`update reminder set read_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
        where id = ${id} and read_at is null`,
    );
    return { id };
  });
  return id;
}
