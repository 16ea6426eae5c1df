import type { RequestContext } from '@jiedui/kit/context';

import type { AppealClock, AppealState, AppealTier } from '../terms.ts';

/** *Policy*: the articles give no deadline. All days are working days. */
export interface AppealPolicy {
  /** How long each clock may run; handling by tier, since what is reopened keeps its tier. */
  workingDays: Readonly<Record<Exclude<AppealClock, 'HANDLING'> | `HANDLING_${AppealTier}`, number>>;
  /** How long a department has for its part where no other time is set: coordinated by the county, assigned by the city. */
  partDays: { COORDINATE: number; ASSIGN: number };
  /** How many working days before its deadline something is DUE_SOON. */
  dueSoonDays: number;
  /** What is overdue for so many working days is escalated by the schedule; null: nothing is. */
  escalateAfterDays: number | null;
  /** The public gets no number of a group of fewer appeals. */
  smallestGroup: number;
}

export const defaultAppealPolicy: AppealPolicy = {
  workingDays: {
    ACCEPTANCE: 2,
    HANDLING_T1: 5,
    HANDLING_T2: 10,
    HANDLING_T3: 15,
    COORDINATION: 15,
    ASSIGNMENT: 5,
    FOLLOW_UP: 30,
    CALLBACK: 5,
    REVIEW: 3,
    CLOSING: 3,
  },
  partDays: { COORDINATE: 10, ASSIGN: 20 },
  dueSoonDays: 2,
  escalateAfterDays: 5,
  smallestGroup: 5,
};

/** The policy of this deployment. */
export function appealPolicyOf({ policies }: Pick<RequestContext, 'policies'>): AppealPolicy {
  return { ...defaultAppealPolicy, ...policies['appeals'] };
}

/** What each state waits for. */
const clocks: Readonly<Record<AppealState, AppealClock | null>> = {
  RAISED: 'ACCEPTANCE',
  ACCEPTED: 'HANDLING',
  COORDINATING: 'COORDINATION',
  ESCALATED: 'ASSIGNMENT',
  ASSIGNED: 'FOLLOW_UP',
  RESOLVED: 'CALLBACK',
  CONFIRMED: 'CLOSING',
  DISSATISFIED: 'REVIEW',
  REOPENED: 'HANDLING',
  CLOSED: null,
  WITHDRAWN: null,
  REFUSED: null,
};

/** The clock that runs in a state; null at an end. */
export function clockIn(state: AppealState): AppealClock | null {
  return clocks[state];
}

/** Working days from entering the state; null where no clock runs. */
export function daysIn(state: AppealState, tier: AppealTier, { workingDays }: AppealPolicy): number | null {
  const clock = clockIn(state);
  if (clock === null) return null;
  return clock === 'HANDLING' ? workingDays[`HANDLING_${tier}`] : workingDays[clock];
}
