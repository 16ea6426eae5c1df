import type { HistogramSummary } from '@jiedui/schema/contract/histogram';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { ArgumentNode, GraphQLField } from 'graphql';
import type { Variables } from '../arguments.ts';
import type { Notes } from '../notes.ts';
import type { Deployment } from '../shard.ts';

/**
 * How several shards' values of one field become one. Every fold is associative and takes its values in the order of the
 * jurisdictions, never in the order of arrival: that is why neither the speed of a shard nor the cut between shards shows.
 */
export type Fold =
  | ConnectionFold
  | GroupFold
  | ObjectFold
  | RatioFold
  | HistogramFold
  | { strategy: 'CONCAT' | 'SUM' | 'MIN' | 'MAX' | 'FIRST' | 'ROUTE' | 'ANY' };

/** A field inside a folded object, with its own fold. */
export interface FoldedField {
  key: string;
  fold: Fold;
}

export interface FoldContext {
  notes: Notes;
  variables: Variables;
  /** The folds of fields inside a folded value. */
  nested: Folding;
  /** What acceptance has read of a connection already, by its object: cursors are decoded once. */
  rows: WeakMap<object, Rows>;
}

/** Both halves of every strategy; a folded object folds its fields through it. */
export interface Folding {
  accepts(fold: Fold, value: unknown, deployment: Deployment, context: FoldContext): boolean;
  fold(fold: Fold, values: readonly unknown[], context: FoldContext): unknown;
}

export interface ConnectionFold {
  strategy: 'CONNECTION';
  definition: GraphQLField<unknown, unknown>;
  arguments: readonly ArgumentNode[];
  /** Where the cursors are read; null where the client asks for no rows, only for totals. */
  cursors: { list: string; cursor: string } | null;
  /** The response keys of `edges` and of `nodes`: parallel lists, all in the order of the cursors. */
  lists: readonly string[];
  /** Where an owned row's key can be read beside its cursor: `node` is null in a list of nodes. */
  identities: readonly { list: string; node: string | null; key: string }[];
  /** Rows are records with one owner, told by the id at the end of the cursor's key. */
  owned: boolean;
  pages: readonly { key: string; fields: readonly { key: string; name: string }[] }[];
  /** Where a shard tells whether it has more. */
  flags: { page: string; next: string; previous: string } | null;
  totals: readonly string[];
  others: readonly FoldedField[];
  /** Injected keys: on the connection, on every edge of the cursors' list, on the page of the flags. */
  strip: { connection: readonly string[]; edge: string | null };
}

/** A shard's rows: the keys by which they are merged, ascending, and who owns each. */
export interface Rows {
  keys: Uint8Array[];
  owners: (JurisdictionCode | null)[];
}

export interface GroupFold {
  strategy: 'GROUP';
  /** The response keys that together identify a bucket. */
  by: readonly string[];
  /** Those of them that the client did not ask for. */
  strip: readonly string[];
  fields: readonly FoldedField[];
}

export interface RatioFold {
  strategy: 'RATIO';
  numerator: string;
  denominator: string;
  /** The Float fields: the quotient. */
  quotients: readonly string[];
  strip: readonly string[];
  fields: readonly FoldedField[];
}

export interface HistogramFold {
  strategy: 'HISTOGRAM';
  buckets: string;
  exactTo: string;
  most: string;
  /** The response keys of what the client asked for, each with what it tells of the histogram. */
  derived: readonly { key: string; field: keyof HistogramSummary }[];
  strip: readonly string[];
  fields: readonly FoldedField[];
}

export interface ObjectFold {
  strategy: 'OBJECT';
  fields: readonly FoldedField[];
}
