import { createHash } from 'node:crypto';
import {
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { costOf } from '../guards/cost.ts';
import { aliasGuard } from '../guards/aliases.ts';
import { depthGuard } from '../guards/depth.ts';
import { directiveGuard } from '../guards/directives.ts';
import { fieldGuard } from '../guards/fields.ts';
import { fragmentGuard } from '../guards/fragments.ts';
import { incrementalGuard } from '../guards/incremental.ts';
import { introspects } from '../guards/introspection.ts';
import type { Limits } from '../guards/limits.ts';
import { textGuard } from '../guards/text.ts';
import { coded } from '../masking.ts';
import { withoutProtoAliases } from './proto-alias.ts';

/** A document that may be executed, as far as it can be said without variables and viewer. */
export interface Admitted {
  text: string;
  document: DocumentNode;
  operations: readonly OperationDefinitionNode[];
  introspects: boolean;
  /** Its answer must be put back under `__proto__`. */
  renamed: boolean;
}

/** What a document takes in memory for each character of its text, tokens and places included. Measured. */
const bytesOfCharacter = 100;
/** Unit: bytes. */
const keptBytes = 64 * 1024 * 1024;
const keptDocuments = 2000;
/** More of them help nobody. */
const mostErrors = 20;

/**
 * The documents of one schema, each parsed and checked once. Only what passed is kept, so a flood of garbage leaves nothing
 * behind, and a flood of good documents only the latest.
 */
export class Library {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly #limits: Limits;
  readonly #kept = new LRUCache<string, Admitted>({
    max: keptDocuments,
    maxSize: keptBytes,
    sizeCalculation: ({ text }) => (text.length + 1) * bytesOfCharacter,
  });

  constructor(schema: GraphQLSchema, limits: Limits) {
    this.schema = schema;
    this.#limits = limits;
  }

  /** What is kept under this hash. */
  find(hash: string): Admitted | undefined {
    return this.#kept.get(hash);
  }

  /**
   * @param suggests whether a refusal may name what the schema has.
   * @returns the errors, each with its code, where the document is refused.
   */
  admit(text: string, hash: string, { suggests }: { suggests: boolean }): Admitted | readonly GraphQLError[] {
    const known = this.#kept.get(hash);
    if (known) return known;
    const parsed = this.#parse(text);
    if (parsed instanceof GraphQLError) return [parsed];
    // In this order: what comes later may walk what was counted before.
    for (const guard of [
      fragmentGuard,
      fieldGuard,
      depthGuard,
      aliasGuard,
      directiveGuard,
      incrementalGuard,
    ]) {
      const refused = guard(parsed, this.#limits);
      if (refused) return [refused];
    }
    const document = withoutProtoAliases(parsed);
    const wrong = validate(this.schema, document, undefined, {
      hideSuggestions: !suggests,
      maxErrors: mostErrors,
    });
    if (wrong.length > 0) return wrong.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const admitted: Admitted = {
      text,
      document,
      operations: document.definitions.filter((node) => node.kind === 'OperationDefinition'),
      introspects: introspects(document),
      renamed: document !== parsed,
    };
    this.#kept.set(hash, admitted);
    return admitted;
  }

  /** Rows and fields that an operation may come to with these variables, or why they do not fit. */
  weigh(
    { document }: Admitted,
    { name, variableDefinitions = [] }: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    { suggests }: { suggests: boolean },
  ): number | readonly GraphQLError[] {
    const { errors } = getVariableValues(this.schema, variableDefinitions, variables, {
      maxErrors: mostErrors,
      hideSuggestions: !suggests,
    });
    if (errors) return errors.map((error) => coded(error, 'BAD_USER_INPUT'));
    try {
      return costOf(this.schema, document, name?.value, variables);
    } catch (error) {
      // An argument that takes no null, given one by a variable.
      if (error instanceof GraphQLError) return [coded(error, 'BAD_USER_INPUT')];
      throw error;
    }
  }

  #parse(text: string): DocumentNode | GraphQLError {
    const refused = textGuard(text, this.#limits);
    if (refused) return refused;
    try {
      return parse(text, { maxTokens: this.#limits.tokens });
    } catch (error) {
      if (error instanceof GraphQLError) return coded(error, 'GRAPHQL_PARSE_FAILED');
      throw error;
    }
  }
}

/** The name of a document: the SHA-256 of its text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
