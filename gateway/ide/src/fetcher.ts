import type { Fetcher } from '@graphiql/toolkit';

import { answered, type GraphQLAnswer } from './answer.ts';
import { session } from './session.ts';

const correlationHeader = 'x-jiedui-correlation-id';

/** Asks the gateway that served this page. What the user ran is kept for the panel of the answer; introspection is not. */
export const fetcher: Fetcher = async (asked, options) => {
  const { token } = session.get();
  const began = performance.now();
  const isOfUser = asked.operationName !== 'IntrospectionQuery';
  let response = await ask(asked, token, options?.headers);
  // A token that has expired costs its bearer no documentation.
  if (response.status === 401 && !isOfUser) response = await ask(asked, null, options?.headers);
  const text = await response.text();
  const answer = parse(text, response.status);
  if (isOfUser) {
    answered.set({
      answer,
      query: asked.query,
      operationName: asked.operationName ?? null,
      variables: (asked.variables ?? {}) as Record<string, unknown>,
      milliseconds: performance.now() - began,
      bytes: text.length,
      status: response.status,
      correlationId: response.headers.get(correlationHeader),
    });
  }
  return answer as ReturnType<Fetcher>;
};

/** One question to the gateway that served this page, as whom the token says or as the public. */
export function ask(asked: object, token: string | null, headers: object = {}): Promise<Response> {
  return fetch('/', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(token !== null && { authorization: `Bearer ${token}`, 'x-jiedui-explain': '1' }),
      ...headers,
    },
    body: JSON.stringify(asked),
  });
}

function parse(text: string, status: number): GraphQLAnswer {
  try {
    return JSON.parse(text) as GraphQLAnswer;
  } catch {
    return { errors: [{ message: `HTTP ${status}: ${text.slice(0, 200)}` }] };
  }
}
