import type { GraphQLFormattedError, SourceLocation } from 'graphql';

export interface ShardAnswer {
  data: Record<string, unknown> | null;
  errors: readonly GraphQLFormattedError[];
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A body as a GraphQL answer, or null where it is none. A shard is another's machine: what comes from it is checked
 * here, once, and trusted inside.
 */
export function readAnswer(body: Uint8Array): ShardAnswer | null {
  let text: string;
  let value: unknown;
  try {
    text = strictUtf8.decode(body);
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || (mayPollute(text) && pollutes(value))) return null;
  const { data, errors } = value;
  if (data === undefined && errors === undefined) return null;
  if (data !== undefined && data !== null && !isRecord(data)) return null;
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) return null;
  const formatted: GraphQLFormattedError[] = [];
  for (const error of (errors as unknown[] | null | undefined) ?? []) {
    const read = readError(error);
    if (!read) return null;
    formatted.push(read);
  }
  // Neither rows nor a reason: nobody could tell it from an empty county.
  if ((data === undefined || data === null) && formatted.length === 0) return null;
  return { data: (data as Record<string, unknown> | null | undefined) ?? null, errors: formatted };
}

function readError(error: unknown): GraphQLFormattedError | null {
  if (!isRecord(error) || typeof error['message'] !== 'string') return null;
  const { message, locations, path, extensions } = error;
  const isPath =
    Array.isArray(path) && path.every((step) => typeof step === 'string' || Number.isSafeInteger(step));
  if (path !== undefined && path !== null && !isPath) return null;
  return {
    message,
    // Where a document is not understood; of no use otherwise, and not worth an answer if it is nonsense.
    ...(isLocations(locations) && { locations }),
    ...(isPath && { path: path as (string | number)[] }),
    ...(isRecord(extensions) && { extensions }),
  };
}

function isLocations(value: unknown): value is SourceLocation[] {
  return (
    Array.isArray(value) &&
    value.every((each) => isRecord(each) && isPosition(each['line']) && isPosition(each['column']))
  );
}

function isPosition(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Cheap: a body without these letters holds no such key, escaped or not. */
function mayPollute(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u005f') || text.includes('\\u005F');
}

function pollutes(value: unknown): boolean {
  // A stack of its own: a body nested ten thousand deep shall not exhaust the engine's.
  const left: unknown[] = [value];
  while (left.length > 0) {
    const each = left.pop();
    if (typeof each !== 'object' || each === null) continue;
    if (Object.hasOwn(each, '__proto__')) return true;
    left.push(...Object.values(each));
  }
  return false;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
