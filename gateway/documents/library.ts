import { createHash } from 'node:crypto';
import {
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { costOf, type OnPage } from '../guards/cost.ts';
import { aliasGuard } from '../guards/aliases.ts';
import { depthGuard } from '../guards/depth.ts';
import { directiveGuard } from '../guards/directives.ts';
import { fieldGuard } from '../guards/fields.ts';
import { fragmentGuard } from '../guards/fragments.ts';
import { incrementalGuard } from '../guards/incremental.ts';
import { introspects } from '../guards/introspection.ts';
import type { Limits } from '../guards/limits.ts';
import { pageGuard } from '../guards/pages.ts';
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
  readonly #sharded: boolean;
  readonly #kept = new LRUCache<string, Admitted>({
    max: keptDocuments,
    maxSize: keptBytes,
    sizeCalculation: ({ text }) => (text.length + 1) * bytesOfCharacter,
  });

  /** @param sharded its pages and cursors are the contract's; those of another federation are its own. */
  constructor(schema: GraphQLSchema, limits: Limits, { sharded }: { sharded: boolean }) {
    this.schema = schema;
    this.#limits = limits;
    this.#sharded = sharded;
  }

  /** How much is kept. Unit: documents, bytes. */
  get size(): { documents: number; bytes: number } {
    return { documents: this.#kept.size, bytes: this.#kept.calculatedSize };
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

  /** Rows and fields that an operation may come to with these variables, or why they, or the pages they ask for, do not fit. */
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
    // By its node: a fragment's field is one mistake, however often it is spread.
    const odd = new Map<FieldNode, GraphQLError>();
    const examine: OnPage = (node, args) => {
      const refused = odd.size < mostErrors ? pageGuard(node, args) : null;
      if (refused) odd.set(node, refused);
    };
    try {
      const cost = costOf(this.schema, document, name?.value, variables, this.#sharded ? examine : undefined);
      return odd.size > 0 ? [...odd.values()] : cost;
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
