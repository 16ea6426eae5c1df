import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { codedError, type ErrorCode, errorRegistry, isErrorCode } from '@jiedui/schema/contract/error';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import { wire } from '@jiedui/schema/contract/wire';
import { type ExecutionResult, GraphQLError } from 'graphql';

import { type Clock, systemClock } from './clock.ts';
import { contextOf, knownJurisdiction, type RequestContext } from './context.ts';
import { cursorSeal } from './cursor.ts';
import type { Federation } from './federation.ts';
import type { Graph } from './graph.ts';
import { type Fault, masked, maskErrors } from './masking.ts';
import { type GraphQLRequest, Operations } from './operations.ts';
import type { Database } from './orm.ts';
import { type Subgraph, subgraphSchema } from './schema.ts';
import { gatekeeper, type KeySource } from './viewer.ts';

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
  clock?: Clock;
  /** Roles that see telephone numbers clear; none by default. */
  shareContacts?: readonly Role[];
  /** What is decided otherwise than by default, by what it is a policy for. */
  policies?: Readonly<Record<string, object>>;
  /** The whole federation; absent where no gateway is configured. */
  graph?: Graph | undefined;
  log?: ServerLog;
  /** Largest body that is read. Unit: bytes. */
  largestBody?: number;
  /** What else is served, beside the subgraphs. */
  routes?: readonly Route[];
  /** Longest life of a request, whatever its deadline header says. Unit: milliseconds. */
  longestRequest?: number;
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

export interface RunningServer {
  /** `http://127.0.0.1:1234` */
  url: string;
  /** Says that it is not ready, lets what is on its way or under way end (at most 10 s), closes. */
  close(): Promise<void>;
}

const silent: ServerLog = { warn: () => undefined, error: () => undefined };
/** How long a closing server still takes requests, while it says that it is not ready. Unit: milliseconds. */
const graceTime = 500;
/** Longest wait for requests under way when the server closes. Unit: milliseconds. */
const drainTime = 8_000;

/** Serves the subgraphs of one deployment. @throws INVALID_CONFIGURATION, or the error of the port. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, database } = options;
  for (const code of options.owned) knownJurisdiction(options.federation, code);
  const answer = requestHandler(options);
  let draining = false;
  const underWay = new Set<Promise<void>>();

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/health') return send(response, 200, { status: 'ok' });
    if (request.method === 'GET' && path === '/ready') {
      void database
        .answers()
        .then((up) => send(response, up && !draining ? 200 : 503, { ready: up && !draining, database: up }));
      return;
    }
    // A client that keeps its connection learns with this answer to look for another.
    if (draining) response.setHeader('connection', 'close');
    const work = answer(request, response, path ?? '/').finally(() => underWay.delete(work));
    underWay.add(work);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      draining = true;
      // What is already on its way over a kept connection still arrives; its answer closes the connection.
      await new Promise((resolve) => setTimeout(resolve, graceTime));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), drainTime);
      await Promise.allSettled(underWay);
      server.closeIdleConnections();
      await closed;
      clearTimeout(late);
    },
  };
}

function requestHandler({
  deployment,
  subgraphs,
  database,
  federation,
  owned,
  keys,
  cursorKey,
  clock = systemClock,
  shareContacts = [],
  policies = {},
  graph,
  log = silent,
  largestBody = 8 * 1024 * 1024,
  routes = [],
  longestRequest = 30_000,
}: ServerOptions): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const operations = new Map(
    subgraphs.map((subgraph) => [`/${subgraph.name}`, new Operations(subgraphSchema(subgraph))]),
  );
  const gate = gatekeeper({ deployment, keys, now: () => clock.now() });
  const seal = cursorSeal(cursorKey);

  return async (request, response, path) => {
    const correlationId = correlationOf(request);
    response.setHeader(wire.correlationHeader, correlationId);
    // `err` is the name under which pino writes an error out.
    const report = (fault: Fault): void =>
      log.error({ correlationId, at: `${path} ${fault.path}`, err: fault.error }, 'request failed');
    const refuse = (code: ErrorCode, message: string = errorRegistry[code].en, status?: number): void => {
      send(response, status ?? errorRegistry[code].status, { errors: [codedError(code, message).toJSON()] });
    };
    try {
      const atPath = routes.filter((route) => isAt(route, path));
      if (atPath.length > 0) {
        const route = atPath.find(({ method }) => method === request.method);
        if (!route)
          return refuse('BAD_REQUEST', `expected ${atPath.map(({ method }) => method).join(' or ')}.`, 405);
        return await route.handle(request, response, (viewer) =>
          contextOf({
            viewer,
            em: database.em(),
            owned,
            federation,
            clock,
            seal,
            shareContacts,
            policies,
            graph,
          }),
        );
      }
      const target = operations.get(path);
      if (!target) return refuse('BAD_REQUEST', `expected one of ${[...operations.keys()].join(', ')}.`, 404);
      if (request.method !== 'POST') return refuse('BAD_REQUEST', 'expected POST.', 405);
      if (!isJson(request.headers['content-type'])) {
        return refuse('BAD_REQUEST', 'expected content-type application/json.', 415);
      }
      const body = await bodyOf(request, largestBody);
      if (body === null) {
        response.setHeader('connection', 'close');
        return refuse('BAD_REQUEST', `expected at most ${largestBody} bytes.`, 413);
      }
      const admission = await gate.admit(request.headers.authorization, body);
      if (admission.kind === 'refused') {
        log.warn({ correlationId, reason: admission.reason }, 'shard call refused');
        return refuse('UNAUTHENTICATED');
      }
      const asked = readRequest(body);
      if (!asked) return refuse('BAD_REQUEST', 'expected {query, variables, operationName} as JSON.');
      const deadline = deadlineOf(request, response, longestRequest);
      const { signal } = deadline;
      const context = contextOf({
        viewer: admission.viewer,
        em: database.em(),
        owned,
        federation,
        clock,
        shareContacts,
        policies,
        graph,
        seal,
        signal,
      });
      const answer = await Promise.race([target.run(asked, context), deadline.passed]);
      deadline.clear();
      if (answer === null) {
        const error = masked('JURISDICTION_TIMEOUT', correlationId).toJSON();
        return send(response, errorRegistry.JURISDICTION_TIMEOUT.status, { errors: [error] });
      }
      const { errors, data } = answer.result;
      const shown: ExecutionResult | object = {
        ...(errors && { errors: maskErrors(errors, correlationId, report) }),
        ...(data !== undefined && { data }),
      };
      send(response, answer.status, shown);
    } catch (error) {
      // The caller went away while sending: there is nobody to answer.
      if (request.errored) return;
      // What is left unread of an upload would be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close');
      if (response.headersSent) {
        report({ correlationId, path: '', error });
        response.destroy();
        return;
      }
      if (routes.some((route) => isAt(route, path))) {
        const thrown =
          error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
        const [shown] = maskErrors([thrown], correlationId, report);
        const code = shown?.extensions?.['code'];
        return send(response, isErrorCode(code) ? errorRegistry[code].status : 500, { errors: [shown] });
      }
      report({ correlationId, path: '', error });
      send(response, 500, { errors: [masked('INTERNAL_SERVER_ERROR', correlationId).toJSON()] });
    }
  };
}

function isAt({ path: wanted }: Route, path: string): boolean {
  return typeof wanted === 'string' ? wanted === path : wanted.test(path);
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.destroyed) return;
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
  });
  response.end(text);
}

function correlationOf(request: IncomingMessage): string {
  const given = request.headers[wire.correlationHeader];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

function isJson(type: string | undefined): boolean {
  return /^application\/(graphql\+)?json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(type ?? '');
}

/** The whole body, or null where it is larger than allowed. */
async function bodyOf(request: IncomingMessage, largest: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readRequest(body: Buffer): GraphQLRequest | null {
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const { query, variables, operationName } = given as Record<string, unknown>;
  if (typeof query !== 'string') return null;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: (operationName as string | null | undefined) ?? undefined,
  };
}

interface Deadline {
  /** Aborts when the time is over, or the caller has gone away. */
  signal: AbortSignal;
  passed: Promise<null>;
  clear(): void;
}

/** The caller's deadline; the longest request where it names none. Reads stop with it, a write under way still ends. */
function deadlineOf(request: IncomingMessage, response: ServerResponse, longest: number): Deadline {
  const header = request.headers[wire.deadlineHeader];
  const left = typeof header === 'string' ? Number(header) : Number.NaN;
  const milliseconds = Number.isFinite(left) ? Math.min(Math.max(Math.floor(left), 1), longest) : longest;
  const controller = new AbortController();
  const end = (): void => controller.abort(new DOMException('The deadline has passed', 'TimeoutError'));
  const timer = setTimeout(end, milliseconds);
  response.once('close', end);
  return {
    signal: controller.signal,
    passed: new Promise((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(null), { once: true });
    }),
    clear: () => {
      clearTimeout(timer);
      response.off('close', end);
    },
  };
}
