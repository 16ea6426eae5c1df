import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import {
  fingerprintLength,
  readCursor,
  sealedPart,
  sealLength,
  writeCursor,
} from '@jiedui/schema/contract/cursor';
import { codedError, expectation } from '@jiedui/schema/contract/error';

/** Writes and opens cursors under the federation's cursor key, which all shards share. */
export interface CursorSeal {
  write(fingerprint: Uint8Array, key: Uint8Array): string;
  /** The key in a cursor of this fingerprint. @throws INVALID_CURSOR */
  open(fingerprint: Uint8Array, cursor: string): Uint8Array;
}

const shortestKey = 32;

/** @throws INVALID_CONFIGURATION where the secret has fewer than 32 characters. */
export function cursorSeal(secret: string): CursorSeal {
  if (secret.length < shortestKey) {
    throw codedError(
      'INVALID_CONFIGURATION',
      `The cursor key is wrong: expected at least ${shortestKey} characters; received ${secret.length}.`,
    );
  }
  const sealOf = (part: Uint8Array): Uint8Array =>
    createHmac('sha256', secret).update(part).digest().subarray(0, sealLength);
  return {
    write: (fingerprint, key) =>
      writeCursor({ seal: sealOf(sealedPart({ fingerprint, key })), fingerprint, key }),
    open: (fingerprint, cursor) => {
      const parts = readCursor(cursor);
      const fits =
        parts &&
        timingSafeEqual(parts.seal, sealOf(sealedPart(parts))) &&
        Buffer.compare(parts.fingerprint, fingerprint) === 0;
      if (fits) return parts.key;
      throw expectation('INVALID_CURSOR', {
        expected: 'a cursor that this connection gave, with the same ordering and filter',
        received: cursor,
      });
    },
  };
}

/** What a cursor is bound to: its connection and what decides its order and its rows. */
export interface PageIdentity {
  /** `Type.field` */
  connection: string;
  orderBy: { field: string; direction: string };
  filter?: unknown;
  jurisdictions?: readonly string[] | null | undefined;
  asOf?: string | null | undefined;
}

export function fingerprintOf({
  connection,
  orderBy,
  filter,
  jurisdictions,
  asOf,
}: PageIdentity): Uint8Array {
  const owners = jurisdictions == null ? null : [...new Set(jurisdictions)].sort();
  const identity = {
    connection,
    orderBy,
    filter: meaning(filter) ?? null,
    jurisdictions: owners,
    // A cursor of the present keeps the fingerprint that it had before there was a past.
    ...(asOf != null && { asOf }),
  };
  return createHash('sha256').update(canonicalJson(identity)).digest().subarray(0, fingerprintLength);
}

/** A filter without what asks for nothing: absent and null entries, empty objects. Its keys are sorted. */
export function meaning(value: unknown): unknown {
  if (value == null) return undefined;
  if (Array.isArray(value)) return value.map((entry) => meaning(entry) ?? null);
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([name, entry]) => [name, meaning(entry)] as const)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** JSON in which equal values have equal text: keys sorted, nothing undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    entry !== null && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
