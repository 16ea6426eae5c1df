import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { RowProblem } from './row.ts';

/** What an import found and did. */
export interface ImportReport {
  jurisdiction: JurisdictionCode;
  /** Whether anything was written: never where there is one error. */
  committed: boolean;
  /** Rows of organisations in the file. */
  rows: number;
  created: number;
  corrected: number;
  unchanged: number;
  errors: number;
  warnings: number;
  /** In the order of the rows; the first ones where there are too many. */
  problems: RowProblem[];
  /** 没有用到的列。Headings that no column of the ledger has. */
  unknownColumns: readonly string[];
}

/** Most that are listed; all are counted. */
export const mostErrors = 10_000;
export const mostWarnings = 2_000;

/** Collects problems without growing beyond what is listed. */
export class Findings {
  errors = 0;
  warnings = 0;
  readonly problems: RowProblem[] = [];

  add(problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      const isError = problem.severity === 'ERROR';
      const listed = isError ? this.errors++ : this.warnings++;
      if (listed < (isError ? mostErrors : mostWarnings)) this.problems.push(problem);
    }
  }

  inOrder(): RowProblem[] {
    return this.problems.toSorted((a, b) => a.row - b.row || (a.column ?? 0) - (b.column ?? 0));
  }
}
