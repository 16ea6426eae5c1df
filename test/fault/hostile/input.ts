/** One hostile request and the answer that it must have. */
export interface Input {
  name: string;
  send: {
    /** POST where absent. */
    method?: string;
    path?: string;
    headers?: Readonly<Record<string, string>>;
    body?: string | Buffer;
    /** Sent over a bare connection, byte for byte, instead of all of the above. */
    raw?: string;
    /** Role of the caller; the public where absent. */
    as?: 'county' | 'city';
  };
  expect: Expectation;
}

export interface Expectation {
  status: number;
  /** Of the first error. */
  code?: string;
  /** Nothing was executed. */
  refused?: true;
  /** Of the answer's data. */
  data?: unknown;
  /** Header that must, or with null must not, be there. */
  header?: readonly [name: string, value: string | null];
}

/** Stand for a cursor that the platform gave, of organisations by their names, and for the same with one character changed. */
export const genuineCursor = '«a cursor»';
export const changedCursor = '«a cursor, changed»';

export const ok: Expectation = { status: 200 };
export const refused = (status: number, code: string): Expectation => ({ status, code, refused: true });
