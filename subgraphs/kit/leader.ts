import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import type { RequestContext } from './context.ts';
import type { ServerLog } from './server.ts';

/** Work that a subgraph does as soon as there is something to do, in its deployment, as the deployment. */
export interface Duty {
  /** Of PostgreSQL's notifications: that there is something to do. It is looked for now and then all the same. */
  channel: string;
  /**
   * Does what there is to do, and returns. In one process at a time over all that work on the database; what a killed process
   * left half done is the next one's, at once.
   */
  round(context: RequestContext, log: ServerLog): Promise<void>;
}

export interface LeaderOptions {
  /** The database, for a connection of its own. */
  url: string;
  /** Two names of what only one process does. */
  lock: readonly [string, string];
  channel: string;
  round: (signal: AbortSignal) => Promise<unknown>;
  log: ServerLog;
  /** How often it looks without being told; a notification comes sooner. Unit: milliseconds. */
  idleWait?: number;
}

export interface Leader {
  /** Ends what is under way. */
  stop(): Promise<void>;
}

/** Unit: milliseconds. */
const reconnectWait = 1_000;

/**
 * Does round after round for as long as it holds the lock of this database: of several processes on one database one does. The
 * lock is its connection's: a killed process loses it with its socket, and another goes on at once, which a queue that waits for
 * a job's heartbeat to lapse would not.
 */
export function startLeader({ url, lock, channel, round, log, idleWait = 1_000 }: LeaderOptions): Leader {
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
          `select pg_try_advisory_lock(hashtext($1), hashtext($2)) as leads`,
          [...lock],
        );
        leads = rows[0]!.leads;
        if (leads) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      }
      if (leads) await round(signal);
      await bell.wait(idleWait);
    }
  };

  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 3_000 });
      try {
        await lead(client);
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error, lock }, 'what one process does starts anew');
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
