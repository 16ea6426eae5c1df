import { createHash } from 'node:crypto';

/** What lets caches keep an answer: of the public, complete, and how long. */
export interface Cacheable {
  etag: string;
  /** Unit: seconds. */
  maxAge: number;
}

/**
 * A weak validator of what an answer says. The data alone: how long each jurisdiction took, beside it, differs every time.
 */
export function etagOf(data: unknown): string {
  return `W/"${createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 27)}"`;
}

/** Whether the client has it already. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return (
    ifNoneMatch !== undefined &&
    ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag))
  );
}
