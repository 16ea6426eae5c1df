import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { createDrain } from '@jiedui/process/drain';
import { listen } from '@jiedui/process/listening';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';

import { requestHandler, send } from './answering.ts';
import type { Clock } from './clock.ts';
import { knownJurisdiction, type RequestContext } from './context.ts';
import type { Federation } from './federation.ts';
import type { Graph } from './graph.ts';
import type { Database } from './orm.ts';
import type { Subgraph } from './schema.ts';
import type { KeySource } from './viewer.ts';
import type { Watch } from './watch.ts';

export interface ServerOptions {
  /** The name of the deployment: the audience of the assertions that it accepts. */
  deployment: string;
  /** One to three, each at the path of its name. */
  subgraphs: readonly Subgraph[];
  database: Database;
  federation: Federation;
  /** The jurisdictions whose records lie here. */
  owned: readonly JurisdictionCode[];
  /** Public keys of the trusted gateways. */
  keys: KeySource;
  /** The federation's cursor key, at least 32 characters. */
  cursorKey: string;
  host?: string;
  /** 0 = any free port. */
  port?: number;
  /** A listening socket that a supervisor holds open while processes come and go; instead of host and port. */
  socket?: number;
  clock?: Clock;
  /** Roles that see telephone numbers clear; none by default. */
  shareContacts?: readonly Role[];
  /** What is decided otherwise than by default, by what it is a policy for. */
  policies?: Readonly<Record<string, object>>;
  /** The whole federation; absent where no gateway is configured. */
  graph?: Graph | undefined;
  log?: RequestLog;
  /** Largest body that is read. Unit: bytes. */
  largestBody?: number;
  /** What else is served, beside the subgraphs. */
  routes?: readonly Route[];
  /** Longest life of a request, whatever its deadline header says. Unit: milliseconds. */
  longestRequest?: number;
  watch?: Pick<Watch, 'requested'>;
}

/** A path that is no subgraph's: files, for people who come to the deployment itself. */
export interface Route {
  method: 'GET' | 'POST';
  /** The whole path, or what it must match. */
  path: string | RegExp;
  /**
   * Answers, or throws before it has begun to: an error with a code is sent with that code's status. `contextOf` makes a
   * context for the viewer whom the route has identified; it has no deadline.
   */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    contextOf: (viewer: Viewer) => RequestContext,
  ): Promise<void>;
}

/** What the server has to say; a pino logger fits. */
export interface ServerLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** With one line for each request. */
export interface RequestLog extends ServerLog {
  info(details: object, message: string): void;
}

export interface RunningServer {
  /** `http://127.0.0.1:1234` */
  url: string;
  /** It is about to close. */
  readonly draining: boolean;
  /** Says that it is not ready, lets what is on its way or under way end (at most 10 s), closes. */
  close(): Promise<void>;
}

/** How long a closing server still takes connections, while it says that it is not ready. Unit: milliseconds. */
const notice = 500;
/** Longest time from then on for requests under way. Unit: milliseconds. */
const patience = 8_500;

/** Serves the subgraphs of one deployment. @throws INVALID_CONFIGURATION, or the error of the port. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, socket, database } = options;
  for (const code of options.owned) knownJurisdiction(options.federation, code);
  const answer = requestHandler(options);

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/health') return send(response, 200, { status: 'ok' });
    if (request.method === 'GET' && path === '/ready') {
      void database.answers().then((up) => {
        const ready = up && !drain.began;
        send(response, ready ? 200 : 503, { ready, database: up });
      });
      return;
    }
    // A client that keeps its connection learns with this answer to look for another.
    if (drain.began) response.setHeader('connection', 'close');
    void drain.during(answer(request, response, path ?? '/'));
  });
  // What others hold open takes connections all the while: nobody needs to be told first.
  const drain = createDrain(server, socket === undefined ? notice : 0);

  return {
    url: await listen(server, { host, port, socket }),
    get draining() {
      return drain.began;
    },
    close: () => drain.end(patience),
  };
}
