import { clockOf } from '@jiedui/kit/clock';
import type { RequestContext } from '@jiedui/kit/context';

import type { Appeal } from '../entity.ts';
import { type AppealPart, isOpen } from '../part/entity.ts';
import { type Calendar, publishedCalendar } from './calendar.ts';
import { noDeadline, type Pause, storedDeadline } from './deadline.ts';
import { type AppealPolicy, daysIn } from './policy.ts';

/** What deadlines are reckoned with. */
export interface Reckoning {
  calendar: Calendar;
  policy: AppealPolicy;
}

/** The calendar of a deployment: the published one, unless a test gives its own. */
export function calendarIn({ policies }: Pick<RequestContext, 'policies'>): Calendar {
  return (policies['calendar'] as Calendar | undefined) ?? publishedCalendar;
}

/** The pauses of an appeal as its row has them. */
export function pausesOf({ clockPauses }: Pick<Appeal, 'clockPauses'>): Pause[] {
  return clockPauses.map((text) => {
    const [from = '', to = ''] = text.split('/');
    return { from, to: to === '' ? null : to };
  });
}

/** The clock of the state that the appeal has entered, from this day on; none at an end. */
export function startClock(appeal: Appeal, today: string, reckoning: Reckoning): void {
  const days = daysIn(appeal.state, appeal.tier, reckoning.policy);
  appeal.clockStartedOn = days === null ? null : today;
  appeal.clockDays = days;
  reckon(appeal, reckoning);
}

/** Stands still from this day on, with the parts that are open. */
export function pauseClock(
  appeal: Appeal,
  parts: readonly AppealPart[],
  today: string,
  reckoning: Reckoning,
): void {
  appeal.pausedOn = today;
  appeal.clockPauses = [...appeal.clockPauses, `${today}/`];
  reckonAll(appeal, parts, reckoning);
}

/** Goes on from this day, which counts if it is worked. */
export function resumeClock(
  appeal: Appeal,
  parts: readonly AppealPart[],
  today: string,
  reckoning: Reckoning,
): void {
  appeal.clockPauses = appeal.clockPauses.map((text) => (text.endsWith('/') ? `${text}${today}` : text));
  appeal.pausedOn = null;
  reckonAll(appeal, parts, reckoning);
}

/** Writes the deadline that follows from the clock's start, its days and its pauses. */
export function reckon(appeal: Appeal, { calendar, policy }: Reckoning): void {
  const { clockStartedOn: startedOn, clockDays: days, state } = appeal;
  const deadline =
    startedOn == null || days == null
      ? noDeadline
      : storedDeadline({ startedOn, days, pauses: pausesOf(appeal) }, { calendar, policy, state });
  appeal.dueOn = deadline.dueOn;
  appeal.dueSoonOn = deadline.dueSoonOn;
  appeal.escalatesOn = deadline.escalatesOn;
  appeal.dueProvisional = deadline.provisional;
}

/**
 * The same of a department's part; it stands still with its appeal. Once it is answered or taken back nothing is waited for any
 * more, and the deadline by which that is judged stays.
 */
export function reckonPart(
  part: AppealPart,
  pauses: readonly Pause[],
  { calendar, policy }: Reckoning,
): void {
  const { clockStartedOn: startedOn, clockDays: days } = part;
  const deadline = isOpen(part)
    ? storedDeadline({ startedOn, days, pauses }, { calendar, policy })
    : noDeadline;
  part.dueOn = deadline.dueOn;
  part.dueSoonOn = deadline.dueSoonOn;
  part.dueProvisional = deadline.provisional;
  if (isOpen(part)) part.deadlineOn = deadline.dueOn;
}

/** The deadline of a part that has ended, which was not kept then: with the pauses that it went through. */
export function reckonEndedPart(
  part: AppealPart,
  pauses: readonly Pause[],
  { calendar, policy }: Reckoning,
): void {
  const ended = clockOf(() => (part.answeredAt ?? part.releasedAt)!).today();
  const { clockStartedOn: startedOn, clockDays: days } = part;
  const run = { startedOn, days, pauses: pauses.filter(({ from }) => from <= ended) };
  part.deadlineOn = storedDeadline(run, { calendar, policy }).dueOn;
  part.dueProvisional = false;
}

function reckonAll(appeal: Appeal, parts: readonly AppealPart[], reckoning: Reckoning): void {
  reckon(appeal, reckoning);
  for (const part of parts.filter(isOpen)) reckonPart(part, pausesOf(appeal), reckoning);
}
