import { expectation } from '@jiedui/schema/contract/error';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type Clock, systemClock } from './clock.ts';
import type { CursorSeal } from './cursor.ts';
import type { Federation } from './federation.ts';
import type { Graph } from './graph.ts';

/** What every resolver, loader and rule of one request stands on. Made by the server, or by a test. */
export interface RequestContext {
  viewer: Viewer;
  /** One fork per request: no parallel flush, no parallel find of one entity; reads go through `run`. */
  em: EntityManager;
  /** The jurisdictions whose records this deployment owns. */
  owned: readonly JurisdictionCode[];
  federation: Federation;
  clock: Clock;
  seal: CursorSeal;
  /** The deployment's sharing policy: roles that see telephone numbers clear, beside those to whom they belong. */
  shareContacts: readonly Role[];
  /** What the deployment's configuration decides otherwise than the documented defaults, by what it is a policy for. */
  policies: Readonly<Record<string, object>>;
  /** The whole federation, asked as this deployment; absent where no gateway is configured. Use through `graphOf`. */
  graph?: Graph | undefined;
  /** Aborts at the deadline of the request. */
  signal?: AbortSignal | undefined;
  /** What lives as long as the request: loaders, above all. Use through `memo`. */
  memory: Map<string, unknown>;
}

/** A context for one request. Where nothing else is given: the system's clock, contacts shared with nobody, default policies. */
export function contextOf(
  given: Omit<RequestContext, 'clock' | 'memory' | 'shareContacts' | 'policies'> &
    Partial<Pick<RequestContext, 'clock' | 'shareContacts' | 'policies'>>,
): RequestContext {
  return { clock: systemClock, shareContacts: [], policies: {}, ...given, memory: new Map() };
}

/** The value made first under this key in this request. */
export function memo<Value>(context: RequestContext, key: string, make: () => Value): Value {
  if (!context.memory.has(key)) context.memory.set(key, make());
  return context.memory.get(key) as Value;
}

/**
 * The owners that an argument `jurisdictions` asks this deployment about: absent = all that it owns.
 * @throws INVALID_JURISDICTION_CODE, UNKNOWN_JURISDICTION
 */
export function askedOwners(
  { federation, owned }: Pick<RequestContext, 'federation' | 'owned'>,
  jurisdictions: readonly string[] | null | undefined,
): readonly JurisdictionCode[] {
  if (jurisdictions == null) return owned;
  const codes = new Set(jurisdictions.map((code) => knownJurisdiction(federation, code)));
  return owned.filter((code) => codes.has(code));
}

/** @throws INVALID_JURISDICTION_CODE, UNKNOWN_JURISDICTION */
export function knownJurisdiction(federation: Federation, text: string): JurisdictionCode {
  const code = parseJurisdictionCode(text);
  if (federation.has(code)) return code;
  throw expectation('UNKNOWN_JURISDICTION', {
    expected: `one of ${federation.codes().slice(0, 8).join(', ')}${federation.codes().length > 8 ? ', …' : ''}`,
    received: text,
  });
}

/**
 * The jurisdiction that a mutation writes to: known, and owned by this deployment.
 * @throws INVALID_JURISDICTION_CODE, UNKNOWN_JURISDICTION
 */
export function ownJurisdiction(
  { federation, owned }: Pick<RequestContext, 'federation' | 'owned'>,
  text: string,
): JurisdictionCode {
  const code = knownJurisdiction(federation, text);
  if (owned.includes(code)) return code;
  throw expectation('UNKNOWN_JURISDICTION', {
    expected: 'a jurisdiction whose records this deployment owns',
    received: text,
  });
}
