import { LRUCache } from 'lru-cache';
import type { Reduced } from './older.ts';

/** Unit: milliseconds. */
const keptFor = 30_000;
/** Of one deployment. Unit: characters. */
const keptText = 1_000_000;

/**
 * What was left of the queries that a deployment of an older release refused. For half a minute it is asked for that at once;
 * then for the whole again, and so it is noticed when its release is a newer one.
 */
export class Reductions {
  readonly #clock: Pick<Performance, 'now'>;
  /** By deployment: of one that has refused nothing no query is looked up. */
  readonly #kept = new Map<string, LRUCache<string, Reduced>>();

  /** @param clock whose milliseconds count. */
  constructor(clock: Pick<Performance, 'now'> = performance) {
    this.#clock = clock;
  }

  of(deployment: string, query: string): Reduced | undefined {
    return this.#kept.get(deployment)?.get(query);
  }

  keep(deployment: string, query: string, reduced: Reduced): void {
    let kept = this.#kept.get(deployment);
    if (!kept) {
      kept = new LRUCache({
        maxSize: keptText,
        ttl: keptFor,
        ttlResolution: 0,
        perf: this.#clock,
        sizeCalculation: ({ text }, whole) => whole.length + (text?.length ?? 0),
      });
      this.#kept.set(deployment, kept);
    }
    kept.set(query, reduced);
  }
}
