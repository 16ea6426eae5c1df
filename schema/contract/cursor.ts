/**
 * A cursor is base64url of: version (1 byte), seal (16 bytes), fingerprint of connection, ordering and filter (8 bytes), key.
 * The shards seal and check it (they share the federation's cursor key); the gateway reads nothing but the key, by which it
 * merges. An edge's cursor is valid at every shard, so a global cursor is simply the edge's.
 */
export const cursorVersion = 1;
export const sealLength = 16;
export const fingerprintLength = 8;
const keyOffset = 1 + sealLength + fingerprintLength;

export interface CursorParts {
  seal: Uint8Array;
  fingerprint: Uint8Array;
  key: Uint8Array;
}

/** What the seal covers: fingerprint and key. */
export function sealedPart({ fingerprint, key }: Omit<CursorParts, 'seal'>): Uint8Array {
  const bytes = new Uint8Array(fingerprintLength + key.length);
  bytes.set(fingerprint);
  bytes.set(key, fingerprintLength);
  return bytes;
}

export function writeCursor({ seal, fingerprint, key }: CursorParts): string {
  const bytes = new Uint8Array(keyOffset + key.length);
  bytes[0] = cursorVersion;
  bytes.set(seal, 1);
  bytes.set(fingerprint, 1 + sealLength);
  bytes.set(key, keyOffset);
  return toBase64Url(bytes);
}

/** The parts of a cursor, or null where the text is none. Says nothing about the seal. */
export function readCursor(text: unknown): CursorParts | null {
  if (typeof text !== 'string') return null;
  const bytes = fromBase64Url(text);
  if (!bytes || bytes.length <= keyOffset || bytes[0] !== cursorVersion) return null;
  return {
    seal: bytes.subarray(1, 1 + sealLength),
    fingerprint: bytes.subarray(1 + sealLength, keyOffset),
    key: bytes.subarray(keyOffset),
  };
}

function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}

// A merge reads a cursor per row: this is its hottest line.
function fromBase64Url(text: string): Uint8Array | null {
  // The decoder would skip white space and take padding; neither belongs in a cursor.
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    return Uint8Array.fromBase64(text, { alphabet: 'base64url' });
  } catch {
    return null;
  }
}
