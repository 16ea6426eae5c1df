import type { ErrorCode } from '@jiedui/schema/contract/error';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** A request that is turned away before anything is asked of a shard. */
export interface Refusal {
  status: number;
  errors: readonly GraphQLFormattedError[];
  /** The methods that would be taken, with 405. */
  allow?: string;
  /** What was refused, for the log, as far as it was understood. */
  operation?: { name: string | null; kind: string };
  /** When to try again, with 503. Unit: seconds. */
  retryAfter?: number;
}

export function refusal(status: number, code: ErrorCode, message: string): Refusal {
  return { status, errors: [{ message, extensions: { code } }] };
}

/** Errors of a whole request, each with a code already. */
export function refusalOf(status: number, errors: readonly GraphQLError[]): Refusal {
  return { status, errors: errors.map((error) => error.toJSON()) };
}

/** The codes of its errors, each once. */
export function codesOf({ errors }: Refusal): string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
}

export function isRefusal(value: object): value is Refusal {
  return 'errors' in value && 'status' in value;
}

/** What the log keeps of a refusal. */
export function accountOfRefusal({ status, errors, operation }: Refusal): Record<string, unknown> {
  return {
    ...(operation && { operation: operation.name, kind: operation.kind }),
    outcome: 'refused',
    status,
    codes: errors.map(({ extensions }) => extensions?.['code']),
  };
}
