import { compareText } from '@jiedui/schema/contract/order';

import { type AssignmentProblem, none, solveAssignment } from './assignment.ts';
import { canonical } from './canonical.ts';
import type { CandidateFacts, UnitFacts } from './facts.ts';
import type { MatchingPolicy } from './policy.ts';
import { scoreOf } from './score.ts';

/** Everything that decides what is proposed. Plain data. */
export interface MatchTask {
  units: readonly UnitFacts[];
  candidates: readonly CandidateFacts[];
  policy: MatchingPolicy;
  /** Pairs that an officer has excluded: ids of unit and organisation. */
  excluded: readonly (readonly [unit: string, organisation: string])[];
}

/** How far a run is. */
export type MatchProgress =
  | { step: 'SCORING'; done: number; of: number }
  | { step: 'SOLVING'; rounds: number; edges: number; violated: number }
  | { step: 'SETTLING' };

export interface Matched {
  /** By organisation: ids of unit and organisation. */
  pairs: readonly (readonly [unit: string, organisation: string])[];
  /** The total score of the pairs in ten-thousandths: proven the greatest that any pairs can have. */
  total: number;
  /** How many pairs could have been proposed. */
  eligible: number;
  rounds: number;
  edges: number;
}

/** Most pairs of a unit and an organisation that one run weighs: half a gigabyte of memory with what the solver needs. */
export const mostPairs = 20_000_000;

/**
 * The pairs of the greatest total score: every organisation in one at most, every unit in as many as policy allows beside those
 * that it has. In whatever order units and candidates come, the pairs are the same: ids order them.
 */
export async function match(
  task: MatchTask,
  onProgress: (progress: MatchProgress) => void = () => undefined,
): Promise<Matched> {
  const units = task.units.toSorted(byId);
  const candidates = task.candidates.toSorted(byId);
  const capacities = units.map(({ paired }) => Math.max(0, task.policy.mostPairings - paired));
  const scores = scoresOf(units, candidates, task, onProgress);
  const problem: AssignmentProblem = { capacities, organisations: candidates.length, scores };
  const optimum = await solveAssignment(problem, {
    onRound: ({ rounds, edges, violated }) => onProgress({ step: 'SOLVING', rounds, edges, violated }),
  });
  onProgress({ step: 'SETTLING' });
  const unitOf = canonical(
    problem,
    optimum,
    units.map(({ paired }) => paired),
  );
  const pairs: [string, string][] = [];
  unitOf.forEach((unit, candidate) => {
    if (unit !== none) pairs.push([units[unit]!.id, candidates[candidate]!.id]);
  });
  const { total, rounds, edges } = optimum;
  return {
    pairs,
    total,
    eligible: scores.reduce((sum, score) => sum + (score > 0 ? 1 : 0), 0),
    rounds,
    edges,
  };
}

function scoresOf(
  units: readonly UnitFacts[],
  candidates: readonly CandidateFacts[],
  { policy, excluded }: MatchTask,
  onProgress: (progress: MatchProgress) => void,
): Int32Array {
  const without = new Set(excluded.map(([unit, organisation]) => `${unit} ${organisation}`));
  const least = Math.ceil(policy.leastScore * 10_000);
  const scores = new Int32Array(units.length * candidates.length);
  let position = 0;
  units.forEach((unit, index) => {
    if (index % 50 === 0) onProgress({ step: 'SCORING', done: index, of: units.length });
    for (const candidate of candidates) {
      const { total } = scoreOf(unit, candidate, policy);
      const proposable =
        total > 0 && total >= least && !(without.size > 0 && without.has(`${unit.id} ${candidate.id}`));
      scores[position] = proposable ? total : 0;
      position += 1;
    }
  });
  return scores;
}

function byId(one: { id: string }, other: { id: string }): number {
  return compareText(one.id, other.id);
}
