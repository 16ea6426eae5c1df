import { dayAfter } from '@jiedui/kit/clock';

const millisecondsOfDay = 86_400_000;

/** The day that lies as far between two others as `part` of `whole` says; both ends are reached. */
export function dayBetween(first: string, last: string, part: number, whole: number): string {
  const days = Math.round((Date.parse(last) - Date.parse(first)) / millisecondsOfDay);
  return dayAfter(first, whole > 1 ? Math.round((days * part) / (whole - 1)) : 0);
}

/** 09:00 of a day in Asia/Shanghai, as an instant. */
export function morningOf(day: string): string {
  return `${day}T01:00:00.000Z`;
}
