import type { EntityManager } from '@mikro-orm/postgresql';

import type { Carried, Courier } from './courier.ts';
import { type Delivery, eventColumns, eventOf, type EventRow, type OutboxEvent } from './outbox.ts';
import type { ServerLog } from './server.ts';
import { run, sql } from './sql.ts';
import { nobody, type Watch } from './watch.ts';

export interface DispatchOptions {
  /** A fork of the entity manager. */
  em: () => EntityManager;
  /** The subgraph whose events are dispatched. */
  subgraph: string;
  deliveries: readonly Delivery[];
  courier: Courier;
  log: ServerLog;
  watch?: Pick<Watch, 'carried'>;
  now?: () => number;
}

/** Unit: milliseconds. Between tries to reach a consumer, doubling. */
const firstPause = 250;
const longestPause = 15_000;
/** A consumer that fails so often at one event will not do better by itself. */
const mostFailures = 10;
const atOnce = 8;
const mostPlaced = 1_000;

interface Pause {
  failures: number;
  until: number;
}

/**
 * The work of a relay: gives committed events their positions and sends them to their consumers. Two that worked at once
 * would only do work twice: positions are given under a lock, and consumers know the events that they have taken.
 */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #now: () => number;
  readonly #watch: Pick<Watch, 'carried'>;
  /** Consumers' jurisdictions that were not reached, and when they are tried again. */
  readonly #pauses = new Map<string, Pause>();
  readonly #byConsumer: ReadonlyMap<string, Delivery>;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#watch = options.watch ?? nobody;
    this.#byConsumer = new Map(options.deliveries.map((delivery) => [delivery.consumer, delivery]));
  }

  /** Everything that can be done now. Returns how many events were placed or delivered. */
  async round(signal?: AbortSignal): Promise<number> {
    let done = 0;
    for (;;) {
      const last = (await this.place()) + (await this.#deliverDue());
      done += last;
      if (last === 0 || signal?.aborted) return done;
    }
  }

  /**
   * Gives positions to events whose transactions have committed, in one transaction at a time: a reader who has seen a
   * position will never see a smaller one for the first time. Notes where each event has to go.
   */
  async place(): Promise<number> {
    const { subgraph, deliveries } = this.#options;
    return this.#options.em().transactional(async (em) => {
      await run({ em }, sql`select pg_advisory_xact_lock(hashtext('outbox'), hashtext(${subgraph}))`);
      const rows = await run<EventRow>(
        { em },
        sql`with fresh as (
            select seq, row_number() over (order by seq) as rank
            from (select seq from outbox where subgraph = ${subgraph} and position is null order by seq
              limit ${mostPlaced}) f
          )
          update outbox o
          set position = f.rank + (select coalesce(max(position), 0) from outbox where subgraph = ${subgraph})
          from fresh f where o.seq = f.seq returning ${eventColumns}`,
      );
      const notes = rows.map(eventOf).flatMap((event) =>
        deliveries.flatMap(({ consumer, types, target: targetOf }) => {
          const target = types.includes(event.type) ? targetOf(event) : null;
          const { id, subject, seq } = event;
          return target === null ? [] : [{ event: id, consumer, subject, seq, target }];
        }),
      );
      if (notes.length > 0) {
        await run(
          { em },
          sql`insert into delivery (event, consumer, subject, seq, target)
            select * from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb)
              as (event text, consumer text, subject text, seq bigint, target text)`,
        );
      }
      return rows.length;
    });
  }

  /** Of each subject the first event that its consumer has not acknowledged; nothing overtakes one that waits. */
  async #deliverDue(): Promise<number> {
    const now = this.#now();
    const paused = [...this.#pauses].filter(([, { until }]) => until > now).map(([target]) => target);
    const due = await run<EventRow & { consumer: string; target: string; attempts: number }>(
      { em: this.#options.em() },
      sql`select d.consumer, d.target, d.attempts, ${eventColumns}
        from (
          select distinct on (consumer, subject) * from delivery
          where delivered_at is null and skipped_at is null and consumer = any(${[...this.#byConsumer.keys()]}::text[])
          order by consumer, subject, seq
        ) d join outbox o on o.id = d.event
        where d.parked_at is null and d.next_at <= now() and d.target <> all(${paused}::text[])
        order by d.seq limit ${atOnce}`,
    );
    const outcomes = await Promise.all(
      due.map(async ({ consumer, target, attempts, ...row }) => {
        const event = eventOf(row);
        const carried = await this.#options.courier(this.#byConsumer.get(consumer)!, event, target);
        this.#watch.carried(consumer, carried.kind);
        await this.#note(event, { consumer, target, attempts: attempts + 1 }, carried);
        return carried.kind === 'delivered' ? 1 : 0;
      }),
    );
    return outcomes.reduce<number>((sum, one) => sum + one, 0);
  }

  async #note(
    { id, type, subject }: OutboxEvent,
    { consumer, target, attempts }: { consumer: string; target: string; attempts: number },
    carried: Carried,
  ): Promise<void> {
    const about = { event: id, type, subject, consumer, target, attempts };
    const change = async (assignments: ReturnType<typeof sql>): Promise<unknown> =>
      run(
        { em: this.#options.em() },
        sql`update delivery set attempts = ${attempts}, ${assignments} where event = ${id} and consumer = ${consumer}`,
      );
    if (carried.kind === 'unreachable') this.#pause(target, carried.code);
    else this.#pauses.delete(target);
    switch (carried.kind) {
      case 'delivered':
        await change(sql`delivered_at = now(), last_error = null`);
        return;
      case 'unreachable':
        await change(sql`last_error = ${carried.code}`);
        return;
      case 'failed':
        if (attempts < mostFailures) {
          await change(
            sql`last_error = ${carried.code}, next_at = now() + ${waitOf(attempts)} * interval '1 millisecond'`,
          );
          return;
        }
        break;
      case 'refused':
        break;
      default:
        throw new Error(`Unknown outcome ${String(carried satisfies never)}`);
    }
    // Kept, and told; what follows it of the same subject waits until somebody decides.
    await change(sql`last_error = ${carried.code}, parked_at = now()`);
    this.#options.log.error(
      { ...about, code: carried.code },
      'an event is parked: its consumer does not take it',
    );
  }

  #pause(target: string, code: string): void {
    const failures = (this.#pauses.get(target)?.failures ?? 0) + 1;
    this.#pauses.set(target, { failures, until: this.#now() + waitOf(failures) });
    if (failures === 1) {
      this.#options.log.warn({ target, code }, 'events wait: their consumer is not reached');
    }
  }
}

function waitOf(failures: number): number {
  return Math.min(firstPause * 2 ** (failures - 1), longestPause);
}
