import { dayAfter } from '@jiedui/kit/clock';
import { isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { calendarOf, publishedCalendar } from './calendar.ts';
import { daysRun, deadlineOf, never, type Run, storedDeadline, timelinessOf } from './deadline.ts';
import { defaultAppealPolicy } from './policy.ts';

const numRuns = 2_000;
/** A day of the years that are published, and of some beyond them. */
const day = fc.integer({ min: 0, max: 6_000 }).map((offset) => dayAfter('2012-01-01', offset));

describe('the published calendar', () => {
  test('has the make-up days and holidays of the State Council', () => {
    const working = (on: string) => publishedCalendar.isWorkingDay(on);
    // 春节 2024: free from the 10th to the 17th of February, made up on the 4th and the 18th, both Sundays.
    expect(['2024-02-04', '2024-02-12', '2024-02-16', '2024-02-18', '2024-02-19'].map(working)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(publishedCalendar.after('2024-02-09', 1)).toBe('2024-02-18');
    expect(publishedCalendar.before('2024-02-18', 1)).toBe('2024-02-09');
    expect(publishedCalendar.between('2024-02-03', '2024-02-18')).toBe(7);
  });

  test('says what chinese-days says of every day of every published year', () => {
    const { from, through } = publishedCalendar.settled;
    expect(from).toBe('2004-01-01');
    for (let on = from; on <= through; on = dayAfter(on, 1)) {
      expect(publishedCalendar.isWorkingDay(on), on).toBe(isWorkday(on));
    }
  });

  test('leaves the last days of its last year open: they are arranged with the next New Year', () => {
    expect(publishedCalendar.settled.through).toMatch(/^20\d\d-12-27$/);
    const until2022 = calendarOf({ holidays: ['2022-10-03'], makeUpDays: [] });
    expect(until2022.settled).toEqual({ from: '2022-01-01', through: '2022-12-27' });
  });
});

test('counting and finding working days is what a walk day by day gives', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (start, n) => {
      const walk = (direction: 1 | -1): string => {
        let on = start;
        for (let left = n; left > 0;) {
          on = dayAfter(on, direction);
          if (publishedCalendar.isWorkingDay(on)) left -= 1;
        }
        return on;
      };
      const end = walk(1);
      expect(publishedCalendar.after(start, n)).toBe(end);
      expect(publishedCalendar.before(start, n)).toBe(walk(-1));
      expect(publishedCalendar.between(start, end)).toBe(n);
      expect(publishedCalendar.between(end, start)).toBe(0);
    }),
    { numRuns },
  );
});

/** Day by day: is it worked, and does the clock run at its end? */
function dullDeadline({ startedOn, days, pauses }: Run): string | null {
  let left = days;
  for (let on = startedOn, n = 0; n < 3_000; n++) {
    on = dayAfter(on, 1);
    const standing = pauses.find(({ from, to }) => from <= on && (to === null || on < to));
    if (standing?.to === null) return null;
    if (!standing && publishedCalendar.isWorkingDay(on)) left -= 1;
    if (left === 0) return on;
  }
  throw new Error('No deadline within 3,000 days');
}

/** Pauses in order, each after the start and not before the last one's end; the last may be open. */
const run: fc.Arbitrary<Run> = fc
  .record({
    startedOn: day,
    days: fc.integer({ min: 1, max: 40 }),
    steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 })), {
      maxLength: 4,
    }),
    open: fc.boolean(),
  })
  .map(({ startedOn, days, steps, open }) => {
    let on = startedOn;
    const pauses = steps.map(([wait, length], index) => {
      const from = dayAfter(on, wait);
      on = dayAfter(from, length);
      return { from, to: open && index === steps.length - 1 ? null : on };
    });
    return { startedOn, days, pauses };
  });

test('a deadline with pauses is the one that a walk day by day finds', () => {
  fc.assert(
    fc.property(run, (given) => {
      const deadline = deadlineOf(given, publishedCalendar);
      expect(deadline?.on ?? null).toBe(dullDeadline(given));
      if (!deadline) return;
      expect(daysRun(given.startedOn, deadline.on, given.pauses, publishedCalendar)).toBe(given.days);
      expect(deadline.provisional).toBe(
        given.startedOn < publishedCalendar.settled.from || deadline.on > publishedCalendar.settled.through,
      );
    }),
    { numRuns },
  );
});

test('a clock that stands still for less than a day loses nothing and gains nothing', () => {
  const clock = { startedOn: '2024-03-11', days: 5 };
  const plain = deadlineOf({ ...clock, pauses: [] }, publishedCalendar);
  for (const on of ['2024-03-11', '2024-03-13', '2024-03-18']) {
    expect(deadlineOf({ ...clock, pauses: [{ from: on, to: on }] }, publishedCalendar)).toEqual(plain);
  }
});

describe('a stored deadline', () => {
  const stored = (state: 'ACCEPTED' | 'RESOLVED', policy = {}) =>
    storedDeadline(
      { startedOn: '2024-02-08', days: 3, pauses: [] },
      { calendar: publishedCalendar, policy: { ...defaultAppealPolicy, ...policy }, state },
    );

  test('says when it is due soon, and when the schedule escalates what has no end', () => {
    expect(stored('ACCEPTED')).toEqual({
      dueOn: '2024-02-19',
      dueSoonOn: '2024-02-09',
      escalatesOn: '2024-02-26',
      provisional: false,
    });
    expect(stored('RESOLVED').escalatesOn).toBe(never);
    expect(stored('ACCEPTED', { escalateAfterDays: null }).escalatesOn).toBe(never);
  });

  test('is on time, due soon on its last days and on itself, overdue after it', () => {
    const deadline = stored('ACCEPTED');
    const on = ['2024-02-08', '2024-02-09', '2024-02-19', '2024-02-20'];
    expect(on.map((each) => timelinessOf(deadline, each))).toEqual([
      'ON_TIME',
      'DUE_SOON',
      'DUE_SOON',
      'OVERDUE',
    ]);
    expect(timelinessOf({ dueOn: never, dueSoonOn: never }, '2024-02-08')).toBeNull();
  });
});
