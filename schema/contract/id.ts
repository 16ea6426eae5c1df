import { expectation } from './error.ts';
import { isJurisdictionCode, type JurisdictionCode } from './jurisdiction.ts';

declare const brand: unique symbol;

/** `445103-org-01jd9…`: owner, record type, time-ordered unique part. Opaque to clients; the gateway routes by its owner. */
export type RecordId = string & { readonly [brand]: 'RecordId' };

/** The type tags in ids. A tag never changes its meaning: ids live as long as the records. */
export const recordTypes = {
  unit: 'MemberUnit',
  org: 'Organisation',
  party: 'PartyOrganisation',
  pair: 'Pairing',
  act: 'Activity',
  proj: 'Project',
  svc: 'PublicService',
  app: 'Appeal',
  survey: 'Survey',
  camp: 'Campaign',
  instr: 'Instructor',
  site: 'DemonstrationSite',
  fig: 'ReportedFigure',
  match: 'MatchingRun',
  sugg: 'PairingSuggestion',
  excl: 'PairExclusion',
  evt: 'Event',
  rep: 'Report',
  acc: 'ContactAccess',
  rem: 'Reminder',
} as const;
export type RecordTag = keyof typeof recordTypes;

export interface ParsedId {
  owner: JurisdictionCode;
  tag: string;
  unique: string;
}

const tagShape = /^[a-z]{2,8}$/;
const uniqueShape = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** The parts of an id, or null where the text is none. */
export function readId(text: unknown): ParsedId | null {
  if (typeof text !== 'string') return null;
  const [owner, tag, unique, ...rest] = text.split('-');
  if (rest.length > 0 || !isJurisdictionCode(owner)) return null;
  if (!tag || !tagShape.test(tag) || !unique || !uniqueShape.test(unique)) return null;
  return { owner, tag, unique };
}

/** @throws INVALID_ID where the text is not an id, or not one of the wanted type. */
export function parseId(text: unknown, tag?: RecordTag): ParsedId & { id: RecordId } {
  const parsed = readId(text);
  if (parsed && (tag === undefined || parsed.tag === tag)) return { ...parsed, id: text as RecordId };
  throw expectation('INVALID_ID', {
    expected: tag
      ? `the id of a ${recordTypes[tag]} (<jurisdiction>-${tag}-<26 characters>)`
      : 'an id of this platform (<jurisdiction>-<type>-<26 characters>)',
    received: text,
  });
}

/** The owner that a shard key (a jurisdiction code or an id) names, or null where it names none. */
export function ownerOf(shardKey: unknown): JurisdictionCode | null {
  if (isJurisdictionCode(shardKey)) return shardKey;
  return readId(shardKey)?.owner ?? null;
}

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id. The unique part is a ULID in lower case: 48 bits of milliseconds, 80 random bits, so that ids sort by
 * the time of their making and two deployments never make the same one.
 */
export function newId(
  owner: JurisdictionCode,
  tag: RecordTag,
  milliseconds: number = Date.now(),
  random: Uint8Array = globalThis.crypto.getRandomValues(new Uint8Array(10)),
): RecordId {
  let bits = BigInt(milliseconds);
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  let unique = '';
  for (let digit = 0; digit < 26; digit++) {
    unique = crockford[Number(bits & 31n)] + unique;
    bits >>= 5n;
  }
  return `${owner}-${tag}-${unique}` as RecordId;
}
