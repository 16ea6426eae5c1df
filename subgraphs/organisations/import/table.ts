import { errorRegistry } from '@jiedui/schema/contract/error';
import { GraphQLError } from 'graphql';

/** A cell as the file has it. */
export interface Cell {
  text: string;
  /** Kept as a number by the program that wrote the file: digits beyond the fifteenth are lost. */
  numeric: boolean;
}

export interface TableRow {
  /** As the program that shows the file counts: 1 is the first line. */
  number: number;
  cells: readonly (Cell | undefined)[];
}

/** A table in a file. It is read anew by each call of `rows`, a piece at a time. */
export interface Table {
  /** Of the sheet; null where the file is one table. */
  name: string | null;
  /** Days are counted from 1904, not from 1900. */
  date1904: boolean;
  rows(): AsyncGenerator<TableRow>;
}

/** The file is none that can be read; the message is for the officer who sent it. Code: IMPORT_REFUSED. */
export class UnreadableTable extends GraphQLError {
  constructor(
    reason: string,
    { cause, ...bounds }: { cause?: unknown; expected?: string; received?: string } = {},
  ) {
    const { expected, received } = bounds;
    const told = expected === undefined ? '' : `。Expected ${expected}; received ${received}.`;
    super(`${errorRegistry.IMPORT_REFUSED.zh}: ${reason}${told}`, {
      extensions: { code: 'IMPORT_REFUSED', reason, ...bounds },
    });
    this.cause = cause;
  }
}
