import { expectation } from '@jiedui/schema/contract/error';
import type { GraphQLError } from 'graphql';

const json = ['application/json', 'application/graphql-response+json'];
/** What brings answers in parts, to a client that asked for nothing else. */
const parted = ['multipart/mixed', 'text/event-stream'];

/** The refusal of a client that does not take JSON in one piece; null for one that also takes it, or says nothing. */
export function acceptGuard(accept: string | null | undefined): GraphQLError | null {
  if (!accept?.trim()) return null;
  const types = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((each) => each.trim()))
    .filter(([, ...parameters]) => !parameters.some((each) => /^q=0(\.0*)?$/.test(each)))
    .map(([type]) => type!);
  if (types.some((type) => json.includes(type) || type === '*/*' || type === 'application/*')) return null;
  const parts = types.some((type) => parted.includes(type));
  return expectation(parts ? 'UNSUPPORTED_OPERATION' : 'BAD_REQUEST', {
    expected: `an accept header with ${json.join(' or ')}`,
    received: accept,
  });
}

/** The refusal of a connection that would stay open for answers to come. */
export function upgradeGuard(upgrade: string | undefined): GraphQLError | null {
  if (upgrade === undefined || !/websocket/i.test(upgrade)) return null;
  return expectation('UNSUPPORTED_OPERATION', {
    expected: 'a POST or GET of a query or a mutation, which is answered at once',
    received: `upgrade: ${upgrade}`,
  });
}
