import { compareBytes } from '@jiedui/schema/contract/order';

/** One shard's rows as a merge sees them: ascending keys, and whether the shard has more in the direction of paging. */
export interface SortedRows {
  keys: readonly Uint8Array[];
  more: boolean;
}

export interface Merged {
  /** In ascending order, whatever the direction of paging. */
  picks: { shard: number; row: number }[];
  /** There are rows beyond the page. */
  more: boolean;
  /** The page ended early: a shard is used up but has more. */
  starved: boolean;
}

/** From here on a heap is quicker than looking at every head. */
const fewShards = 8;

/**
 * The first `size` rows of all shards in the order of their keys; backward, the last ones. Correct because each shard's rows are
 * sorted: the least head is the least row of all. The page ends early at a shard that is used up but has more, for its next row
 * may sort before all others: a short page is right, a skipped row is not.
 */
export function mergeRows(shards: readonly SortedRows[], size: number | null, backward: boolean): Merged {
  const heads = backward
    ? new Heads(shards, ({ keys }) => keys.length - 1, -1)
    : new Heads(shards, () => 0, 1);
  const picks: Merged['picks'] = [];
  let starved = false;
  for (let wanted = size ?? Infinity; wanted > 0; wanted--) {
    const pick = heads.take();
    if (!pick) break;
    picks.push(pick);
    if (heads.isStarved(pick.shard)) {
      starved = picks.length !== size;
      break;
    }
  }
  const more = heads.left || shards.some((shard) => shard.more);
  return { picks: backward ? picks.reverse() : picks, more, starved };
}

class Heads {
  readonly #shards: readonly SortedRows[];
  readonly #next: number[];
  readonly #step: 1 | -1;
  /** Shards with rows left; a heap by head where there are many, else in their own order. */
  readonly #open: number[];
  readonly #heap: boolean;

  constructor(shards: readonly SortedRows[], start: (rows: SortedRows) => number, step: 1 | -1) {
    this.#shards = shards;
    this.#next = shards.map(start);
    this.#step = step;
    this.#open = shards.flatMap(({ keys }, shard) => (keys.length > 0 ? [shard] : []));
    this.#heap = this.#open.length > fewShards;
    if (this.#heap) for (let at = (this.#open.length >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  get left(): boolean {
    return this.#open.length > 0;
  }

  /** The shard's rows are used up, but it has more. */
  isStarved(shard: number): boolean {
    const { keys, more } = this.#shards[shard]!;
    const next = this.#next[shard]!;
    return more && (next < 0 || next >= keys.length);
  }

  take(): { shard: number; row: number } | null {
    if (this.#open.length === 0) return null;
    let at = 0;
    if (!this.#heap) {
      for (let other = 1; other < this.#open.length; other++) {
        if (this.#before(this.#open[other]!, this.#open[at]!)) at = other;
      }
    }
    const shard = this.#open[at]!;
    const row = this.#next[shard]!;
    const next = (this.#next[shard] = row + this.#step);
    const usedUp = next < 0 || next >= this.#shards[shard]!.keys.length;
    if (!this.#heap) {
      if (usedUp) this.#open.splice(at, 1);
    } else {
      const last = usedUp ? this.#open.pop()! : shard;
      if (this.#open.length > 0) {
        this.#open[0] = usedUp ? last : shard;
        this.#sink(0);
      }
    }
    return { shard, row };
  }

  /** Equal keys stay in the order of the shards, whichever way the merge runs. */
  #before(a: number, b: number): boolean {
    const order = compareBytes(
      this.#shards[a]!.keys[this.#next[a]!]!,
      this.#shards[b]!.keys[this.#next[b]!]!,
    );
    return (order || a - b) * this.#step < 0;
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#open.length && this.#before(this.#open[child]!, this.#open[least]!)) least = child;
      }
      if (least === at) return;
      [this.#open[at], this.#open[least]] = [this.#open[least]!, this.#open[at]!];
      at = least;
    }
  }
}
