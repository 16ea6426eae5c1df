import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type AssignmentProblem, none, prove, solveAssignment, totalOf } from './assignment.ts';
import { canonical } from './canonical.ts';

/** Small enough to try everything; few different scores, so that there are ties. */
const smallProblem = fc
  .record({
    capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 0, maxLength: 4 }),
    organisations: fc.integer({ min: 0, max: 6 }),
    scale: fc.constantFrom(1, 2500, 3333),
  })
  .chain(({ capacities, organisations, scale }) =>
    fc.record({
      capacities: fc.constant(capacities),
      organisations: fc.constant(organisations),
      scores: fc
        .integer({ min: 1, max: 3 })
        .chain((max) =>
          // From 1 on, half of the time: then whoever has room may have anybody.
          fc.boolean().chain((all) =>
            fc.array(fc.integer({ min: all ? 1 : 0, max }), {
              minLength: capacities.length * organisations,
              maxLength: capacities.length * organisations,
            }),
          ),
        )
        .map((scores) => Int32Array.from(scores, (score) => score * scale)),
      paired: fc.array(fc.integer({ min: 0, max: 2 }), {
        minLength: capacities.length,
        maxLength: capacities.length,
      }),
    }),
  );

/** Every pairing there is, one after the other in the order of the units of the first, second, … organisation; none last. */
function* everyPairing({ capacities, organisations, scores }: AssignmentProblem): Generator<Int32Array> {
  const left = [...capacities];
  const unitOf = new Int32Array(organisations).fill(none);
  function* from(organisation: number): Generator<Int32Array> {
    if (organisation === organisations) {
      yield unitOf.slice();
      return;
    }
    for (let unit = 0; unit < capacities.length; unit++) {
      if (left[unit] === 0 || scores[unit * organisations + organisation] === 0) continue;
      left[unit]! -= 1;
      unitOf[organisation] = unit;
      yield* from(organisation + 1);
      left[unit]! += 1;
    }
    unitOf[organisation] = none;
    yield* from(organisation + 1);
  }
  yield* from(0);
}

/** The first of the best: by total score, then how many are paired, then how even the loads are. */
function bestByTrying(
  problem: AssignmentProblem,
  paired: readonly number[],
): { unitOf: Int32Array; total: number } {
  const worth = (unitOf: Int32Array): [number, number, number] => {
    const loads = [...paired];
    for (const unit of unitOf) if (unit !== none) loads[unit]! += 1;
    return [
      totalOf(problem, unitOf),
      unitOf.filter((unit) => unit !== none).length,
      -loads.reduce((sum, load) => sum + load * load, 0),
    ];
  };
  let best: { unitOf: Int32Array; of: [number, number, number] } | null = null;
  for (const unitOf of everyPairing(problem)) {
    const of = worth(unitOf);
    const differs = of.findIndex((value, index) => value !== best?.of[index]);
    if (best === null || (differs >= 0 && of[differs]! > best.of[differs]!)) best = { unitOf, of };
  }
  return { unitOf: best!.unitOf, total: best!.of[0] };
}

test('the total is that of the best of all pairings, and of the best the first is taken', async () => {
  await fc.assert(
    fc.asyncProperty(smallProblem, async ({ paired, ...problem }) => {
      const optimum = await solveAssignment(problem);
      const expected = bestByTrying(problem, paired);
      expect(optimum.total).toBe(expected.total);
      expect([...canonical(problem, optimum, paired)]).toEqual([...expected.unitOf]);
    }),
    { numRuns: 400 },
  );
});

/** A generator that does not cycle within what a test draws. */
function draws(seed: number): (below: number) => number {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 33n) % below;
  };
}

/** As matching has them: a section in common, a level, a distance. */
function likeMatching(units: number, organisations: number, seed: number): AssignmentProblem {
  const draw = draws(seed);
  const place = (): number[] => [draw(20), draw(12), draw(100), draw(100)];
  const sides = [units, organisations].map((count) => Array.from({ length: count }, place));
  const scores = new Int32Array(units * organisations);
  sides[0]!.forEach(([section, level, x, y], unit) => {
    sides[1]!.forEach(([otherSection, otherLevel, otherX, otherY], organisation) => {
      scores[unit * organisations + organisation] =
        (section === otherSection ? 4800 : 0) +
        (level === otherLevel ? 2000 : 1000) +
        Math.max(0, 2000 - 20 * Math.round(Math.hypot(x! - otherX!, y! - otherY!)));
    });
  });
  return { capacities: Array.from({ length: units }, () => 1 + draw(4)), organisations, scores };
}

describe('where there are too many pairings to try', () => {
  test.each([
    ['places are short', 60, 400],
    ['organisations are short', 200, 90],
  ])(
    '%s: the prices prove that nothing is worth more, ties settled or not',
    async (_, units, organisations) => {
      const problem = likeMatching(units, organisations, 7);
      const optimum = await solveAssignment(problem);
      expect(optimum.edges).toBeLessThan((units * organisations) / 3);
      const unitOf = canonical(
        problem,
        optimum,
        problem.capacities.map(() => 0),
      );
      prove(problem, unitOf, optimum.prices, optimum.total);
      expect(optimum.total).toBeGreaterThan(0);
    },
  );

  test('a pairing that is not the best is not proven, nor one with prices that are too low', async () => {
    const problem = likeMatching(20, 30, 3);
    const { unitOf, prices, total } = await solveAssignment(problem);
    const worse = unitOf.slice();
    worse[worse.findIndex((unit) => unit !== none)] = none;
    expect(() => prove(problem, worse, prices, totalOf(problem, worse))).toThrow('does not prove itself');
    const low = { ...prices, organisations: prices.organisations.map(() => 0) };
    expect(() => prove(problem, unitOf, low, total)).toThrow('does not prove itself');
    const elsewhere = { units: prices.units.slice(), organisations: prices.organisations.slice() };
    const [dear, cheap] = [elsewhere.organisations.findIndex((price) => price > 0), 0];
    elsewhere.organisations[dear]! -= 1;
    elsewhere.organisations[dear === 0 ? 1 : cheap]! += 1;
    expect(() => prove(problem, unitOf, elsewhere, total)).toThrow('worth more than their prices');
  });

  test('a unit that has more than its capacity is not proven', async () => {
    const problem: AssignmentProblem = { capacities: [1], organisations: 2, scores: Int32Array.from([5, 5]) };
    const { unitOf, prices, total } = await solveAssignment(problem);
    prove(problem, unitOf, prices, total);
    expect(() => prove(problem, Int32Array.from([0, 0]), prices, total)).toThrow('more than its capacity');
  });
});
