import type { Logger } from 'pino';
import type { Turns } from './turns.ts';

/** How many requests are under way at once, and who may be one of them. */
export interface Overload {
  /** Takes a place, which the caller gives back; null where there is none. */
  enter(isKnown: boolean): (() => void) | null;
  /** A shard has answered, after so many milliseconds. */
  heard(milliseconds: number): void;
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
  /** Whether even the quickest shards answer much later than they do when little is asked. */
  behind: boolean;
}

/** So often the limit is thought over. Unit: milliseconds. */
const window = 100;
/** A thread at which work waits longer has more of it than it can do. Unit: milliseconds. */
const longestWait = 60;
/** Never fewer: a few costly queries, or a busy machine, hold up the thread or the shards too, and that is no flood. */
const least = 32;
/** With fewer under way nobody waits for another. */
const calm = 8;
/** By so much more, per window, what is usual may have become. */
const forgetting = 1.01;
/** Of all places, those kept for callers with a token: a flood from nowhere leaves the offices room. */
const keptShare = 0.25;
/** After that a client may try again. Unit: seconds. */
export const retryAfter = 1;

/**
 * The limit for the next window. While counties are waited for, any number of requests may be under way, and the limit follows
 * them upwards, unless more of them only wait the longer: where all counties are behind, it is lowered slowly, and where the one
 * thread of this process is, it is cut below what there was. One county that is slow, or silent, lowers nothing.
 */
export function nextLimit(limit: number, { peak, wait, behind }: Pressure, most: number): number {
  const lowered = (share: number) =>
    Math.max(Math.min(least, most), Math.floor(Math.min(limit, peak) * share));
  if (wait > longestWait) return lowered(0.7);
  if (behind) return lowered(0.9);
  return peak >= limit ? Math.min(most, Math.ceil(limit * 1.1)) : limit;
}

/** Whether the shards are late, judged by the quickest tenth of their answers: while one of them alone is slow, the others' are quick. */
export class Lateness {
  /** What the quickest tenth takes where nobody waits; when little is asked it may become more again. Unit: milliseconds. */
  #usual = Infinity;

  /** @param answers of one window, in milliseconds. @returns Whether they are late. */
  judge(answers: readonly number[], isCalm: boolean): boolean {
    const quick = answers.toSorted((a, b) => a - b)[Math.floor(answers.length / 10)];
    if (quick === undefined) return false;
    this.#usual = Math.min(quick, isCalm ? this.#usual * forgetting : this.#usual);
    return quick > this.#usual * 3 + 50;
  }
}

/** @param most however idle the thread is: what is under way takes memory. */
export function createOverload(most: number, turns: Pick<Turns, 'longestWait'>, log: Logger): Overload {
  let limit = Math.min(least, most);
  const running = { known: 0, unknown: 0 };
  const lateness = new Lateness();
  let answers: number[] = [];
  let peak = 0;
  let refused = 0;
  let told = 0;
  const timer = setInterval(() => {
    const behind = lateness.judge(answers, peak < calm);
    answers = [];
    limit = nextLimit(limit, { peak, wait: turns.longestWait(), behind }, most);
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
    heard(milliseconds) {
      answers.push(milliseconds);
    },
    get limit() {
      return limit;
    },
    stop() {
      clearInterval(timer);
    },
  };
}
