import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import { wire } from '@jiedui/schema/contract/wire';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { readBody, type Refusal } from './body.ts';
import type { ServeIde } from './ide-files.ts';
import { wording } from './masking.ts';

/** One GraphQL request as the front hands it on. */
export interface Arrival {
  request: HTTPGraphQLRequest;
  authorization: string | undefined;
  correlationId: string;
  /** The client's own deadline, where it sent one. Unit: milliseconds. */
  wished: number | null;
  explains: boolean;
  /** Aborted when the client goes away before its answer. */
  gone: AbortSignal;
}

export interface Front {
  server: Server;
  /** Stops accepting, lets running requests end, and closes what is left after `patience` milliseconds. */
  drain(patience: number): Promise<void>;
}

/** The HTTP side: routes, limits and refusals; no GraphQL in it. */
export function createFront(
  answer: (arrival: Arrival) => Promise<HTTPGraphQLResponse | Refusal>,
  log: Logger,
  serveIde: ServeIde = () => false,
): Front {
  let draining = false;
  let running = 0;
  let idle: (() => void) | null = null;

  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      running++;
      void handle(request, response)
        .catch((error: unknown) => {
          log.error({ err: error }, 'a request could not be answered');
          if (!response.headersSent) {
            refuse(response, {
              status: 500,
              code: 'INTERNAL_SERVER_ERROR',
              message: wording('INTERNAL_SERVER_ERROR'),
            });
          } else response.destroy();
        })
        .finally(() => {
          running--;
          if (running === 0) idle?.();
        });
    },
  );
  return {
    server,
    async drain(patience) {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      let timer: NodeJS.Timeout | undefined;
      if (running > 0) {
        await Promise.race([
          new Promise<void>((resolve) => {
            idle = resolve;
          }),
          new Promise<void>((resolve) => {
            timer = setTimeout(resolve, patience);
          }),
        ]);
        clearTimeout(timer);
      }
      server.closeIdleConnections();
      // The last answers may still be on their way out of the sockets.
      timer = setTimeout(() => server.closeAllConnections(), running > 0 ? 0 : 500);
      await closed;
      clearTimeout(timer);
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    if (draining) response.setHeader('connection', 'close');
    // An absolute URL would let a client name a host; only path and query are read.
    const url = new URL(request.url ?? '/', 'http://gateway.invalid');
    if (serveIde(request, response, url.pathname)) return;
    switch (url.pathname) {
      case '/health':
        return send(response, 200, { status: 'ok' });
      case '/ready':
        return draining
          ? send(response, 503, { status: 'stopping' })
          : send(response, 200, { status: 'ready' });
      case '/':
        return graphql(request, response, url.search);
      default:
        return refuse(response, {
          status: 404,
          code: 'NOT_FOUND',
          message: '没有此地址。Nothing is served here; GraphQL is at /.',
        });
    }
  }

  async function graphql(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const method = request.method ?? 'GET';
    if (method !== 'GET' && method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      return refuse(response, {
        status: 405,
        code: 'BAD_REQUEST',
        message: '只接受 GET 和 POST。Expected GET or POST.',
      });
    }
    const correlationId = correlationOf(request);
    response.setHeader(wire.correlationHeader, correlationId);
    const body = method === 'POST' ? await readBody(request) : ({ kind: 'body', value: undefined } as const);
    if (body.kind === 'refused') {
      if (!request.complete) response.setHeader('connection', 'close');
      return refuse(response, body.refusal);
    }
    const gone = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const answered = await answer({
      request: { method, headers: headersOf(request), search, body: body.value },
      authorization: request.headers.authorization,
      correlationId,
      wished: wishOf(request),
      explains: request.headers['x-jiedui-explain'] === '1',
      gone: gone.signal,
    });
    if ('code' in answered) return refuse(response, answered);
    for (const [name, value] of answered.headers) response.setHeader(name, value);
    response.statusCode = answered.status ?? 200;
    if (answered.body.kind === 'complete') {
      response.setHeader('content-length', Buffer.byteLength(answered.body.string));
      response.end(answered.body.string);
    } else {
      for await (const chunk of answered.body.asyncIterator) response.write(chunk);
      response.end();
    }
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  send(response, status, { errors: [{ message, extensions: { code } }] });
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
