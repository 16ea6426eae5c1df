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

/** Step → the states in which it can be taken, the one that it leads to (null: the state stays), and by whom. */
export type Moves<Step extends string, State extends string, Actor extends string = string> = Readonly<
  Record<Step, { from: readonly State[]; to: State | null; by: readonly Actor[] }>
>;

/** INVALID_TRANSITION where the step cannot be taken in the state, else null. */
export function refusedMove<Step extends string, State extends string>(
  moves: Moves<Step, State>,
  step: Step,
  state: State,
): GraphQLError | null {
  const { from } = moves[step];
  if (from.includes(state)) return null;
  return expectation('INVALID_TRANSITION', { expected: `${from.join(' or ')} for ${step}`, received: state });
}
