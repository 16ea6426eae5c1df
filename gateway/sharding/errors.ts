import { errorRegistry, expectation, isErrorCode, type ErrorCode } from '@jiedui/schema/contract/error';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { ShardMap, Silence } from './shard.ts';
import type { Notes, Path, Remark } from './notes.ts';

/** An error without its path: that is known when the answer is finished. */
export type Fault = Omit<GraphQLFormattedError, 'path' | 'locations'>;

/** Errors of one shard for one field, at most: with fifty parents, fifty times the same says no more than ten times. */
export const mostRepetitions = 10;

const codeOfSilence = {
  timeout: 'JURISDICTION_TIMEOUT',
  down: 'JURISDICTION_DOWN',
  denied: 'JURISDICTION_DENIED',
  invalid: 'JURISDICTION_INVALID_ANSWER',
  unsupported: 'UNSUPPORTED_BY_JURISDICTION',
} as const satisfies Record<Silence, ErrorCode>;

/** Names the gap that a silent jurisdiction leaves. A write that may have happened has `outcome: UNKNOWN`. */
export function silenceFault(
  reason: Silence,
  jurisdiction: JurisdictionCode,
  map: ShardMap,
  operation: 'query' | 'mutation',
): Fault {
  const code = codeOfSilence[reason];
  const { zh, en } = errorRegistry[code];
  const name = map.jurisdictions.get(jurisdiction)?.name ?? '';
  const written = operation === 'mutation' && reason !== 'denied' && reason !== 'unsupported';
  return {
    message: `${name}（${jurisdiction}）: ${zh}. ${en}`,
    extensions: { code, jurisdiction, ...(written && { outcome: 'UNKNOWN' }) },
  };
}

/**
 * What of a shard's error may reach a client: a message of ours with a code of the registry. Anything else is masked, for it
 * may carry SQL, addresses or stacks.
 */
export function shardFault(
  { message, extensions }: GraphQLFormattedError,
  jurisdiction: string | null,
): Fault {
  const code = extensions?.['code'];
  if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR' || typeof message !== 'string') {
    const { zh, en } = errorRegistry.INTERNAL_SERVER_ERROR;
    return {
      message: `${zh}: ${en}`,
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...(jurisdiction && { jurisdiction }) },
    };
  }
  const kept: Record<string, unknown> = { code };
  for (const key of ['expected', 'received', 'outcome'] as const) {
    const value = extensions?.[key];
    if (typeof value === 'string') kept[key] = value;
  }
  // A shard that is itself a gateway names the jurisdiction that failed.
  const named = extensions?.['jurisdiction'];
  const place = typeof named === 'string' ? named : jurisdiction;
  return { message, extensions: { ...kept, ...(place && { jurisdiction: place }) } };
}

export function refusalFault({ message, extensions }: GraphQLError): Fault {
  return { message, extensions: { ...extensions } };
}

export function unknownJurisdiction(map: ShardMap, received: unknown): Fault {
  const codes = [...map.jurisdictions.keys()];
  const expected = `one of ${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ', …' : ''}`;
  return refusalFault(expectation('UNKNOWN_JURISDICTION', { expected, received }));
}

/** A remark of one shard's error; `asked`: of how many shards the same was asked. */
export function errorRemark(fault: Fault, asked = 1): Remark {
  return { kind: 'error', error: fault, asked };
}

/**
 * The errors of a finished answer. What every asked shard says alike at one place (a forbidden field, a refused page size) is
 * said once: how the records are cut into shards does not show.
 */
export function placeErrors(
  root: object,
  notes: Notes,
): { errors: GraphQLFormattedError[]; incomplete: Path[] } {
  const incomplete = new Map<string, Path>();
  const alike = new Map<string, { errors: GraphQLFormattedError[]; asked: number }>();
  for (const { path, remark } of notes.placed(root)) {
    if (remark.kind === 'incomplete') {
      incomplete.set(JSON.stringify(path), path);
      continue;
    }
    const error = { ...remark.error, path };
    const key = JSON.stringify([path, error.message]);
    const known = alike.get(key);
    if (known) known.errors.push(error);
    else alike.set(key, { errors: [error], asked: remark.asked });
  }
  const errors = [...alike.values()].flatMap(({ errors, asked }) =>
    errors.length > 1 && errors.length >= asked ? [withoutJurisdiction(errors[0]!)] : errors,
  );
  return { errors, incomplete: [...incomplete.values()] };
}

function withoutJurisdiction(error: GraphQLFormattedError): GraphQLFormattedError {
  const { jurisdiction: _, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}
