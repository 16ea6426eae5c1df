import { clockOf } from '@jiedui/kit/clock';
import type { Carried } from '@jiedui/kit/courier';
import { Dispatch } from '@jiedui/kit/dispatch';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import { announce, type Announcement, type Delivery, type OutboxEvent } from '@jiedui/kit/outbox';
import { sql } from '@jiedui/kit/sql';
import { newId, ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';

import { createPreparedDatabase } from '../support/postgres.ts';

/** An outbox on a real database, whose consumers are functions of the test. */

export const city = parseJurisdictionCode('445100');
export const chaoan = parseJurisdictionCode('445103');

export const delivery: Delivery = {
  consumer: 'test.take',
  types: ['thing.done'],
  subgraph: 'elsewhere',
  target: ({ about }) => ownerOf(about),
  document: 'mutation { take }',
  variables: ({ id }) => ({ id }),
};

let made = 0;
export function subjectOf(owner: JurisdictionCode = chaoan): RecordId {
  made += 1;
  return newId(owner, 'app', 1_700_000_000_000 + made);
}

export interface Outbox {
  database: Database;
  url: string;
  /** Announces in a transaction of its own, after what else is done in it. */
  announce(given: Partial<Announcement>, also?: (em: EntityManager) => Promise<void>): Promise<RecordId>;
  dispatch(
    carry: (event: OutboxEvent, target: string) => Carried | Promise<Carried>,
    now?: () => number,
  ): Dispatch;
  deliveries(): Promise<{ event: string; attempts: number; state: string; last_error: string | null }[]>;
  log: { parked: object[] };
  close(): Promise<void>;
}

export async function openOutbox(): Promise<Outbox> {
  const { url } = await createPreparedDatabase('outbox', async (template) => {
    const database = await openDatabase({ url: template, subgraphs: [] });
    await database.migrate();
    await database.close();
  });
  const database = await openDatabase({ url, subgraphs: [], connections: 20 });
  const parked: object[] = [];
  const clock = clockOf(() => new Date());
  return {
    database,
    url,
    announce: (given, also) =>
      database.em().transactional(async (em) => {
        const id = await announce(
          em,
          { clock },
          { from: 'test', type: 'thing.done', subject: subjectOf(), about: subjectOf(city), ...given },
        );
        await also?.(em);
        return id;
      }),
    dispatch: (carry, now) =>
      new Dispatch({
        em: () => database.em(),
        subgraph: 'test',
        deliveries: [delivery],
        courier: async (_, event, target) => carry(event, target),
        log: { warn: () => undefined, error: (details) => void parked.push(details) },
        ...(now && { now }),
      }),
    deliveries: async () => {
      const { rows } = await sql<{
        event: string;
        attempts: number;
        state: string;
        last_error: string | null;
      }>`select event, attempts, last_error, case when delivered_at is not null then 'delivered'
          when parked_at is not null then 'parked' else 'waiting' end as state
        from delivery order by seq`.execute(database.em().getKysely());
      return rows;
    },
    log: { parked },
    close: () => database.close(),
  };
}
