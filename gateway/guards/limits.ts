import { codedError, errorRegistry } from '@jiedui/schema/contract/error';
import { roles, type Role, type Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

/** What one operation may be at most. Everything but the cost is known from the document alone. */
export interface Limits {
  /** Lexical tokens of a document. */
  tokens: number;
  /** Fields within fields, fragments followed. */
  depth: number;
  /** Aliases of an operation, every fragment written out. */
  aliases: number;
  /** Selections of an operation, every fragment written out: a document of a few lines can stand for millions. */
  fields: number;
  /** Fragments of a document: planning writes them out one into the other. */
  fragments: number;
  /** Directives of an operation, every fragment written out. */
  directives: number;
  /** Rows and fields that an operation may ask for, by role; a viewer has the most of its roles. */
  cost: Readonly<Record<Role, number>>;
  /** Who may ask for the schema. */
  introspection: readonly Role[];
}

export const defaultLimits: Limits = {
  tokens: 4000,
  depth: 24,
  aliases: 100,
  fields: 2000,
  fragments: 100,
  directives: 50,
  cost: {
    PUBLIC: 20_000,
    ORGANISATION: 20_000,
    UNIT: 50_000,
    INSTRUCTOR: 50_000,
    COUNTY: 100_000,
    DEPLOYMENT: 100_000,
    CITY: 200_000,
    AUDITOR: 200_000,
  },
  introspection: roles,
};

export type CountedLimit = 'tokens' | 'depth' | 'aliases' | 'fields' | 'fragments' | 'directives' | 'cost';

const nouns = {
  tokens: ['词元', 'tokens'],
  depth: ['嵌套层数', 'levels of fields'],
  aliases: ['别名', 'aliases'],
  fields: ['字段（片段展开后）', 'fields with every fragment written out'],
  fragments: ['片段', 'fragments'],
  directives: ['指令', 'directives'],
  cost: ['查询量', 'cost: rows and fields asked for'],
} as const satisfies Record<CountedLimit, readonly [string, string]>;

/** The refusal of an operation that is over one of the limits; null where it is not. */
export function beyond(limit: CountedLimit, most: number, received: number): GraphQLError | null {
  if (received <= most) return null;
  const [zh, en] = nouns[limit];
  const expected = `at most ${most} ${en}`;
  // Doubling fragments make numbers that say nothing written out.
  const seen = received > 1_000_000 ? 'more than a million' : String(Math.ceil(received));
  return codedError(
    'LIMIT_EXCEEDED',
    `${errorRegistry.LIMIT_EXCEEDED.zh}（${zh}）: expected ${expected}; received ${seen}.`,
    { expected, received: seen },
  );
}

/** The most that any of the viewer's roles allows. */
export function allowance(cost: Limits['cost'], viewer: Viewer): number {
  return Math.max(cost.PUBLIC, ...viewer.roles.map((role) => cost[role]));
}

export function mayIntrospect({ introspection }: Limits, viewer: Viewer): boolean {
  const held: readonly Role[] = viewer.roles.length > 0 ? viewer.roles : ['PUBLIC'];
  return held.some((role) => introspection.includes(role));
}
