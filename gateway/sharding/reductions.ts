import { LRUCache } from 'lru-cache';
import type { Reduced } from './older.ts';

/** Unit: milliseconds. */
const keptFor = 30_000;
/** Unit: characters. */
const keptText = 8_000_000;

/**
 * What was left of the queries that a deployment of an older release refused. For half a minute it is asked for that at once;
 * then for the whole again, and so it is noticed when its release is a newer one.
 */
export class Reductions {
  readonly #kept: LRUCache<string, Reduced>;

  /** @param clock whose milliseconds count. */
  constructor(clock: Pick<Performance, 'now'> = performance) {
    this.#kept = new LRUCache({
      maxSize: keptText,
      ttl: keptFor,
      ttlResolution: 0,
      perf: clock,
      sizeCalculation: ({ text }, key) => key.length + (text?.length ?? 0),
    });
  }

  of(deployment: string, query: string): Reduced | undefined {
    return this.#kept.get(keyOf(deployment, query));
  }

  keep(deployment: string, query: string, reduced: Reduced): void {
    this.#kept.set(keyOf(deployment, query), reduced);
  }
}

function keyOf(deployment: string, query: string): string {
  return `${deployment}\n${query}`;
}
