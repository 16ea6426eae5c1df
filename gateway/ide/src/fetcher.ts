import type { Fetcher } from '@graphiql/toolkit';

import { answered, type GraphQLAnswer } from './answer.ts';
import { session } from './session.ts';

const correlationHeader = 'x-jiedui-correlation-id';

/** Asks the gateway that served this page. What the user ran is kept for the panel of the answer; introspection is not. */
export const fetcher: Fetcher = async (asked, options) => {
  const { token } = session.get();
  const began = performance.now();
  const response = await fetch('/', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(token !== null && { authorization: `Bearer ${token}`, 'x-jiedui-explain': '1' }),
      ...options?.headers,
    },
    body: JSON.stringify(asked),
  });
  const text = await response.text();
  const answer = parse(text, response.status);
  if (asked.operationName !== 'IntrospectionQuery') {
    answered.set({
      answer,
      query: asked.query,
      operationName: asked.operationName ?? null,
      milliseconds: performance.now() - began,
      bytes: text.length,
      status: response.status,
      correlationId: response.headers.get(correlationHeader),
    });
  }
  return answer as ReturnType<Fetcher>;
};

function parse(text: string, status: number): GraphQLAnswer {
  try {
    return JSON.parse(text) as GraphQLAnswer;
  } catch {
    return { errors: [{ message: `HTTP ${status}: ${text.slice(0, 200)}` }] };
  }
}
