/** The time, as the rules of a request see it. A test passes its own. */
export interface Clock {
  now(): Date;
  /** The civil date in Asia/Shanghai, YYYY-MM-DD. */
  today(): string;
}

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** A clock that reads the time from `now`. */
export function clockOf(now: () => Date): Clock {
  return { now, today: () => shanghai.format(now()) };
}

export const systemClock: Clock = clockOf(() => new Date());

const millisecondsOfDay = 86_400_000;

/** The day that lies `offset` days after another, or before it where that is negative. Days are YYYY-MM-DD. */
export function dayAfter(day: string, offset: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + offset * millisecondsOfDay).toISOString().slice(0, 10);
}
