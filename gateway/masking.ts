import { errorRegistry, isErrorCode, type ErrorCode } from '@jiedui/schema/contract/error';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { expectationIn } from './expected.ts';
import type { RequestScope } from './request-context.ts';

/** Longest message of another's making. Unit: characters. */
const longestMessage = 500;

/** What never belongs into a message for a client, wherever it comes from. */
const insides: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]*:\/\//i, // an address
  // HTML; `<jurisdiction>-org-<26 characters>` is not.
  /<(!doctype|\/?(html|head|body|title|script|style|pre|div|span|center|h[1-6]|p|a|hr|br|img|iframe|svg|table))\b/i,
  /\bat\s.+:\d+:\d+/, // a stack
  /\b(select|insert|update|delete|alter|drop|create)\b[\s\S]{0,200}\b(from|into|set|table|where|values)\b/i, // SQL
  /\b(relation|column|constraint) "/i, // PostgreSQL's own words
  /(^|[\s'"(])(\/[\w.@-]+){2,}/, // a path
  /\b[A-Z]:\\/, // a path of Windows
  /\bE(CONN[A-Z]+|NOTFOUND|ADDR[A-Z]+|PIPE|NOENT|ACCES)\b/, // a system error
  /\b\d{1,3}(\.\d{1,3}){3}\b/, // an IP address
];

/** GraphQL's own guess at what was meant: it names what a shard's schema has, also where the supergraph hides it. */
function withoutGuess(message: string): string {
  return message.replace(/ ?Did you mean [\s\S]*$/, '');
}

export function showsInsides(text: string): boolean {
  return insides.some((inside) => inside.test(text));
}

/**
 * An error that a shard answered, as it may leave the gateway: a code of the registry, a clean message, and of the
 * extensions only what the contract knows. Everything else becomes an internal error under the correlation id.
 * @param foreign the federation is not this platform's: its own codes stand, its messages too where they are clean.
 */
export function maskShardError(
  { message, path, extensions = {} }: GraphQLFormattedError,
  correlationId: string,
  { foreign }: { foreign: boolean },
): GraphQLFormattedError {
  const { code } = extensions;
  const clean = isClean(message);
  const at = path ? { path } : {};
  if (isKnown(code) || (foreign && isForeignCode(code))) {
    return {
      message: clean ? withoutGuess(message) : wording(isKnown(code) ? code : 'INTERNAL_SERVER_ERROR'),
      ...at,
      extensions: { code, ...allowedExtensions(extensions) },
    };
  }
  return {
    message: foreign && clean ? withoutGuess(message) : wording('INTERNAL_SERVER_ERROR'),
    ...at,
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...allowedExtensions(extensions), correlationId },
  };
}

/** Whether masking loses something of an error, so that the log must have it. */
export function isMasked({ message, extensions }: GraphQLFormattedError): boolean {
  return !isKnown(extensions?.['code']) || !isClean(message);
}

/** An error of GraphQL's own rules, with the code that says which. */
export function coded(error: GraphQLError, code: ErrorCode): GraphQLError {
  const { message, nodes, source, positions, path } = error;
  // GraphQL repeats what the client sent, however long it is.
  const shown =
    message.length > longestMessage ? `${message.slice(0, longestMessage).toWellFormed()}…` : message;
  return new GraphQLError(shown, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...expectationIn(message), ...error.extensions, code },
  });
}

function isClean(message: string): boolean {
  return message.length <= longestMessage && !showsInsides(message);
}

function isKnown(code: unknown): code is ErrorCode {
  return isErrorCode(code) && code !== 'INTERNAL_SERVER_ERROR';
}

function isForeignCode(code: unknown): boolean {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) && code !== 'INTERNAL_SERVER_ERROR';
}

/**
 * Apollo's last word on an error (`formatError`). Errors of shards come here masked; errors of the request itself keep
 * GraphQL's message and code; what nobody foresaw is logged in full and leaves as an internal error.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  scope: RequestScope | undefined,
): GraphQLFormattedError {
  const { message, locations, extensions = {} } = formatted;
  const path = clientPath(formatted.path);
  const { code } = extensions;
  const passedSeam = 'serviceName' in extensions;
  const at = { ...(!passedSeam && locations && { locations }), ...(path && { path }) };
  if (typeof code === 'string' && code.startsWith('PERSISTED_QUERY_')) {
    return { message, ...at, extensions: { code: 'BAD_REQUEST' satisfies ErrorCode } };
  }
  const handled = passedSeam || isKnown(code);
  if (handled) return { message, ...at, extensions: { code, ...allowedExtensions(extensions) } };
  if (isClientFault(error)) return { message, ...at, extensions: { code: 'BAD_REQUEST' } };
  const correlationId = scope?.correlationId ?? randomUUID();
  scope?.log.error({ err: causeOf(error), correlationId }, 'an unforeseen error');
  return {
    message: wording('INTERNAL_SERVER_ERROR'),
    ...at,
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
  };
}

/** The registry's own words for a code, in both languages. */
export function wording(code: ErrorCode): string {
  const { zh, en } = errorRegistry[code];
  return `${zh}。${en}`;
}

/**
 * An error of a whole entity fetch stands at a path of the gateway's own making (`books.@._entities`); a client knows it as far
 * as the first of these steps.
 */
function clientPath(path: GraphQLFormattedError['path']): GraphQLFormattedError['path'] {
  const end = path?.findIndex((step) => step === '@' || step === '_entities') ?? -1;
  return end < 0 ? path : path!.slice(0, end);
}

function allowedExtensions(extensions: Record<string, unknown>): Record<string, unknown> {
  const { expected, received, jurisdiction, outcome, correlationId } = extensions;
  const allowed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries({ expected, received, jurisdiction, outcome, correlationId })) {
    if (typeof value === 'string' && value.length <= longestMessage && !showsInsides(value))
      allowed[name] = value;
  }
  return allowed;
}

/** Apollo marks some of its refusals with nothing but an HTTP status. */
function isClientFault(error: unknown): boolean {
  const status = (error as { extensions?: { http?: { status?: unknown } } } | null)?.extensions?.http?.status;
  return typeof status === 'number' && status >= 400 && status < 500;
}

function causeOf(error: unknown): unknown {
  return (error as { originalError?: unknown } | null)?.originalError ?? error;
}
