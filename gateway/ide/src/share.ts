import { strFromU8, strToU8, unzlibSync, zlibSync } from 'fflate';

/** A link to an operation with its variables. It holds no token and no answer. */
export interface Shared {
  query: string;
  variables?: string;
}

const prefix = '#q=';
/** Longest text that a link is opened for. Unit: bytes. */
const longest = 256 * 1024;

/** The operation in the part of an address that no server is sent. */
export function linkTo({ query, variables }: Shared, page: string): string {
  const packed = zlibSync(strToU8(JSON.stringify({ query, ...(variables && { variables }) })), { level: 9 });
  const text = btoa(String.fromCharCode(...packed))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return `${page.split('#')[0]}${prefix}${text}`;
}

/** Whether an address is meant to share something, damaged or not. */
export function isLink(hash: string): boolean {
  return hash.startsWith(prefix);
}

/** What a link shares, or null where it shares nothing or is damaged. */
export function sharedIn(hash: string): Shared | null {
  if (!isLink(hash)) return null;
  try {
    const packed = Uint8Array.from(
      atob(hash.slice(prefix.length).replaceAll('-', '+').replaceAll('_', '/')),
      (each) => each.charCodeAt(0),
    );
    const read = JSON.parse(strFromU8(unzlibSync(packed, { out: new Uint8Array(longest) }))) as Record<
      string,
      unknown
    >;
    if (typeof read['query'] !== 'string') return null;
    return {
      query: read['query'],
      ...(typeof read['variables'] === 'string' && { variables: read['variables'] }),
    };
  } catch {
    return null;
  }
}
