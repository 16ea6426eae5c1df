import type { Answer, AnswerError } from './client.ts';

export interface Difference {
  /** `data.f1.nodes.3.name`, or `errors`. */
  at: string;
  received: unknown;
  expected: unknown;
}

/**
 * Where an answer differs from the oracle's: in its data, to the byte and the order of its keys, or in its errors in
 * essence. Null where it does not.
 */
export function differenceOf(received: Answer, expected: Answer): Difference | null {
  if (JSON.stringify(received.data) !== JSON.stringify(expected.data)) {
    return firstDifference(received.data, expected.data, 'data');
  }
  const theirs = essence([...(expected.errors ?? []), ...misfitsOf(expected)]);
  const ours = essence(received.errors).map((line) => otherReason(line, theirs) ?? line);
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return null;
  return { at: 'errors', received: ours, expected: theirs };
}

/**
 * Code and path of each error, sorted. Positions in lists are left out: in a list of mixed types the stock gateway
 * counts an entity's position among those of its type, and names it as the one in the list.
 */
function essence(errors: readonly AnswerError[] = []): string[] {
  return errors
    .map(({ path = [], extensions }) => {
      const place = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
      return `${place} ${String(extensions?.['code'])}`;
    })
    .sort();
}

/**
 * Of a field that is wrong in two ways either may be named: the gateway refuses a jurisdiction that it cannot route to
 * before it asks anybody, a deployment a viewer before it reads the arguments.
 */
function otherReason(line: string, theirs: readonly string[]): string | undefined {
  const [place, code] = line.split(' ');
  const unroutable = ['UNKNOWN_JURISDICTION', 'INVALID_JURISDICTION_CODE', 'INVALID_ID'].includes(code!);
  return unroutable ? theirs.find((each) => each === `${place} FORBIDDEN`) : undefined;
}

/** A null that it had to make, for a reference to a record that is gone, the stock gateway tells in an extension alone. */
function misfitsOf({ extensions }: Answer): AnswerError[] {
  const misfits = (extensions?.['valueCompletion'] ?? []) as AnswerError[];
  return misfits.map(({ message, path }) => ({
    message,
    ...(path && { path }),
    extensions: { code: 'NOT_FOUND' },
  }));
}

function firstDifference(received: unknown, expected: unknown, at: string): Difference {
  const here = { at, received, expected };
  if (typeof received !== 'object' || typeof expected !== 'object' || !received || !expected) return here;
  const names = Object.keys(expected);
  // Another order of keys, other keys, or another length.
  if (Object.keys(received).join() !== names.join()) return here;
  for (const name of names) {
    const [ours, theirs] = [received[name as keyof object], expected[name as keyof object]];
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      return firstDifference(ours, theirs, `${at}.${name}`);
  }
  return here;
}

/** How many objects stand in lists of an answer: its rows, on every level. */
export function rowsIn(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce<number>(
      (sum, item) => sum + (item && typeof item === 'object' ? 1 : 0) + rowsIn(item),
      0,
    );
  }
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + rowsIn(item), 0);
}
