import type { AppealState, AppealTimeliness } from '../terms.ts';
import type { Calendar } from './calendar.ts';
import { dayAfter } from '@jiedui/kit/clock';
import type { AppealPolicy } from './policy.ts';

/** From the day on which a clock stood still to the one on which it went on; null while it stands. */
export interface Pause {
  from: string;
  to: string | null;
}

/** A clock that has been started. */
export interface Run {
  /** The day of the step that started it; it does not count itself. */
  startedOn: string;
  /** Working days that it may run. */
  days: number;
  /** In their order. What lies before the start does not matter. */
  pauses: readonly Pause[];
}

export interface Deadline {
  /** The last day on which it is on time. */
  on: string;
  /** Reckoned with days of which nobody knows yet whether they are worked. */
  provisional: boolean;
}

/**
 * The deadline of a clock, or null while it stands still. A working day after the start counts unless the clock stands still
 * at its end. Pure.
 */
export function deadlineOf({ startedOn, days, pauses }: Run, calendar: Calendar): Deadline | null {
  let counted = startedOn;
  let left = days;
  for (const { from, to } of pauses) {
    const used = calendar.between(counted, dayAfter(from, -1));
    // The deadline came before the pause.
    if (used >= left) break;
    left -= used;
    if (to === null) return null;
    counted = later(counted, dayAfter(to, -1));
  }
  const on = calendar.after(counted, left);
  const { from, through } = calendar.settled;
  return { on, provisional: startedOn < from || on > through };
}

/** Working days from a day, which does not count itself, through another, without those at whose end the clock stood still. */
export function daysRun(
  startedOn: string,
  through: string,
  pauses: readonly Pause[],
  calendar: Calendar,
): number {
  let counted = startedOn;
  let sum = 0;
  for (const { from, to } of pauses) {
    const before = dayAfter(from, -1);
    sum += calendar.between(counted, before < through ? before : through);
    counted = later(counted, to === null ? through : dayAfter(to, -1));
  }
  return sum + calendar.between(counted, through);
}

/** What a row stores of a deadline, so that filters and orders are comparisons of days. */
export interface StoredDeadline {
  dueOn: string;
  dueSoonOn: string;
  escalatesOn: string;
  provisional: boolean;
}

/** The day that stands for none: later than all, so that what is not due comes last. */
export const never = '9999-12-31';

export const noDeadline: StoredDeadline = {
  dueOn: never,
  dueSoonOn: never,
  escalatesOn: never,
  provisional: false,
};

const escalating: ReadonlySet<AppealState> = new Set(['RAISED', 'ACCEPTED', 'COORDINATING', 'REOPENED']);

/** The deadline as it is stored; `state` says whether being overdue escalates it. A department's part has none. */
export function storedDeadline(
  run: Run,
  { calendar, policy, state }: { calendar: Calendar; policy: AppealPolicy; state?: AppealState },
): StoredDeadline {
  const deadline = deadlineOf(run, calendar);
  if (!deadline) return noDeadline;
  const { on, provisional } = deadline;
  const { dueSoonDays, escalateAfterDays } = policy;
  return {
    dueOn: on,
    dueSoonOn: dueSoonDays === 0 ? on : calendar.before(on, dueSoonDays),
    escalatesOn:
      state === undefined || !escalating.has(state) || escalateAfterDays === null
        ? never
        : calendar.after(on, Math.max(escalateAfterDays, 1)),
    provisional,
  };
}

/** How a deadline stands on a day; null where there is none. */
export function timelinessOf(
  { dueOn, dueSoonOn }: Pick<StoredDeadline, 'dueOn' | 'dueSoonOn'>,
  day: string,
): AppealTimeliness | null {
  if (dueOn === never) return null;
  if (day > dueOn) return 'OVERDUE';
  return day >= dueSoonOn ? 'DUE_SOON' : 'ON_TIME';
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
