import type { RequestContext } from '@jiedui/kit/context';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { OpenSheet, ReadRow, RowProblem } from './row.ts';

/** What the import of one file knows, whatever the kind of its records. */
export interface Job {
  /** Of its transaction. */
  em: EntityManager;
  context: RequestContext;
  owner: JurisdictionCode;
  today: string;
  /** The moment that the records are given. */
  now: string;
  /** Who sends it, in what role. */
  source: string;
  reason: string | null;
  /** Credit codes of organisations in the file whose rows are refused: what refers to them is not wrong for it. */
  refusedCodes: Set<string>;
}

export interface Effect {
  created: number;
  corrected: number;
  unchanged: number;
}

/** How the records of one kind are imported: all rows are read, judged together, and only then written. */
export interface RecordImport {
  /** Judges and stages rows, a batch at a time. */
  take(rows: readonly ReadRow[]): Promise<RowProblem[]>;
  /** What only all rows together show. */
  finish(): Promise<RowProblem[]>;
  effect(): Promise<Effect>;
  /** Writes the rows from the first number to before the last. */
  write(range: readonly [number, number]): Promise<void>;
}

export type RecordImporter = (job: Job, sheet: OpenSheet) => RecordImport;
