/** Work of many requests takes turns at the one thread. */
export interface Turns {
  /** Resolves when it is the caller's turn: first come, first served. */
  turn(): Promise<void>;
  /** The longest that anybody has waited for a turn since this was last asked. Unit: milliseconds. */
  longestWait(): number;
}

interface Waiting {
  since: number;
  proceed(): void;
}

/**
 * One piece of work between two looks at the sockets. Pieces done in a row, as they come in, would keep those outside who only have to
 * be turned away: Node takes one new connection per look, whatever else there is to do, and a flood makes a look take 100 ms.
 */
export function createTurns(): Turns {
  const waiting: Waiting[] = [];
  let longest = 0;
  const next = (): void => {
    const first = waiting.shift()!;
    longest = Math.max(longest, performance.now() - first.since);
    first.proceed();
    // Set from within an immediate it comes after the next look.
    if (waiting.length > 0) setImmediate(next);
  };
  return {
    turn: () =>
      new Promise((proceed) => {
        waiting.push({ since: performance.now(), proceed });
        if (waiting.length === 1) setImmediate(next);
      }),
    longestWait() {
      const first = waiting[0];
      const waited = Math.max(longest, first ? performance.now() - first.since : 0);
      longest = 0;
      return waited;
    },
  };
}
