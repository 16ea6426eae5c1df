import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { dayAfter } from '@jiedui/kit/clock';

/** Working days of China, with make-up days. Days are YYYY-MM-DD. Pure. */
export interface Calendar {
  isWorkingDay(day: string): boolean;
  /**
   * The days, both included, of which it is known whether they are worked. Of others Saturday and Sunday are taken to be
   * free: what is reckoned with them is provisional.
   */
  settled: { from: string; through: string };
  /** The n-th working day after a day, n ≥ 1. */
  after(day: string, n: number): string;
  /** The n-th working day before a day, n ≥ 1. */
  before(day: string, n: number): string;
  /** How many working days lie after a day, through another, that one included; 0 where it is not later. */
  between(day: string, through: string): number;
}

/** What the State Council publishes of a year, as `chinese-days` has it. */
export interface Arrangements {
  /** Free days. */
  holidays: Iterable<string>;
  /** Saturdays and Sundays that are worked. */
  makeUpDays: Iterable<string>;
}

/**
 * The last days of a December are arranged with New Year's Day: 2007 and 2018 have them from the 29th. Until the next year
 * is published, days from this one on are not settled.
 */
const lastOwnDay = '12-27';

/** A calendar over the years for which there are holidays, without a gap from the last one back. */
export function calendarOf({ holidays, makeUpDays }: Arrangements): Calendar {
  const free = new Set(holidays);
  const worked = new Set(makeUpDays);
  const years = new Set([...free].map((day) => Number(day.slice(0, 4))));
  const last = Math.max(...years);
  let first = last;
  while (years.has(first - 1)) first -= 1;

  const isWorkingDay = (day: string): boolean => {
    if (worked.has(day)) return true;
    if (free.has(day)) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  };
  const workingDays = new Map<number, readonly string[]>();
  const of = (year: number): readonly string[] => {
    let days = workingDays.get(year);
    if (!days) {
      const all: string[] = [];
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = dayAfter(day, 1)) {
        if (isWorkingDay(day)) all.push(day);
      }
      workingDays.set(year, (days = all));
    }
    return days;
  };
  const yearOf = (day: string): number => Number(day.slice(0, 4));
  /** How many working days of its year lie before or on the day. */
  const through = (day: string): number => {
    const days = of(yearOf(day));
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle]! <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    isWorkingDay,
    settled: { from: `${first}-01-01`, through: `${last}-${lastOwnDay}` },
    after(day, n) {
      let year = yearOf(day);
      let index = through(day) + n - 1;
      while (index >= of(year).length) {
        index -= of(year).length;
        year += 1;
      }
      return of(year)[index]!;
    },
    before(day, n) {
      let year = yearOf(day);
      let index = through(day) - (isWorkingDay(day) ? 1 : 0) - n;
      while (index < 0) {
        year -= 1;
        index += of(year).length;
      }
      return of(year)[index]!;
    },
    between(day, end) {
      if (end <= day) return 0;
      let count = through(end) - through(day);
      for (let year = yearOf(day); year < yearOf(end); year++) count += of(year).length;
      return count;
    },
  };
}

/** The calendar of the installed `chinese-days`: its data alone, since its functions reckon in the zone of the machine. */
export const publishedCalendar: Calendar = calendarOf(readPublished());

function readPublished(): Arrangements {
  const file = fileURLToPath(import.meta.resolve('chinese-days/dist/chinese-days.json'));
  const { holidays, workdays } = JSON.parse(readFileSync(file, 'utf8')) as {
    holidays: Record<string, string>;
    workdays: Record<string, string>;
  };
  return { holidays: Object.keys(holidays), makeUpDays: Object.keys(workdays) };
}
