import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { pageRefusal } from '@jiedui/schema/contract/page';

import { officersOwner, statedReason } from './change.ts';
import { askedOwners, type RequestContext } from './context.ts';
import { once } from './idempotency.ts';
import { run, sql } from './sql.ts';
import { forbidden, hasRole, isOfficerOf } from './viewer-rules.ts';

/** WAITING: to be sent, now or again. PARKED: its consumer does not take it; an officer decides. */
export type DeliveryState = 'WAITING' | 'PARKED';

/** An event that its consumer has not acknowledged. */
export interface PendingDelivery {
  event: RecordId;
  type: string;
  owner: JurisdictionCode;
  subject: RecordId;
  consumer: string;
  target: JurisdictionCode;
  state: DeliveryState;
  attempts: number;
  lastError: string | null;
  occurredAt: Date;
}

export interface DeliveriesAsked {
  states?: readonly DeliveryState[] | null;
  first?: number | null;
  jurisdictions?: readonly string[] | null;
}

const defaultSize = 100;

/**
 * What is on its way out of this deployment's database, the oldest first, to officers of the events' owners and to auditors.
 * @throws FORBIDDEN, INVALID_PAGE_SIZE, UNKNOWN_JURISDICTION
 */
export async function pendingDeliveries(
  context: RequestContext,
  { states, first, jurisdictions }: DeliveriesAsked,
): Promise<PendingDelivery[]> {
  const { viewer, federation } = context;
  if (!hasRole(viewer, 'COUNTY', 'CITY', 'AUDITOR')) throw forbidden('an officer, or an auditor', viewer);
  const size = first ?? defaultSize;
  const refused = pageRefusal({ first });
  if (refused) throw refused;
  const owners = askedOwners(context, jurisdictions).filter(
    (owner) => hasRole(viewer, 'AUDITOR') || isOfficerOf(viewer, federation.find(owner)!),
  );
  const rows = await run<Omit<PendingDelivery, 'occurredAt'> & { occurred_at: Date | string }>(
    context,
    sql`select * from (
        select d.event, o.type, o.owner, d.subject, d.consumer, d.target, d.attempts, d.last_error as "lastError",
          o.occurred_at, d.seq, case when d.parked_at is null then 'WAITING' else 'PARKED' end as state
        from delivery d join outbox o on o.id = d.event
        where d.delivered_at is null and d.skipped_at is null and o.owner = any(${[...owners]}::text[])
      ) p where ${states == null ? sql`true` : sql`p.state = any(${[...states]}::text[])`}
      order by p.seq, p.consumer limit ${size}`,
  );
  return rows.map(({ occurred_at, ...row }) => ({ ...row, occurredAt: new Date(occurred_at) }));
}

export interface Decision {
  key: string;
  event: string;
  consumer: string;
  /** RETRY: it is sent again. SKIP: it is let go, and what follows it of the same subject is sent. */
  decision: 'RETRY' | 'SKIP';
  reason: string;
}

/**
 * Decides, once per key, what becomes of a parked event; who and why stays with it.
 * @throws INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, INVALID_INPUT, NOT_FOUND, INVALID_TRANSITION, IDEMPOTENCY_*
 */
export async function decideDelivery(
  context: RequestContext,
  { key, event, consumer, decision, reason: why }: Decision,
): Promise<void> {
  const { id, owner } = parseId(event, 'evt');
  officersOwner(context, owner);
  const reason = statedReason(why);
  const mutation = 'decideEventDelivery';
  await once(context, { key, mutation, input: { id, consumer, decision, reason } }, async (em) => {
    const [found] = await run<{ parked: boolean }>(
      { em },
      sql`select parked_at is not null and skipped_at is null and delivered_at is null as parked from delivery
        where event = ${id} and consumer = ${consumer} for update`,
    );
    if (!found) {
      throw expectation('NOT_FOUND', { expected: `an event that goes to ${consumer}`, received: id });
    }
    if (!found.parked) {
      throw expectation('INVALID_TRANSITION', { expected: 'an event that is parked', received: decision });
    }
    const outcome =
      decision === 'RETRY' ? sql`parked_at = null, attempts = 0, next_at = now()` : sql`skipped_at = now()`;
    await run(
      { em },
      sql`update delivery set ${outcome}, decided_by = ${context.viewer.subject}, decision_reason = ${reason}
        where event = ${id} and consumer = ${consumer}`,
    );
    return {};
  });
}
