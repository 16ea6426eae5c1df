import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { wire } from '@jiedui/schema/contract/wire';

import type { GraphQLRequest } from './operations.ts';

export function correlationOf(request: IncomingMessage): string {
  const given = request.headers[wire.correlationHeader];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The name of the client's operation as the gateway tells it: nobody vouches for it. */
export function operationOf(request: IncomingMessage): string | null {
  const given = request.headers[wire.operationHeader];
  return typeof given === 'string' && /^\w{1,128}$/.test(given) ? given : null;
}

export function isJson(type: string | undefined): boolean {
  return /^application\/(graphql\+)?json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(type ?? '');
}

/** The whole body, or null where it is larger than allowed. */
export async function bodyOf(request: IncomingMessage, largest: number): Promise<Buffer | null> {
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

export function readRequest(body: Buffer): GraphQLRequest | null {
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
