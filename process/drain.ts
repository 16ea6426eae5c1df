import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a server end without dropping a request. */
export interface Drain {
  /** Answers given from now on close their connections, and the server is not ready. */
  readonly began: boolean;
  /** A request under way. */
  during(request: Promise<void>): Promise<void>;
  /** @param patience from now until what is left is cut off. Unit: milliseconds. */
  end(patience: number): Promise<void>;
}

/** How long kept-alive connections have for one more request that closes them. Unit: milliseconds. */
const lastRequests = 500;

/**
 * In three steps. For `notice` milliseconds connections are still taken, since a load balancer needs a while to see that the server
 * is not ready. Then no more are taken, and each that is open has half a second for one more request, whose answer says that it is
 * the last: closing a connection while a request is on its way to us would lose it. Then those that are silent are closed, and those with
 * a request under way when it is answered, or after `patience`.
 */
export function createDrain(server: Server, notice: number): Drain {
  let began = false;
  let running = 0;
  let idle: (() => void) | null = null;
  return {
    get began() {
      return began;
    },
    async during(request) {
      running++;
      try {
        await request;
      } finally {
        running--;
        if (running === 0) idle?.();
      }
    },
    async end(patience) {
      began = true;
      await sleep(notice);
      // Of the server below HTTP: HTTP's own would close every connection that is between two requests.
      const closed = new Promise<void>((resolve) => {
        NetServer.prototype.close.call(server, () => resolve());
      });
      if (await hasConnections(server)) await sleep(lastRequests);
      server.closeIdleConnections();
      if (running > 0) {
        const late = new AbortController();
        await Promise.race([
          new Promise<void>((resolve) => {
            idle = resolve;
          }),
          sleep(Math.max(0, patience - notice - lastRequests), undefined, { signal: late.signal }).catch(
            () => undefined,
          ),
        ]);
        late.abort();
      }
      server.closeIdleConnections();
      // The last answers may still be on their way out of the sockets.
      const timer = setTimeout(() => server.closeAllConnections(), running > 0 ? 0 : 500);
      await closed;
      clearTimeout(timer);
    },
  };
}

function hasConnections(server: Server): Promise<boolean> {
  return new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error !== null || count > 0));
  });
}
