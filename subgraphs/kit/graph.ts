import { readFile, stat } from 'node:fs/promises';

import { codedError, errorRegistry } from '@jiedui/schema/contract/error';
import { traceHeaders } from '@jiedui/telemetry/spans';
import { type DocumentNode, print } from 'graphql';

/** A jurisdiction that was asked, and how that ended: `answered`, `timeout`, `down`, `denied`, `unsupported`. */
export interface GraphCoverage {
  code: string;
  outcome: string;
}

/** An error that the graph answered with; its code is one of the registry, or of a newer release's. */
export interface GraphFault {
  code: string;
  message: string;
  path?: readonly (string | number)[];
  /** The jurisdiction that it comes from, where it comes from one. */
  jurisdiction?: string;
}

/** What the federation answered, and whether that is all of it: a jurisdiction that is silent costs its rows. */
export interface GraphAnswer<Data> {
  data: Data | null;
  /** Whether everybody who was asked answered, and without an error. */
  whole: boolean;
  errors: readonly GraphFault[];
  jurisdictions: readonly GraphCoverage[];
  /** Paths of totals and lists that miss somebody. */
  incomplete: readonly (readonly (string | number)[])[];
}

export interface GraphOptions {
  /** Most that the answer may take. Unit: milliseconds. */
  within?: number;
  signal?: AbortSignal | undefined;
}

/** The whole federation, as the gateway answers it to this deployment. */
export interface Graph {
  /**
   * Asks as the deployment itself, in the role DEPLOYMENT. An answer with errors or gaps is an answer: see `whole`, or
   * `wholeData`. @throws GRAPH_UNAVAILABLE where no answer can be had.
   */
  ask<Data>(
    document: string | DocumentNode,
    variables?: Readonly<Record<string, unknown>>,
    options?: GraphOptions,
  ): Promise<GraphAnswer<Data>>;
}

export interface GraphClientOptions {
  /** Address of the gateway. */
  url: string;
  /** Path of a file with the deployment's bearer token; read again when it changes. */
  tokenFile: string;
  /** Largest answer that is read. Unit: bytes. */
  largestAnswer?: number;
}

/** Unit: milliseconds. Longer than the gateway's own default deadline, so that it is the gateway that names who is silent. */
const longestWait = 10_000;

/** A client of the gateway. Connections are kept between questions. */
export function graphClient({ url, tokenFile, largestAnswer = 32 * 1024 * 1024 }: GraphClientOptions): Graph {
  const tokenOf = fileToken(tokenFile);
  return {
    ask: async <Data>(
      document: string | DocumentNode,
      variables: Readonly<Record<string, unknown>> = {},
      { within = longestWait, signal }: GraphOptions = {},
    ) => {
      const query = typeof document === 'string' ? document : print(document);
      const deadline = AbortSignal.timeout(within);
      let text: string | null;
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            authorization: `Bearer ${await tokenOf()}`,
            ...traceHeaders(),
          },
          body: JSON.stringify({ query, variables }),
          // An address that is not the configured one gets no token.
          redirect: 'error',
          signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        });
        text = await textOf(response, largestAnswer);
      } catch (error) {
        throw graphUnavailable(
          deadline.aborted ? `an answer within ${within} ms` : 'an answer of the gateway',
          error,
        );
      }
      if (text === null) throw graphUnavailable(`an answer of at most ${largestAnswer} bytes`);
      return answerOf<Data>(text);
    },
  };
}

/** The data of an answer that lacks nothing. @throws GRAPH_UNAVAILABLE that names who is missing */
export function wholeData<Data>({ data, whole, errors, jurisdictions, incomplete }: GraphAnswer<Data>): Data {
  if (whole && data !== null) return data;
  const silent = jurisdictions.filter(({ outcome }) => outcome !== 'answered');
  const gaps = [
    ...silent.map(({ code, outcome }) => `${code}: ${outcome}`),
    ...errors.map(({ code, path }) => (path ? `${code} at ${path.join('.')}` : code)),
    ...incomplete.map((path) => `incomplete at ${path.join('.')}`),
  ];
  throw graphUnavailable(`an answer of everybody; received ${gaps.slice(0, 8).join(', ') || 'no data'}`);
}

/** The graph of a request. @throws GRAPH_UNAVAILABLE where this deployment knows no gateway */
export function graphOf({ graph }: { graph?: Graph | undefined }): Graph {
  if (graph) return graph;
  throw graphUnavailable('JIEDUI_GATEWAY and JIEDUI_GATEWAY_TOKEN in the configuration of this deployment');
}

function graphUnavailable(expected: string, cause?: unknown): Error {
  const error = codedError(
    'GRAPH_UNAVAILABLE',
    `${errorRegistry.GRAPH_UNAVAILABLE.zh}: expected ${expected}.`,
  );
  // For the log; a client is shown the message alone.
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** Undecoded only as far as the cap: a body without an end is not read to it. */
async function textOf(response: Response, largest: number): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length > largest) return null;
    text += decoder.decode(chunk as Uint8Array, { stream: true });
  }
  return text + decoder.decode();
}

/** @throws GRAPH_UNAVAILABLE where the text is no answer of a gateway */
function answerOf<Data>(text: string): GraphAnswer<Data> {
  let given: Record<string, unknown> | null = null;
  try {
    given = recordOf(JSON.parse(text));
  } catch {
    // Not JSON: a proxy's page, for instance.
  }
  if (!given || !('data' in given || Array.isArray(given['errors']))) {
    throw graphUnavailable('an answer of GraphQL in JSON');
  }
  const errors = listOf(given['errors']).map(faultOf);
  const extensions = recordOf(given['extensions']) ?? {};
  const jurisdictions = listOf(extensions['jurisdictions']).flatMap((each) => {
    const { code, outcome } = recordOf(each) ?? {};
    return typeof code === 'string' && typeof outcome === 'string' ? [{ code, outcome }] : [];
  });
  const incomplete = listOf(extensions['incomplete']).filter(Array.isArray) as (string | number)[][];
  const whole =
    given['data'] != null &&
    errors.length === 0 &&
    incomplete.length === 0 &&
    jurisdictions.every(({ outcome }) => outcome === 'answered');
  return { data: (given['data'] ?? null) as Data | null, whole, errors, jurisdictions, incomplete };
}

function faultOf(given: unknown): GraphFault {
  const { message, path, extensions } = recordOf(given) ?? {};
  const { code, jurisdiction } = recordOf(extensions) ?? {};
  return {
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    message: typeof message === 'string' ? message : '',
    ...(Array.isArray(path) && { path: path as (string | number)[] }),
    ...(typeof jurisdiction === 'string' && { jurisdiction }),
  };
}

function recordOf(given: unknown): Record<string, unknown> | null {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : null;
}

function listOf(given: unknown): unknown[] {
  return Array.isArray(given) ? given : [];
}

/** Reads the file again when it has changed, so that a new token needs no restart. */
function fileToken(path: string): () => Promise<string> {
  let readAt = 0;
  let current = '';
  return async () => {
    const { mtimeMs } = await stat(path);
    if (mtimeMs !== readAt) {
      const text = (await readFile(path, 'utf8')).trim();
      if (!/^[\x21-\x7e]+$/.test(text)) throw new Error(`expected a token in ${path}`);
      current = text;
      readAt = mtimeMs;
    }
    return current;
  };
}
