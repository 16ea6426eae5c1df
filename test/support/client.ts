import { Agent, request } from 'undici';

/** A GraphQL answer as it came over HTTP. */
export interface Answer {
  status: number;
  data?: unknown;
  errors?: readonly AnswerError[];
  extensions?: Record<string, unknown>;
}

export interface AnswerError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
}

export interface Question {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string;
}

/** Asks one address over kept-alive connections. */
export interface HttpClient extends AsyncDisposable {
  /** @param headers beside content-type; authorization too. */
  ask(question: Question, headers?: Record<string, string>): Promise<Answer>;
}

export function createHttpClient(url: string): HttpClient {
  const agent = new Agent({ connections: 32, pipelining: 1 });
  return {
    async ask(question, headers = {}) {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(question),
        dispatcher: agent,
      });
      const text = await body.text();
      try {
        return { status: statusCode, ...(JSON.parse(text) as object) };
      } catch {
        throw new Error(
          `Expected a GraphQL answer from ${url}; received status ${statusCode}: ${text.slice(0, 200)}`,
        );
      }
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}

/** The code of each error of an answer, in order. */
export function codesOf({ errors = [] }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions?.['code']);
}
