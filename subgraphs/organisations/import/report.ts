import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { RowProblem } from './row.ts';
import type { SheetKind } from './sheet.ts';
import type { Effect } from './record-import.ts';

/** What an import found and did in one table. */
export interface TableReport extends Effect {
  /** The sheet's name as the file has it; null in a file that is one table. */
  sheet: string | null;
  kind: SheetKind;
  /** Rows of records. */
  rows: number;
  /** 没有用到的列。Headings that no column of the ledger has. */
  unknownColumns: readonly string[];
}

/** What an import found and did; the counts are over all tables. */
export interface ImportReport extends Effect {
  jurisdiction: JurisdictionCode;
  /** Whether anything was written: never where there is one error. */
  committed: boolean;
  rows: number;
  tables: TableReport[];
  errors: number;
  warnings: number;
  /** In the order of the tables and rows; the first ones where there are too many. */
  problems: RowProblem[];
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

  inOrder(sheets: readonly (string | null)[]): RowProblem[] {
    const place = ({ sheet }: RowProblem): number => sheets.indexOf(sheet);
    return this.problems.toSorted(
      (a, b) => place(a) - place(b) || a.row - b.row || (a.column ?? 0) - (b.column ?? 0),
    );
  }
}
