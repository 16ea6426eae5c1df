import fc from 'fast-check';

import type { Draw } from './operation-values.ts';

/** One seed for all random tests; `FC_SEED` varies it, and a failure names it. */
export const seed = Number(process.env['FC_SEED'] ?? 20_230_604);

const usualOperations = 2_200;

/** How many random cases a test runs: `FC_RUNS` says how many operations are compared, other tests go along with it. */
export function runs(usual: number): number {
  return Math.max(
    1,
    Math.round((usual * Number(process.env['FC_RUNS'] ?? usualOperations)) / usualOperations),
  );
}

/** The plainest failing case that was found. */
export interface Failure<Case> {
  case: Case;
  message: string;
}

/**
 * Runs a check over random cases, several at once (servers wait for each other; a case alone would leave the machine
 * idle). Returns null, or, of the first failing case, the plainest that still fails.
 * @param check the reason why the case fails, or null.
 */
export async function firstFailure<Case>(
  { count, atOnce, salt = 0 }: { count: number; atOnce: number; salt?: number },
  make: (draw: Draw) => Case,
  check: (made: Case) => Promise<string | null>,
): Promise<Failure<Case> | null> {
  const parameters = { seed: seed + salt, numRuns: count, unbiased: true };
  const generators = fc.sample(fc.gen(), parameters);
  let next = 0;
  let failed = -1;
  let failure: Failure<Case> | null = null;
  const worker = async (): Promise<void> => {
    while (next < generators.length && failed < 0) {
      const index = next++;
      const made = make(drawOf(generators[index]!));
      const message = await check(made);
      if (message !== null && (failed < 0 || index < failed)) {
        failed = index;
        failure = { case: made, message };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failed < 0) return null;
  // The same case again, by its place in the same sequence: fast-check now shrinks it.
  const property = fc.asyncProperty(fc.gen(), async (generator) => {
    const made = make(drawOf(generator));
    const message = await check(made);
    if (message === null) return;
    failure = { case: made, message };
    throw new Error(message);
  });
  await fc.check(property, {
    ...parameters,
    path: String(failed),
    interruptAfterTimeLimit: longestShrinking,
  });
  return failure;
}

/** Unit: milliseconds. */
const longestShrinking = 40_000;

type Generator = ReturnType<ReturnType<typeof fc.gen>['generate']>['value'];

function drawOf(generator: Generator): Draw {
  return (most) => generator(fc.nat, most);
}
