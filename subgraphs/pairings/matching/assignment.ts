import highsModule, { type Highs, type Model } from 'highs';

// The package declares its types as CommonJS; its ES module's default is the loader itself.
const loadHighs = highsModule as unknown as (typeof highsModule)['default'];

let loaded: Promise<Highs> | undefined;

/** Units by number, organisations by number, and what a pair of them is worth. */
export interface AssignmentProblem {
  /** The most organisations that each unit can take. */
  capacities: readonly number[];
  organisations: number;
  /** Of unit u and organisation o at `u * organisations + o`: a whole number above 0; 0 where they cannot be paired. */
  scores: Int32Array;
}

/**
 * What each unit's place and each organisation is worth: whole, not below 0. No pairing whatever is worth more than their
 * sum, where no pair scores more than its two prices.
 */
export interface Prices {
  units: Int32Array;
  organisations: Int32Array;
}

export interface Optimum {
  /** Of each organisation its unit, or `none`. */
  unitOf: Int32Array;
  /** The total score: that of `unitOf`, and the bound that the prices prove. */
  total: number;
  prices: Prices;
  /** How often the solver ran, and how many of the pairs it saw in the end. */
  rounds: number;
  edges: number;
}

/** The unit of an organisation that has none. */
export const none = -1;

/** Of each organisation, its best pairs that the solver sees at first, and that it is given in a round where it needs more. */
const bestPerOrganisation = 8;
const bestPerUnit = 8;

export interface SolveOptions {
  /** Called after each round with what is proven: what is assigned is worth `total`, nothing can be worth more than `bound`. */
  onRound?: (round: { rounds: number; edges: number; total: number; violated: number }) => void;
}

/**
 * A pairing of the greatest total score: each organisation with one unit at most, each unit within its capacity.
 *
 * A linear program over all pairs would be large (a million for 500 × 2,000), and nearly all of them are no use: so HiGHS
 * solves it over each side's best pairs; its prices are then held against every pair; those worth more than their prices join,
 * until there is none. What is left over then is proven needless, and the total is the greatest over all pairs. The last
 * check, in whole numbers, does not trust the solver. The same problem gives the same answer.
 * @throws Error where the solver's answer does not prove itself
 */
export async function solveAssignment(
  problem: AssignmentProblem,
  { onRound }: SolveOptions = {},
): Promise<Optimum> {
  const edges = new Edges(problem);
  edges.addBest();
  if (edges.listed.length === 0) return nothing(problem);
  const highs = await (loaded ??= loadHighs());
  const model = highs.createModel();
  try {
    open(highs, model, problem);
    for (let rounds = 1; ; rounds++) {
      addColumns(highs, model, problem, edges.taken());
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) {
        throw new Error(`HiGHS ended with status ${model.getModelStatus()}`);
      }
      const { colValue, rowDual } = model.getSolution();
      const prices = pricesOf(problem, rowDual);
      const unitOf = assigned(problem, edges.listed, colValue);
      const violated = edges.addViolated(prices);
      const total = totalOf(problem, unitOf);
      onRound?.({ rounds, edges: colValue.length, total, violated });
      if (violated > 0) continue;
      prove(problem, unitOf, prices, total);
      return { unitOf, total, prices, rounds, edges: colValue.length };
    }
  } finally {
    model.dispose();
  }
}

/** Nobody can be paired: nothing costs anything. */
function nothing({ capacities, organisations }: AssignmentProblem): Optimum {
  const prices = { units: new Int32Array(capacities.length), organisations: new Int32Array(organisations) };
  return { unitOf: new Int32Array(organisations).fill(none), total: 0, prices, rounds: 0, edges: 0 };
}

/** What the pairs are worth together. */
export function totalOf({ organisations, scores }: AssignmentProblem, unitOf: Int32Array): number {
  let total = 0;
  unitOf.forEach((unit, organisation) => {
    if (unit !== none) total += scores[unit * organisations + organisation]!;
  });
  return total;
}

/**
 * Whether the prices prove that nothing is worth more than `total`, and the pairing is one and worth it. Duality: summed over
 * any pairing, scores are at most the prices of what is paired, and those at most all prices.
 * @throws Error naming what is not so
 */
export function prove(
  { capacities, organisations, scores }: AssignmentProblem,
  unitOf: Int32Array,
  prices: Prices,
  total: number,
): void {
  const left = [...capacities];
  let worth = 0;
  unitOf.forEach((unit, organisation) => {
    if (unit === none) return;
    const score = scores[unit * organisations + organisation]!;
    if (score <= 0) throw new Error(`Unit ${unit} cannot be paired with organisation ${organisation}`);
    worth += score;
    left[unit]! -= 1;
    if (left[unit]! < 0) throw new Error(`Unit ${unit} has more than its capacity of ${capacities[unit]}`);
  });
  let bound = 0;
  prices.units.forEach((price, unit) => (bound += price * capacities[unit]!));
  for (const price of prices.organisations) bound += price;
  if (
    worth !== total ||
    bound !== total ||
    prices.units.some(isNegative) ||
    prices.organisations.some(isNegative)
  ) {
    throw new Error(`The optimum does not prove itself: worth ${worth}, told ${total}, bound ${bound}`);
  }
  for (let unit = 0; unit < capacities.length; unit++) {
    for (let organisation = 0; organisation < organisations; organisation++) {
      const score = scores[unit * organisations + organisation]!;
      if (score > 0 && score > prices.units[unit]! + prices.organisations[organisation]!) {
        throw new Error(`Unit ${unit} and organisation ${organisation} are worth more than their prices`);
      }
    }
  }
}

const isNegative = (price: number): boolean => price < 0;

/** The pairs that the solver sees, as positions in `scores`. */
class Edges {
  readonly listed: number[] = [];
  private readonly problem: AssignmentProblem;
  private readonly known: Uint8Array;
  private given = 0;

  constructor(problem: AssignmentProblem) {
    this.problem = problem;
    this.known = new Uint8Array(problem.scores.length);
  }

  /** Those listed since it was last asked. */
  taken(): readonly number[] {
    const fresh = this.listed.slice(this.given);
    this.given = this.listed.length;
    return fresh;
  }

  /** Of equals, each side begins elsewhere: if all took the first, there would be too few places among what is listed. */
  addBest(): void {
    const { capacities, organisations, scores } = this.problem;
    const units = capacities.length;
    for (let organisation = 0; organisation < organisations; organisation++) {
      const worth = (unit: number): number => scores[unit * organisations + organisation]!;
      for (const unit of best(units, bestPerOrganisation, worth, organisation)) {
        this.add(unit * organisations + organisation);
      }
    }
    for (let unit = 0; unit < units; unit++) {
      const worth = (organisation: number): number => scores[unit * organisations + organisation]!;
      const most = bestPerUnit + capacities[unit]!;
      for (const organisation of best(organisations, most, worth, unit)) {
        this.add(unit * organisations + organisation);
      }
    }
  }

  /** Lists, of each organisation, the pairs that are worth most above their prices. Returns how many there are in all. */
  addViolated(prices: Prices): number {
    const { capacities, organisations, scores } = this.problem;
    let violated = 0;
    for (let organisation = 0; organisation < organisations; organisation++) {
      const price = prices.organisations[organisation]!;
      const gain = (unit: number): number => {
        const score = scores[unit * organisations + organisation]!;
        return score === 0 ? 0 : score - prices.units[unit]! - price;
      };
      let own = 0;
      for (let unit = 0; unit < capacities.length; unit++) if (gain(unit) > 0) own += 1;
      if (own === 0) continue;
      violated += own;
      for (const unit of best(capacities.length, bestPerOrganisation, gain, organisation)) {
        this.add(unit * organisations + organisation);
      }
    }
    return violated;
  }

  private add(position: number): void {
    if (this.known[position]) return;
    this.known[position] = 1;
    this.listed.push(position);
  }
}

/** The `most` numbers below `count` that are worth most, and more than nothing; of equals those from `start` on, round. */
function best(count: number, most: number, worth: (number: number) => number, start: number): number[] {
  // A short list kept in order: `most` is small, and nearly every number is turned away at its end.
  const found: number[] = [];
  const values: number[] = [];
  for (let step = 0; step < count; step++) {
    const number = (start + step) % count;
    const value = worth(number);
    if (value <= 0 || (found.length === most && value <= values[most - 1]!)) continue;
    let at = found.length === most ? most - 1 : found.length;
    while (at > 0 && values[at - 1]! < value) {
      found[at] = found[at - 1]!;
      values[at] = values[at - 1]!;
      at -= 1;
    }
    found[at] = number;
    values[at] = value;
  }
  return found;
}

/** A row per unit and one per organisation, without columns. */
function open(highs: Highs, model: Model, { capacities, organisations }: AssignmentProblem): void {
  const rows = capacities.length + organisations;
  // Presolve would forget the basis that the next round begins with.
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
  model.changeObjectiveSense(highs.constants.objectiveSense.maximize);
  model.addRows({
    lower: new Float64Array(rows).fill(-highs.infinity),
    upper: Float64Array.from([...capacities, ...Array.from({ length: organisations }, () => 1)]),
    matrix: {
      format: 'csr',
      numRows: rows,
      numCols: 0,
      starts: new Int32Array(rows + 1),
      indices: new Int32Array(0),
      values: new Float64Array(0),
    },
  });
}

function addColumns(
  highs: Highs,
  model: Model,
  { capacities, organisations, scores }: AssignmentProblem,
  positions: readonly number[],
): void {
  const units = capacities.length;
  const count = positions.length;
  if (count === 0) return;
  const indices = new Int32Array(2 * count);
  positions.forEach((position, column) => {
    indices[2 * column] = Math.floor(position / organisations);
    indices[2 * column + 1] = units + (position % organisations);
  });
  model.addCols({
    cost: Float64Array.from(positions, (position) => scores[position]!),
    lower: new Float64Array(count),
    upper: new Float64Array(count).fill(highs.infinity),
    matrix: {
      format: 'csc',
      numRows: units + organisations,
      numCols: count,
      starts: Int32Array.from({ length: count + 1 }, (_, column) => 2 * column),
      indices,
      values: new Float64Array(2 * count).fill(1),
    },
  });
}

/** The matrix is totally unimodular and the scores are whole: at a vertex so are values and prices, but for the rounding. */
function pricesOf({ capacities, organisations }: AssignmentProblem, rowDual: Float64Array): Prices {
  const whole = Int32Array.from(rowDual, Math.round);
  const units = capacities.length;
  return { units: whole.slice(0, units), organisations: whole.slice(units, units + organisations) };
}

function assigned(
  { organisations }: AssignmentProblem,
  positions: readonly number[],
  colValue: Float64Array,
): Int32Array {
  const unitOf = new Int32Array(organisations).fill(none);
  colValue.forEach((value, column) => {
    if (Math.round(value) !== 1) return;
    const position = positions[column]!;
    unitOf[position % organisations] = Math.floor(position / organisations);
  });
  return unitOf;
}
