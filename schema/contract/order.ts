/**
 * Order is byte order: every sortable value has an order-preserving byte form on which SQL (`COLLATE "C"`) and the
 * gateway agree. A key is the concatenation of its values' forms; the last value is always the unique id.
 */
export type SortValue = string | number | bigint;
export type Direction = 'ASCENDING' | 'DESCENDING';

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

const textMark = 0x02;
const integerMark = 0x03;
const end = 0x00;

/**
 * Text: its UTF-8 bytes, ended by a zero byte, so that a prefix sorts first (a text never holds NUL: PostgreSQL has none).
 * Integers: 64 bits, big-endian, the sign bit flipped. Descending: every bit inverted.
 */
export function encodeKey(values: readonly SortValue[], direction: Direction): Uint8Array {
  const parts = values.map(encodeValue);
  const key = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    key.set(part, offset);
    offset += part.length;
  }
  return direction === 'DESCENDING' ? key.map((byte) => byte ^ 0xff) : key;
}

/** The values of a key, or null where the bytes are none. Integers come back as bigint. */
export function decodeKey(key: Uint8Array, direction: Direction): (string | bigint)[] | null {
  const bytes = direction === 'DESCENDING' ? key.map((byte) => byte ^ 0xff) : key;
  const values: (string | bigint)[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const mark = bytes[offset++];
    if (mark === integerMark) {
      if (offset + 8 > bytes.length) return null;
      const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 8);
      values.push(BigInt.asIntN(64, view.getBigUint64(0) ^ (1n << 63n)));
      offset += 8;
    } else if (mark === textMark) {
      const stop = bytes.indexOf(end, offset);
      if (stop < 0) return null;
      try {
        values.push(strictUtf8.decode(bytes.subarray(offset, stop)));
      } catch {
        return null;
      }
      offset = stop + 1;
    } else {
      return null;
    }
  }
  return values;
}

/** Negative, zero or positive, as `a` sorts before, with or after `b`. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    const difference = a[index]! - b[index]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Compares two texts by their UTF-8 bytes, which is neither JavaScript's UTF-16 order nor a locale's. */
export function compareText(a: string, b: string): number {
  return compareBytes(utf8.encode(a), utf8.encode(b));
}

function encodeValue(value: SortValue): Uint8Array {
  if (typeof value === 'string') {
    const text = utf8.encode(value);
    const form = new Uint8Array(text.length + 2);
    form[0] = textMark;
    form.set(text, 1);
    form[text.length + 1] = end;
    return form;
  }
  const form = new Uint8Array(9);
  form[0] = integerMark;
  new DataView(form.buffer).setBigUint64(1, BigInt.asUintN(64, BigInt(value)) ^ (1n << 63n));
  return form;
}
