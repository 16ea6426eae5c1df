import { codedError, type ErrorCode, errorRegistry, isErrorCode } from '@jiedui/schema/contract/error';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What goes to the log of a fault whose text must not reach a client. */
export interface Fault {
  correlationId: string;
  path: string;
  error: unknown;
}

/**
 * What a client sees of the errors of one execution: registry codes with their own messages; everything else says its code
 * and the correlation id under which the log has the cause. SQL, stacks, paths and addresses stay here.
 */
export function maskErrors(
  errors: readonly GraphQLError[],
  correlationId: string,
  report: (fault: Fault) => void,
): GraphQLFormattedError[] {
  return errors.map((error) => {
    const { locations, path } = error;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (isErrorCode(error.extensions['code'])) {
      return { message: error.message, ...place, extensions: error.extensions };
    }
    const cause = error.originalError ?? error;
    const code = codeOf(cause);
    if (code === 'INTERNAL_SERVER_ERROR' || code === 'DATABASE_UNAVAILABLE') {
      report({ correlationId, path: path?.join('.') ?? '', error: cause });
    }
    return { ...masked(code, correlationId).toJSON(), ...place };
  });
}

/** An error of which nothing but the code and the correlation id is told. */
export function masked(code: ErrorCode, correlationId: string): GraphQLError {
  const { zh, en } = errorRegistry[code];
  return codedError(code, `${zh}。${en}`, { correlationId });
}

const connectionFaults = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** The code that a fault of the database driver, or of the program, shows as. Source: PostgreSQL, appendix A. */
export function codeOf(error: unknown): ErrorCode {
  for (const each of causes(error)) {
    const { code, name, message } = each;
    if (name === 'AbortError' || name === 'TimeoutError') return 'JURISDICTION_TIMEOUT';
    if (typeof code === 'string') {
      // query_canceled: the statement outlived its timeout.
      if (code === '57014') return 'JURISDICTION_TIMEOUT';
      // A text that UTF-8 or jsonb does not hold.
      if (code === '22021' || code === '22P05') return 'INVALID_INPUT';
      // Connection lost, too many, shutting down, disk full, read only; no such database or user.
      if (/^(08|53|57P|3D|28)/.test(code) || code === '25006') return 'DATABASE_UNAVAILABLE';
      if (connectionFaults.has(code)) return 'DATABASE_UNAVAILABLE';
    }
    if (typeof message === 'string' && /connection terminated|^timeout expired$/i.test(message)) {
      return 'DATABASE_UNAVAILABLE';
    }
  }
  return 'INTERNAL_SERVER_ERROR';
}

interface Thrown {
  code?: unknown;
  name?: unknown;
  message?: unknown;
}

const deepestCause = 8;

function* causes(error: unknown): Generator<Thrown> {
  let current: unknown = error;
  for (let depth = 0; depth < deepestCause && typeof current === 'object' && current !== null; depth++) {
    yield current as Thrown;
    const { cause, originalError, errors } = current as {
      cause?: unknown;
      originalError?: unknown;
      errors?: unknown;
    };
    // An AggregateError stands for several failed addresses of one host; the first tells enough.
    current = cause ?? originalError ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
}
