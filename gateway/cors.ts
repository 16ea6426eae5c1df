import { wire } from '@jiedui/schema/contract/wire';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Tokens travel in a header, never in a cookie: no answer needs `allow-credentials`, so none has it. */
const askedHeaders = [
  'authorization',
  'content-type',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  wire.correlationHeader,
  wire.deadlineHeader,
  'x-jiedui-explain',
].join(', ');
const readableHeaders = [wire.correlationHeader, 'etag', 'retry-after'].join(', ');

/** Lets pages of the listed origins read the answer; of any other, says nothing, and their browser keeps it from them. */
export function allowOrigin(
  { headers: { origin } }: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): void {
  if (origins.length === 0) return;
  const any = origins.includes('*');
  // One answer for all origins can be cached for all; one that names its origin cannot.
  if (!any) response.appendHeader('vary', 'origin');
  if (origin === undefined || !(any || origins.includes(origin))) return;
  response.setHeader('access-control-allow-origin', any ? '*' : origin);
  response.setHeader('access-control-expose-headers', readableHeaders);
}

/** Answers a browser that asks before it asks. */
export function answerPreflight(response: ServerResponse): void {
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-allow-headers', askedHeaders);
    response.setHeader('access-control-max-age', '600');
  }
  response.writeHead(204).end();
}
