import type { Logger } from 'pino';
import type { Turns } from './turns.ts';

/** How many requests are under way at once, and who may be one of them. */
export interface Overload {
  /** Takes a place, which the caller gives back; null where there is none. */
  enter(isKnown: boolean): (() => void) | null;
  /** How many may be under way at the moment. */
  readonly limit: number;
  stop(): void;
}

/** What one window has seen. */
export interface Pressure {
  /** Most requests that were under way at once. */
  peak: number;
  /** The longest that a piece of work waited for its turn at the thread. Unit: milliseconds. */
  wait: number;
}

/** So often the limit is thought over. Unit: milliseconds. */
const window = 100;
/** A thread at which work waits longer has more of it than it can do. Unit: milliseconds. */
const longestWait = 60;
/** Never fewer: one costly query, or a busy machine, holds up the thread too, and that is no flood. */
const least = 24;
const start = 32;
/** Of all places, those kept for callers with a token: a flood from nowhere leaves the offices room. */
const keptShare = 0.25;
/** After that a client may try again. Unit: seconds. */
export const retryAfter = 1;

/**
 * The limit for the next window. What is scarce here is the one thread: while counties are waited for, any number of requests
 * may be under way, and the limit follows them upwards; when the thread falls behind, it is cut below what there was.
 */
export function nextLimit(limit: number, { peak, wait }: Pressure, most: number): number {
  if (wait > longestWait) return Math.max(Math.min(least, most), Math.floor(Math.min(limit, peak) * 0.7));
  return peak >= limit ? Math.min(most, Math.ceil(limit * 1.1)) : limit;
}

/** @param most however idle the thread is: what is under way takes memory. */
export function createOverload(most: number, turns: Pick<Turns, 'longestWait'>, log: Logger): Overload {
  let limit = Math.min(start, most);
  const running = { known: 0, unknown: 0 };
  let peak = 0;
  let refused = 0;
  let told = 0;
  const timer = setInterval(() => {
    limit = nextLimit(limit, { peak, wait: turns.longestWait() }, most);
    peak = running.known + running.unknown;
    if (refused > 0 && performance.now() - told > 1000) {
      log.warn({ refused, limit }, 'requests are turned away');
      told = performance.now();
      refused = 0;
    }
  }, window);
  timer.unref();
  return {
    enter(isKnown) {
      const total = running.known + running.unknown;
      const kept = Math.ceil(limit * keptShare);
      const free = isKnown ? total < limit || running.known < kept : total < limit - kept;
      // A limit at which somebody was turned away was reached, even if the last places were kept for others.
      peak = Math.max(peak, free ? total + 1 : limit);
      if (!free) {
        refused++;
        return null;
      }
      const side = isKnown ? 'known' : 'unknown';
      running[side]++;
      return () => void running[side]--;
    },
    get limit() {
      return limit;
    },
    stop() {
      clearInterval(timer);
    },
  };
}
