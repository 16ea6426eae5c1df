import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { createDrain } from '@jiedui/process/drain';
import { wire } from '@jiedui/schema/contract/wire';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { readBody } from './body.ts';
import { isKnown, type Cacheable } from './caching.ts';
import { compress } from './compression.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { upgradeGuard } from './guards/accept.ts';
import type { ServeIde } from './ide-files.ts';
import { wording } from './masking.ts';
import { retryAfter, type Overload } from './overload.ts';
import { accountOfRefusal, codesOf, isRefusal, refusal, refusalOf, type Refusal } from './refusal.ts';
import { nobody, type Account, type Watch } from './watch.ts';

/** One GraphQL request as the front hands it on. */
export interface Arrival {
  request: HTTPGraphQLRequest;
  authorization: string | undefined;
  correlationId: string;
  /** On performance.now()'s clock. */
  arrived: number;
  /** The client's own deadline, where it sent one. Unit: milliseconds. */
  wished: number | null;
  explains: boolean;
  /** Aborted when the client goes away before its answer. */
  gone: AbortSignal;
}

/** An answer of GraphQL, as text. */
export interface Answer {
  status: number;
  contentType: string;
  text: string;
  cacheable: Cacheable | null;
  account: Account;
}

type Visit = Pick<Arrival, 'correlationId' | 'arrived'>;

export interface Front {
  server: Server;
  /** It takes no more requests than those that are on their way. */
  readonly draining: boolean;
  /** Stops accepting, lets running requests end, and closes what is left after `patience` milliseconds. */
  drain(patience: number): Promise<void>;
}

export interface FrontOptions {
  largestBody: number;
  corsOrigins: readonly string[];
  compression: boolean;
  /** How long connections are still taken while draining. Unit: milliseconds. */
  notice: number;
  watch?: Watch;
}

/** The HTTP side: routes, limits and refusals; no GraphQL in it. */
export function createFront(
  answer: (arrival: Arrival) => Promise<Answer | Refusal>,
  { largestBody, corsOrigins, compression, notice, watch = nobody }: FrontOptions,
  log: Logger,
  overload: Overload,
  serveIde: ServeIde = () => false,
): Front {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      const correlationId = correlationOf(request);
      const arrived = performance.now();
      void drain.during(
        handle(request, response, { correlationId, arrived }).catch((error: unknown) => {
          log.error({ err: error, correlationId }, 'a request could not be answered');
          if (response.headersSent) response.destroy();
          else refuse(response, internal(correlationId));
        }),
      );
    },
  );
  const drain = createDrain(server, notice);
  return {
    server,
    get draining() {
      return drain.began;
    },
    drain: drain.end,
  };

  async function handle(request: IncomingMessage, response: ServerResponse, visit: Visit): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader(wire.correlationHeader, visit.correlationId);
    if (drain.began) response.setHeader('connection', 'close');
    allowOrigin(request, response, corsOrigins);
    // An absolute URL would let a client name a host; only path and query are read.
    const target = /^\/[^\\]*$/.test(request.url ?? '') ? request.url! : '/';
    const url = new URL(target.replace(/^\/+/, '/'), 'http://gateway.invalid');
    if (serveIde(request, response, url.pathname)) return;
    switch (url.pathname) {
      case '/health':
        return send(response, 200, { status: 'ok' });
      case '/ready':
        return drain.began
          ? send(response, 503, { status: 'stopping' })
          : send(response, 200, { status: 'ready' });
      case '/':
        return request.method === 'OPTIONS'
          ? answerPreflight(response)
          : watched(visit, () => graphql(request, response, url.search, visit));
      default:
        turnAway(
          response,
          refusal(404, 'NOT_FOUND', '没有此地址。Nothing is served here; GraphQL is at /.'),
          visit,
        );
        return;
    }
  }

  async function watched({ arrived }: Visit, answering: () => Promise<Account>): Promise<void> {
    const done = watch.requested();
    let account: Account = { asked: null, outcome: 'failed', codes: ['INTERNAL_SERVER_ERROR'], gaps: [] };
    try {
      account = await answering();
    } finally {
      done(account, performance.now() - arrived);
    }
  }

  async function graphql(
    request: IncomingMessage,
    response: ServerResponse,
    search: string,
    visit: Visit,
  ): Promise<Account> {
    const method = request.method ?? 'GET';
    const open = upgradeGuard(request.headers.upgrade);
    if (open) {
      response.setHeader('connection', 'close');
      return turnAway(response, refusalOf(400, [open]), visit);
    }
    if (method !== 'GET' && method !== 'POST') {
      const refused = refusal(405, 'BAD_REQUEST', '只接受 GET 和 POST。Expected GET or POST.');
      return turnAway(response, { ...refused, allow: 'GET, POST' }, visit);
    }
    const body =
      method === 'POST'
        ? await readBody(request, largestBody)
        : ({ kind: 'body', value: undefined } as const);
    if (body.kind === 'refused') {
      if (!request.complete) response.setHeader('connection', 'close');
      return turnAway(response, body.refusal, visit);
    }
    const leave = overload.enter(request.headers.authorization !== undefined);
    // A line for each would be a flood of its own: the log counts them.
    if (!leave) return refused(response, overloaded);
    try {
      return await answerTo(request, response, search, body.value, visit);
    } finally {
      leave();
    }
  }

  async function answerTo(
    request: IncomingMessage,
    response: ServerResponse,
    search: string,
    body: unknown,
    visit: Visit,
  ): Promise<Account> {
    const gone = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const answered = await answer({
      request: { method: request.method ?? 'GET', headers: headersOf(request), search, body },
      ...visit,
      authorization: request.headers.authorization,
      wished: wishOf(request),
      explains: request.headers['x-jiedui-explain'] === '1',
      gone: gone.signal,
    });
    if (isRefusal(answered)) return refused(response, answered);
    await deliver(request, response, answered);
    return answered.account;
  }

  /** Refuses what never came to an answer: the log has its line all the same. */
  function turnAway(response: ServerResponse, away: Refusal, { correlationId, arrived }: Visit): Account {
    log.info({ correlationId, ...accountOfRefusal(away), milliseconds: since(arrived) }, 'answered');
    return refused(response, away);
  }

  async function deliver(
    request: IncomingMessage,
    response: ServerResponse,
    { status, contentType, text, cacheable }: Answer,
  ): Promise<void> {
    if (compression) response.appendHeader('vary', 'accept-encoding');
    if (cacheable) {
      response.setHeader('cache-control', `public, max-age=${cacheable.maxAge}`);
      response.setHeader('etag', cacheable.etag);
      response.appendHeader('vary', 'authorization');
      if (isKnown(cacheable.etag, request.headers['if-none-match'])) {
        response.writeHead(304).end();
        return;
      }
    }
    const { bytes, encoding } = await compress(text, request, compression);
    if (encoding) response.setHeader('content-encoding', encoding);
    response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length });
    response.end(bytes);
  }
}

/** Whole milliseconds. */
export function since(moment: number): number {
  return Math.round(performance.now() - moment);
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function refuse(response: ServerResponse, { status, errors, allow, retryAfter: seconds }: Refusal): void {
  if (seconds !== undefined) response.setHeader('retry-after', String(seconds));
  if (allow) response.setHeader('allow', allow);
  const correlationId = response.getHeader(wire.correlationHeader);
  send(response, status, { errors, extensions: { correlationId } });
}

function refused(response: ServerResponse, away: Refusal): Account {
  refuse(response, away);
  const { operation } = away;
  return {
    asked: operation ? { ...operation, document: null } : null,
    outcome: 'refused',
    codes: codesOf(away),
    gaps: [],
  };
}

const overloaded: Refusal = { ...refusal(503, 'OVERLOADED', wording('OVERLOADED')), retryAfter };

function internal(correlationId: string): Refusal {
  const code = 'INTERNAL_SERVER_ERROR';
  return { status: 500, errors: [{ message: wording(code), extensions: { code, correlationId } }] };
}

/** The caller's own, if it is shaped so that it can stand in logs and headers. */
function correlationOf(request: IncomingMessage): string {
  const sent = request.headers[wire.correlationHeader];
  return typeof sent === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(sent) ? sent : randomUUID();
}

function wishOf(request: IncomingMessage): number | null {
  const sent = request.headers[wire.deadlineHeader];
  return typeof sent === 'string' && /^\d{1,6}$/.test(sent) ? Number(sent) : null;
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    // Apollo needs none of the credentials; what it does not get it cannot log.
    if (value === undefined || name === 'authorization' || name === 'cookie') continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
