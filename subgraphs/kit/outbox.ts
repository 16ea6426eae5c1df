import { newId, parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { RequestContext } from './context.ts';
import { once } from './idempotency.ts';
import { run, sql } from './sql.ts';
import { forbidden, hasRole, holdsRole } from './viewer-rules.ts';

/** What happened to a record, as it is announced. */
export interface Announcement {
  /** The subgraph that announces it. */
  from: string;
  /** `appeal.resolved` */
  type: string;
  /** The record that it happened to; its owner owns the event. The announcer holds its row. */
  subject: RecordId;
  /** A record that it concerns besides, of whichever subgraph and owner. */
  about?: RecordId | null;
  /** What a consumer needs to know and may know. JSON. */
  payload?: Readonly<Record<string, unknown>>;
}

/** An announced event. */
export interface OutboxEvent {
  id: RecordId;
  type: string;
  owner: JurisdictionCode;
  subject: RecordId;
  about: RecordId | null;
  payload: Readonly<Record<string, unknown>>;
  /** Of two events of one subject the later one is later, whatever the clock did. Unit: a millisecond. */
  occurredAt: Date;
  seq: number;
}

/**
 * Where events of a subgraph go: a mutation of the graph, asked of the owner that `target` names, by the deployment that
 * announced them. Asked again until it is acknowledged, those of one subject in their order.
 */
export interface Delivery {
  /** Never changes: it stands with every delivery that is under way. */
  consumer: string;
  types: readonly string[];
  /** The subgraph whose mutation it is; asked directly where target and subgraph are this deployment's own. */
  subgraph: string;
  /** Whose deployment takes it; null: nobody's. */
  target(event: OutboxEvent): JurisdictionCode | null;
  /** One mutation, which takes the event's id as its key through `receive`. */
  document: string;
  variables(event: OutboxEvent): Readonly<Record<string, unknown>>;
}

/**
 * Announces an event in the transaction of the change: both are there, or neither. It goes to its consumers, and into the
 * feed, after the commit. Returns its id.
 */
export async function announce(
  em: EntityManager,
  { clock }: Pick<RequestContext, 'clock'>,
  { from, type, subject, about = null, payload = {} }: Announcement,
): Promise<RecordId> {
  const now = clock.now();
  const { owner } = parseId(subject);
  const id = newId(owner, 'evt', now.getTime());
  // What was changed is written before what tells of it: a refused change is refused as itself.
  await em.flush();
  await run(
    { em },
    sql`insert into outbox (id, subgraph, type, owner, subject, about, payload, occurred_at)
      select ${id}, ${from}, ${type}, ${owner}, ${subject}, ${about}, ${JSON.stringify(payload)}::jsonb,
        greatest(${now.toISOString()}::timestamptz, max(occurred_at) + interval '1 millisecond')
      from outbox where subject = ${subject}`,
  );
  return id;
}

/** An event that arrives, and what its effect depends on. */
export interface Arrival {
  event: string;
  /** The mutation's field. */
  consumer: string;
  input: unknown;
}

/**
 * Takes an event in: its effect, once however often it arrives, in one transaction with the note that it was taken. The
 * note is kept by the sending jurisdiction, not by the token that it was sent with.
 * @throws INVALID_ID, FORBIDDEN where the viewer is not the deployment of the event's owner, IDEMPOTENCY_CONFLICT
 */
export async function receive<Answer>(
  context: RequestContext,
  { event, consumer, input }: Arrival,
  work: (em: EntityManager, owner: JurisdictionCode) => Promise<Answer>,
): Promise<Answer> {
  const { viewer } = context;
  if (!hasRole(viewer, 'DEPLOYMENT')) throw forbidden('a deployment, for an event of its own', viewer);
  const { id, owner } = parseId(event, 'evt');
  if (!holdsRole(viewer, 'DEPLOYMENT', owner)) {
    throw forbidden(`the deployment that owns the records of ${owner}`, viewer);
  }
  // `jurisdiction …`: such notes are not forgotten with the keys of clients (kit/forget-keys.ts).
  const sender = { ...viewer, subject: `jurisdiction ${owner}` };
  return once({ ...context, viewer: sender }, { key: id, mutation: consumer, input }, async (em) =>
    work(em, owner),
  );
}

/** The columns of an event `o`, and the event that they hold. */
export const eventColumns = sql`o.id, o.type, o.owner, o.subject, o.about, o.payload, o.occurred_at, o.seq`;

export interface EventRow extends Omit<OutboxEvent, 'occurredAt' | 'seq'> {
  occurred_at: Date | string;
  seq: string | number;
}

export function eventOf({
  id,
  type,
  owner,
  subject,
  about,
  payload,
  occurred_at,
  seq,
}: EventRow): OutboxEvent {
  return { id, type, owner, subject, about, payload, occurredAt: new Date(occurred_at), seq: Number(seq) };
}
