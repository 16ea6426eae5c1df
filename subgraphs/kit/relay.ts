import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import type { Dispatch } from './dispatch.ts';
import type { ServerLog } from './server.ts';

export interface RelayOptions {
  /** The database, for a connection of its own. */
  url: string;
  subgraph: string;
  dispatch: Dispatch;
  log: ServerLog;
}

export interface Relay {
  /** Ends what is under way; what is not acknowledged is sent again by the next relay. */
  stop(): Promise<void>;
}

/** Unit: milliseconds. How often it looks without being told; a notification comes sooner. */
const idleWait = 1_000;
const reconnectWait = 1_000;

/**
 * Runs the dispatch of a subgraph's events for as long as it holds the lock of this database: of several processes on one
 * database one does. The lock is its connection's: a killed process loses it with its socket, and another goes on at once,
 * which a queue that waits for a job's heartbeat to lapse would not.
 */
export function startRelay({ url, subgraph, dispatch, log }: RelayOptions): Relay {
  const stopping = new AbortController();
  const { signal } = stopping;
  const bell = new Bell();

  const lead = async (client: Client): Promise<void> => {
    const connection = { lost: false };
    client.on('error', () => {
      connection.lost = true;
      bell.ring();
    });
    client.on('notification', () => bell.ring());
    await client.connect();
    for (let leads = false; !signal.aborted && !connection.lost;) {
      if (!leads) {
        const { rows } = await client.query<{ leads: boolean }>(
          `select pg_try_advisory_lock(hashtext('relay'), hashtext($1)) as leads`,
          [subgraph],
        );
        leads = rows[0]!.leads;
        if (leads) await client.query('listen jiedui_outbox');
      }
      if (leads) await dispatch.round(signal);
      await bell.wait(idleWait);
    }
  };

  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 3_000 });
      try {
        await lead(client);
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error, subgraph }, 'the relay of events starts anew');
      } finally {
        await client.end().catch(() => undefined);
      }
      await sleep(reconnectWait, undefined, { signal }).catch(() => undefined);
    }
  };

  const end = work();
  return {
    stop: async () => {
      stopping.abort();
      bell.ring();
      await end;
    },
  };
}

/** Ends a wait early; rung while nobody waits, it ends the next. */
class Bell {
  #rung = false;
  #end: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#end?.();
  }

  /** Unit: milliseconds. */
  async wait(longest: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longest);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#end = null;
    this.#rung = false;
  }
}
