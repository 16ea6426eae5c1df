import { type AssignmentProblem, none, type Optimum } from './assignment.ts';

/**
 * Of all pairings that are worth the optimum, the one that does not depend on how it was found: first the most organisations,
 * then the evenest loads (the least sum of the squares of what each unit has in all), then, organisation after organisation,
 * the first unit. So nothing but the order of units and organisations, which is that of their ids, breaks a tie.
 *
 * Which pairings are worth the optimum, its prices say (complementary slackness): those of pairs worth exactly their two
 * prices, in which a unit whose place has a price is full and an organisation that has one is paired. From one to another leads
 * a chain of moves, each organisation to the next unit; so chains over the units are all that has to be searched.
 */
export function canonical(
  problem: AssignmentProblem,
  optimum: Pick<Optimum, 'unitOf' | 'prices'>,
  paired: readonly number[],
): Int32Array {
  const search = new Search(problem, optimum, paired);
  search.pairMost();
  search.spread();
  search.takeFirst();
  return search.result();
}

class Search {
  private readonly capacities: readonly number[];
  private readonly prices: Optimum['prices'];
  private readonly paired: readonly number[];
  /** The place after the last unit: where organisations without one are. */
  private readonly nowhere: number;
  private readonly places: number;
  /** Of each organisation the places that it may have, in order. */
  private readonly allowed: number[][];
  private readonly placeOf: number[];
  private readonly at: Set<number>[];
  private readonly settled: Uint8Array;
  /** How many organisations, not yet settled, could move from one place to another: at `from * places + to`. */
  private readonly moves: Int32Array;

  constructor(
    { capacities, organisations, scores }: AssignmentProblem,
    { unitOf, prices }: Pick<Optimum, 'unitOf' | 'prices'>,
    paired: readonly number[],
  ) {
    const units = capacities.length;
    this.capacities = capacities;
    this.prices = prices;
    this.paired = paired;
    this.nowhere = units;
    this.places = units + 1;
    this.allowed = Array.from({ length: organisations }, () => []);
    for (let unit = 0; unit < units; unit++) {
      for (let organisation = 0; organisation < organisations; organisation++) {
        const score = scores[unit * organisations + organisation]!;
        const worth = prices.units[unit]! + prices.organisations[organisation]!;
        if (score > 0 && score === worth) this.allowed[organisation]!.push(unit);
      }
    }
    this.placeOf = Array.from(unitOf, (unit) => (unit === none ? this.nowhere : unit));
    this.at = Array.from({ length: this.places }, () => new Set<number>());
    this.settled = new Uint8Array(organisations);
    this.moves = new Int32Array(this.places * this.places);
    for (let organisation = 0; organisation < organisations; organisation++) {
      if (prices.organisations[organisation] === 0) this.allowed[organisation]!.push(this.nowhere);
      this.at[this.placeOf[organisation]!]!.add(organisation);
      this.count(organisation, 1);
    }
  }

  result(): Int32Array {
    return Int32Array.from(this.placeOf, (place) => (place === this.nowhere ? none : place));
  }

  /** While a chain leads from nowhere to a unit with a place left. */
  pairMost(): void {
    for (;;) {
      const path = this.chain(this.nowhere, (place) => this.hasRoom(place));
      if (!path) return;
      this.shift(path);
    }
  }

  /** While a chain leads from a unit that need not be full to one that has less by two or more. */
  spread(): void {
    for (;;) {
      const givers = this.units().filter((unit) => this.at[unit]!.size > 0 && this.mayLack(unit));
      givers.sort((a, b) => this.load(b) - this.load(a) || a - b);
      const path = firstOf(givers, (giver) =>
        this.chain(giver, (place) => this.hasRoom(place) && this.load(place) <= this.load(giver) - 2),
      );
      if (!path) return;
      this.shift(path);
    }
  }

  takeFirst(): void {
    for (let organisation = 0; organisation < this.placeOf.length; organisation++) {
      const place = this.placeOf[organisation]!;
      // From here on it stays where it is put.
      this.count(organisation, -1);
      this.settled[organisation] = 1;
      if (this.allowed[organisation]![0] === place) continue;
      const chains = this.chainsFor(place);
      const wanted = this.allowed[organisation]!.find((each) => each === place || chains(each) !== null)!;
      if (wanted === place) continue;
      for (const path of chains(wanted)!) this.shift(path);
      this.at[place]!.delete(organisation);
      this.at[wanted]!.add(organisation);
      this.placeOf[organisation] = wanted;
    }
  }

  /**
   * How others move when an organisation leaves `place` for another, so that the loads stay as even as they were: a chain from
   * there back to `place`; or one that ends at a unit with room, and where that is one more than another unit loses to refill
   * `place` (or `place` itself does), which had one more. Null where there is no way. The two chains have no place in common:
   * else one would lead back.
   */
  private chainsFor(place: number): (wanted: number) => number[][] | null {
    const back = this.towards([place]);
    const givers = this.units().filter((unit) => back[unit] !== unreached && this.mayLack(unit));
    const giverOf = new Map(givers.toReversed().map((unit) => [this.load(unit), unit]));
    const takers = this.units().filter((unit) => this.hasRoom(unit) && giverOf.has(this.load(unit) + 1));
    const away = this.towards(takers);
    return (wanted) => {
      if (back[wanted] !== unreached) return [along(back, wanted)];
      if (away[wanted] === unreached) return null;
      const path = along(away, wanted);
      return [path, along(back, giverOf.get(this.load(path.at(-1)!) + 1)!)];
    };
  }

  /** For every place from which a chain leads to one of the ends, the next place on the shortest way. */
  private towards(ends: readonly number[]): Int32Array {
    const next = new Int32Array(this.places).fill(unreached);
    for (const end of ends) next[end] = arrived;
    const queue = [...ends];
    for (const to of queue) {
      for (let from = 0; from < this.places; from++) {
        if (next[from] !== unreached || this.moves[from * this.places + to] === 0) continue;
        next[from] = to;
        queue.push(from);
      }
    }
    return next;
  }

  /** The shortest chain of places, each with an organisation that could go on to the next, to one that is good. */
  private chain(start: number, isGood: (place: number) => boolean): number[] | null {
    const previous = new Int32Array(this.places).fill(unreached);
    const queue = [start];
    previous[start] = arrived;
    for (const from of queue) {
      for (let to = 0; to < this.places; to++) {
        if (previous[to] !== unreached || this.moves[from * this.places + to] === 0) continue;
        previous[to] = from;
        if (isGood(to)) return along(previous, to).reverse();
        queue.push(to);
      }
    }
    return null;
  }

  /** One organisation from each place of the chain to the next. */
  private shift(path: readonly number[]): void {
    // From the end: who has moved is not moved again.
    for (let index = path.length - 2; index >= 0; index--) {
      const [from, to] = [path[index]!, path[index + 1]!];
      let moved = none;
      for (const organisation of this.at[from]!) {
        if (this.settled[organisation] || !this.allowed[organisation]!.includes(to)) continue;
        moved = organisation;
        break;
      }
      if (moved === none) throw new Error(`Nothing could move from ${from} to ${to}`);
      this.count(moved, -1);
      this.at[from]!.delete(moved);
      this.at[to]!.add(moved);
      this.placeOf[moved] = to;
      this.count(moved, 1);
    }
  }

  private count(organisation: number, by: 1 | -1): void {
    const from = this.placeOf[organisation]!;
    for (const to of this.allowed[organisation]!) {
      if (to !== from) this.moves[from * this.places + to]! += by;
    }
  }

  private units(): number[] {
    return Array.from({ length: this.nowhere }, (_, unit) => unit);
  }

  private hasRoom(place: number): boolean {
    return place !== this.nowhere && this.at[place]!.size < this.capacities[place]!;
  }

  private mayLack(unit: number): boolean {
    return this.prices.units[unit] === 0;
  }

  private load(unit: number): number {
    return this.paired[unit]! + this.at[unit]!.size;
  }
}

const unreached = -1;
const arrived = -2;

/** The chain from a place on, as `towards` has it. */
function along(next: Int32Array, start: number): number[] {
  const path = [start];
  while (next[path.at(-1)!] !== arrived) path.push(next[path.at(-1)!]!);
  return path;
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
