import { expectation } from '@jiedui/schema/contract/error';
import type { GraphQLError } from 'graphql';

/** State → the states that one step leads to. None: the end. */
export type Workflow<State extends string> = Readonly<Record<State, readonly State[]>>;

/** INVALID_TRANSITION where no step leads from one state to the other, else null. */
export function refusedStep<State extends string>(
  workflow: Workflow<State>,
  from: State,
  to: State,
): GraphQLError | null {
  const next = workflow[from];
  if (next.includes(to)) return null;
  return expectation('INVALID_TRANSITION', {
    expected:
      next.length === 0 ? `no further step: ${from} is the end` : `${next.join(' or ')} after ${from}`,
    received: to,
  });
}

/** INVALID_INPUT where a step is dated before the one that it follows or after today, else null. Days: Asia/Shanghai. */
export function misdatedStep(
  takenOn: string,
  { earliest, today }: { earliest: string; today: string },
): GraphQLError | null {
  if (takenOn >= earliest && takenOn <= today) return null;
  return expectation('INVALID_INPUT', {
    expected: `takenOn from ${earliest}, the day of the step before, to ${today}, today`,
    received: takenOn,
  });
}
