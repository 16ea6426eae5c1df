import type { Carried } from '@jiedui/kit/courier';
import type { OutboxEvent } from '@jiedui/kit/outbox';
import { startRelay } from '@jiedui/kit/relay';
import { sql } from '@jiedui/kit/sql';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { chaoan, city, openOutbox, type Outbox, subjectOf } from './outbox-world.ts';

let outbox: Outbox;
beforeEach(async () => {
  outbox = await openOutbox();
});
afterEach(() => outbox.close());

const delivered: Carried = { kind: 'delivered' };

async function positions(): Promise<{ id: string; position: string | null }[]> {
  const { rows } = await sql<{
    id: string;
    position: string | null;
  }>`select id, position from outbox order by position`.execute(outbox.database.em().getKysely());
  return rows;
}

describe('an event', () => {
  test('is there with the change that it tells of, or not at all', async () => {
    await expect(
      outbox.announce({}, async () => {
        throw new Error('the change fails');
      }),
    ).rejects.toThrow('the change fails');
    const id = await outbox.announce({ payload: { n: 1 } });
    const seen: OutboxEvent[] = [];
    await outbox
      .dispatch((event) => {
        seen.push(event);
        return delivered;
      })
      .round();
    expect(seen).toMatchObject([{ id, owner: chaoan, type: 'thing.done', payload: { n: 1 } }]);
    expect(id).toMatch(/^445103-evt-/);
  });

  test('that commits late gets a late position, however early it was announced', async () => {
    const dispatch = outbox.dispatch(() => delivered);
    let commit = (): void => undefined;
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const slow = outbox.announce({}, () => {
      written();
      return new Promise<void>((resolve) => (commit = resolve));
    });
    await isWritten;
    const quick = await outbox.announce({});
    await dispatch.place();
    expect(await positions()).toEqual([{ id: quick, position: '1' }]);
    commit();
    const late = await slow;
    await dispatch.place();
    expect(await positions()).toEqual([
      { id: quick, position: '1' },
      { id: late, position: '2' },
    ]);
  });

  test('gets one position, also where many place and announce at once', async () => {
    const dispatches = [1, 2, 3].map(() => outbox.dispatch(() => delivered));
    const announced: Promise<string>[] = [];
    for (let n = 0; n < 60; n++) {
      announced.push(outbox.announce({}, async () => sleep(n % 7)));
      if (n % 5 === 0) await Promise.all(dispatches.map((dispatch) => dispatch.place()));
    }
    const ids = await Promise.all(announced);
    await Promise.all(dispatches.map((dispatch) => dispatch.place()));
    const placed = await positions();
    expect(placed.map(({ position }) => Number(position))).toEqual(ids.map((_, index) => index + 1));
    expect(new Set(placed.map(({ id }) => id))).toEqual(new Set(ids));
  });

  test('of a type that nobody wants, or about nothing, goes nowhere', async () => {
    await outbox.announce({ type: 'thing.else' });
    await outbox.announce({ about: null });
    await outbox
      .dispatch(() => {
        throw new Error('nobody is asked');
      })
      .round();
    expect(await outbox.deliveries()).toEqual([]);
  });
});

describe('delivery', () => {
  test('keeps the order of a subject, and nothing overtakes one that waits', async () => {
    const [one, other] = [subjectOf(), subjectOf()];
    const first = await outbox.announce({ subject: one, about: subjectOf(chaoan) });
    const second = await outbox.announce({ subject: one });
    const third = await outbox.announce({ subject: other });
    const seen: string[] = [];
    let chaoanIsUp = false;
    let now = 0;
    const dispatch = outbox.dispatch(
      ({ id }, target) => {
        seen.push(id);
        return target === chaoan && !chaoanIsUp
          ? { kind: 'unreachable', code: 'JURISDICTION_DOWN' }
          : delivered;
      },
      () => now,
    );
    await dispatch.round();
    expect(new Set(seen)).toEqual(new Set([first, third]));
    expect(await outbox.deliveries()).toEqual([
      { event: first, attempts: 1, state: 'waiting', last_error: 'JURISDICTION_DOWN' },
      { event: second, attempts: 0, state: 'waiting', last_error: null },
      { event: third, attempts: 1, state: 'delivered', last_error: null },
    ]);
    chaoanIsUp = true;
    await dispatch.round();
    expect(seen).toHaveLength(2);
    now += 60_000;
    await dispatch.round();
    expect(seen.slice(2)).toEqual([first, second]);
    expect((await outbox.deliveries()).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
  });

  test('to a jurisdiction that is not reached is tried ever more rarely, once for all its events', async () => {
    let now = 0;
    let asked = 0;
    const dispatch = outbox.dispatch(
      () => {
        asked += 1;
        return { kind: 'unreachable', code: 'JURISDICTION_TIMEOUT' };
      },
      () => now,
    );
    await outbox.announce({});
    for (; now < 60_000; now += 250) await dispatch.round();
    // 250 ms doubling to 15 s: 7 tries in the first 16 seconds, then one in 15.
    expect(asked).toBe(9);
    expect(outbox.log.parked).toEqual([]);
  });

  test('of an event that its consumer refuses is parked, told and kept; others go on', async () => {
    const subject = subjectOf();
    const poison = await outbox.announce({ subject });
    const behind = await outbox.announce({ subject });
    const other = await outbox.announce({});
    await outbox
      .dispatch(({ id }) => (id === poison ? { kind: 'refused', code: 'NOT_FOUND' } : delivered))
      .round();
    expect(await outbox.deliveries()).toEqual([
      { event: poison, attempts: 1, state: 'parked', last_error: 'NOT_FOUND' },
      { event: behind, attempts: 0, state: 'waiting', last_error: null },
      { event: other, attempts: 1, state: 'delivered', last_error: null },
    ]);
    expect(outbox.log.parked).toMatchObject([{ event: poison, code: 'NOT_FOUND', target: city }]);
  });

  test('of an event at which its consumer fails is tried again, and parked after ten failures', async () => {
    const event = await outbox.announce({});
    let asked = 0;
    const dispatch = outbox.dispatch(() => {
      asked += 1;
      return { kind: 'failed', code: 'INTERNAL_SERVER_ERROR' };
    });
    for (let round = 1; round <= 12; round++) {
      await dispatch.round();
      await sql`update delivery set next_at = now() where parked_at is null`.execute(
        outbox.database.em().getKysely(),
      );
    }
    expect(asked).toBe(10);
    expect(await outbox.deliveries()).toEqual([
      { event, attempts: 10, state: 'parked', last_error: 'INTERNAL_SERVER_ERROR' },
    ]);
  });
});

describe('a relay', () => {
  const log = { warn: () => undefined, error: () => undefined };
  const relay = (seen: string[], idleWait = 1_000) =>
    startRelay({
      idleWait,
      url: outbox.url,
      subgraph: 'test',
      log,
      dispatch: outbox.dispatch(({ id }) => {
        seen.push(id);
        return delivered;
      }),
    });

  test('is told of an event when it commits', async () => {
    const seen: string[] = [];
    // It looks again by itself after the test has failed.
    const running = relay(seen, 60_000);
    await sleep(300);
    const id = await outbox.announce({});
    await vi.waitFor(() => expect(seen).toEqual([id]), { interval: 10, timeout: 5_000 });
    await running.stop();
  });

  test('leads alone; when its connection is cut, another goes on', async () => {
    const seen = { first: [] as string[], second: [] as string[] };
    const first = relay(seen.first);
    await sleep(300);
    const second = relay(seen.second);
    const early = await outbox.announce({});
    await vi.waitFor(() => expect(seen.first).toEqual([early]), { timeout: 5_000 });
    await sleep(1_200);
    expect(seen.second).toEqual([]);
    await first.stop();
    const late = await outbox.announce({});
    await vi.waitFor(() => expect(seen.second).toEqual([late]), { timeout: 5_000 });
    await sql`select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
        and classid::int8 = hashtext('relay')::int8 & 4294967295`.execute(outbox.database.em().getKysely());
    const last = await outbox.announce({});
    await vi.waitFor(() => expect(seen.second).toEqual([late, last]), { timeout: 5_000 });
    await second.stop();
  });
});
