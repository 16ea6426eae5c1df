import { codedError } from '@jiedui/schema/contract/error';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';

import { settleAnswer } from './before-answer.ts';
import type { RequestContext } from './context.ts';
import { isStorable } from './text.ts';

/** What a gateway sends. */
export interface GraphQLRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | undefined;
}

export type Answer = { status: number; result: ExecutionResult };

const mostDocuments = 1_000;
const longestCachedDocument = 64 * 1024;
const mostTokens = 50_000;

/**
 * Executes operations on one schema. Directly on graphql-js: the only client is a gateway with one form of request, so that
 * what a public server does (negotiation, persisted queries, landing pages) would only cost; parsed and validated
 * documents are kept, the gateway's plans repeat.
 */
export class Operations {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, DocumentNode>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Never rejects: every failure is in the answer's errors, not masked yet. */
  async run({ query, variables, operationName }: GraphQLRequest, context: RequestContext): Promise<Answer> {
    const document = this.#prepare(query);
    if (!('kind' in document)) return refusal(document.errors);
    if (!getOperationAST(document, operationName)) {
      return refusal([
        codedError('OPERATION_RESOLUTION_FAILURE', 'expected one operation, or the name of one of several.'),
      ]);
    }
    if (!isStorableDeep(variables)) {
      return refusal([
        codedError('BAD_USER_INPUT', 'Variables: expected text without NUL and lone surrogates.'),
      ]);
    }
    const result = await execute({
      schema: this.#schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: context,
    });
    try {
      await settleAnswer(context);
    } catch (error) {
      const failed = new GraphQLError('', { originalError: error as Error });
      return { status: 200, result: { data: null, errors: [failed] } };
    }
    // Without a `data` entry nothing was executed: a variable does not fit its type.
    return 'data' in result ? { status: 200, result } : refusal((result.errors ?? []).map(asBadInput));
  }

  #prepare(query: string): DocumentNode | { errors: readonly GraphQLError[] } {
    const known = this.#known.get(query);
    if (known) {
      // The least recently used is the first to go.
      this.#known.delete(query);
      this.#known.set(query, known);
      return known;
    }
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: mostTokens });
    } catch (error) {
      return { errors: [coded('GRAPHQL_PARSE_FAILED', error as GraphQLError)] };
    }
    const errors = validate(this.#schema, document, undefined, { maxErrors: 20 });
    if (errors.length > 0)
      return { errors: errors.map((error) => coded('GRAPHQL_VALIDATION_FAILED', error)) };
    if (query.length <= longestCachedDocument) {
      this.#known.set(query, document);
      if (this.#known.size > mostDocuments) this.#known.delete(this.#known.keys().next().value!);
    }
    return document;
  }
}

function refusal(errors: readonly GraphQLError[]): Answer {
  return { status: 400, result: { errors } };
}

function coded(
  code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED',
  error: GraphQLError,
): GraphQLError {
  return error.extensions['code'] === undefined ? withCode(code, error) : error;
}

function asBadInput(error: GraphQLError): GraphQLError {
  return error.extensions['code'] === undefined ? withCode('BAD_USER_INPUT', error) : error;
}

function withCode(code: string, { message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}

function isStorableDeep(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (Array.isArray(value)) return value.every(isStorableDeep);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isStorableDeep);
}
