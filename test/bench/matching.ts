import assert from 'node:assert/strict';
import { loadavg } from 'node:os';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

import { type AssignmentProblem, none, solveAssignment } from '@jiedui/pairings/matching/assignment';
import type { CandidateFacts, PartyLevel, UnitFacts } from '@jiedui/pairings/matching/facts';
import { matchInThread } from '@jiedui/pairings/matching/in-thread';
import type { MatchTask } from '@jiedui/pairings/matching/match';
import { defaultMatchingPolicy } from '@jiedui/pairings/matching/policy';
import { scoreOf } from '@jiedui/pairings/matching/score';
import highsModule from 'highs';
import { linearSumAssignment } from 'linear-sum-assignment';
import { munkres } from 'munkres';

import type { BenchOptions } from './options.ts';
import { median, ratioOf, type Spread, spreadOf } from './statistics.ts';
import { figure, ratio } from './table.ts';

/**
 * Matching as a run does it, and its solver beside others on the same scores. The others know no capacities: to them each place
 * of a unit is a row of its own. All must come to the same total but the greedy one, which shows what is at stake.
 */

const units = 500;
const organisations = 2_000;
const mostPairings = 4;

interface Solver {
  name: string;
  /** Which total it comes to. */
  solve: (problem: AssignmentProblem) => Promise<number> | number;
  exact: boolean;
  /** Its time is told of one round: more would take too long. */
  once?: boolean;
}

const solvers: readonly Solver[] = [
  {
    name: 'matching: HiGHS over the best pairs, proven over all',
    exact: true,
    solve: async (problem) => (await solveAssignment(problem)).total,
  },
  { name: 'munkres 2.0.4', exact: true, solve: (problem) => withMunkres(rowsOf(problem)) },
  {
    name: 'linear-sum-assignment 1.0.9',
    exact: true,
    solve: (problem) => withJonkerVolgenant(rowsOf(problem)),
  },
  { name: 'HiGHS 1.15.3 over all pairs', exact: true, once: true, solve: wholeProgram },
  { name: 'greedy: the best pair that is left', exact: false, solve: greedy },
];

/** `pnpm bench --only matching`. Returns the section's text. */
export async function matchingSection(
  { rounds }: BenchOptions,
  progress: (line: string) => void,
): Promise<string> {
  const before = loadavg()[0]!;
  const task = madeUp();
  const run = await wholeRun(task, progress);
  const problem = problemOf(task);
  const taken = new Map<string, { times: number[]; total: number }>();
  for (let round = 0; round <= rounds; round++) {
    const order = round % 2 === 0 ? solvers : solvers.toReversed();
    for (const { name, solve, once } of order) {
      if (once && round !== 1) continue;
      const start = performance.now();
      const total = await solve(problem);
      const time = performance.now() - start;
      const known = taken.get(name) ?? { times: [], total };
      assert.equal(total, known.total, `${name}: the same total each time`);
      // The first round warms up.
      if (round > 0) known.times.push(time);
      taken.set(name, known);
    }
    progress(`round ${round} of ${rounds}`);
  }
  const best = taken.get(solvers[0]!.name)!;
  assert.equal(best.total, run.total, 'the run came to the total of its solver');
  for (const { name, exact } of solvers) {
    const { total } = taken.get(name)!;
    if (exact) assert.equal(total, best.total, `${name} comes to the same total`);
    else assert.ok(total <= best.total, `${name} comes to no more`);
  }
  progress(`load average ${before.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`);
  return render(run, taken, best.times);
}

interface Run {
  total: number;
  pairs: number;
  eligible: number;
  edges: number;
  rounds: number;
  /** Unit: milliseconds. */
  time: number;
  longestWait: number;
  notes: number;
}

/** From facts to pairs in a thread, with what the process had to wait meanwhile. */
async function wholeRun(task: MatchTask, progress: (line: string) => void): Promise<Run> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let notes = 0;
  delay.enable();
  const start = performance.now();
  const matched = await matchInThread(task, {
    onProgress: (each) => {
      notes += 1;
      if (each.step === 'SCORING' && each.done % 100 === 0)
        progress(`scored ${each.done} of ${each.of} units`);
      if (each.step === 'SOLVING') {
        progress(`solved over ${each.edges} pairs; ${each.violated} others would be worth more`);
      }
    },
  });
  const time = performance.now() - start;
  delay.disable();
  const { pairs, ...figures } = matched;
  return { ...figures, pairs: pairs.length, time, longestWait: delay.max / 1e6, notes };
}

function render(
  run: Run,
  taken: ReadonlyMap<string, { times: readonly number[]; total: number }>,
  base: readonly number[],
): string {
  const lines = [...taken].map(([name, { times, total }]) => {
    const spread: Spread = spreadOf(times);
    const against =
      times.length === base.length ? ratio(ratioOf(times, base)) : figure(times[0]! / median(base));
    return `| ${name} | ${figure(spread.middle)} | ${against} | ${(total / 10_000).toFixed(4)} |`;
  });
  return `### Matching ${units} units and ${organisations} party organisations, ${mostPairings} places a unit

A run in its thread, scoring, ties and start of the thread included: ${figure(run.time)} ms; ${run.pairs} pairs of ${run.eligible} that could
be; the solver saw ${run.edges} of them in ${run.rounds} rounds; ${run.notes} notes of progress; the process waited ${figure(run.longestWait)} ms at the most.

| solver on the same scores | ms | times the first | total score |
|---|---:|---:|---:|
${lines.join('\n')}
`;
}

/** A generator that does not cycle within what the bench draws. */
function draws(seed: bigint): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 33n) % below;
  };
}

function madeUp(): MatchTask {
  const draw = draws(7n);
  const sections = [...'ABCDEFGHIJKLMNOPQRS'];
  const levels: readonly PartyLevel[] = ['COMMITTEE', 'GENERAL_BRANCH', 'BRANCH', 'BRANCH', 'BRANCH'];
  const place = () => ({
    jurisdiction: '445103',
    town: `示例镇${draw(12)}`,
    // About 60 by 60 kilometres.
    point: { latitude: 23.4 + draw(540) / 1000, longitude: 116.3 + draw(590) / 1000 },
  });
  const padded = (index: number): string => String(index).padStart(5, '0');
  return {
    units: Array.from({ length: units }, (_, index): UnitFacts => ({
      id: `unit-${padded(index)}`,
      name: `示例单位${index}`,
      level: index % 7 === 0 ? 'CITY' : 'COUNTY',
      functions: [...new Set([sections[draw(sections.length)]!, sections[draw(sections.length)]!])],
      paired: 0,
      ...place(),
    })),
    candidates: Array.from({ length: organisations }, (_, index): CandidateFacts => ({
      id: `org-${padded(index)}`,
      name: `示例企业${index}`,
      kind: index % 5 === 0 ? 'SOCIAL_ORGANISATION' : 'NON_PUBLIC_ENTERPRISE',
      industry: sections[draw(sections.length)]!,
      division: null,
      party: {
        id: `party-${padded(index)}`,
        name: `示例企业${index}党支部`,
        level: levels[draw(levels.length)]!,
      },
      ...place(),
    })),
    policy: { ...defaultMatchingPolicy, mostPairings },
    excluded: [],
  };
}

function problemOf({ units: left, candidates, policy }: MatchTask): AssignmentProblem {
  const least = policy.leastScore * 10_000;
  const scores = left.flatMap((unit) =>
    candidates.map((candidate) => {
      const { total } = scoreOf(unit, candidate, policy);
      return total >= least ? total : 0;
    }),
  );
  return {
    capacities: left.map(() => mostPairings),
    organisations: candidates.length,
    scores: Int32Array.from(scores),
  };
}

/** A row per place of a unit. */
function rowsOf({ capacities, organisations: columns, scores }: AssignmentProblem): number[][] {
  return capacities.flatMap((capacity, unit) =>
    Array.from({ length: capacity }, () => [...scores.subarray(unit * columns, (unit + 1) * columns)]),
  );
}

function withMunkres(rows: number[][]): number {
  const dearest = 10_000;
  const pairs = munkres(rows.map((row) => row.map((score) => dearest - score)));
  return pairs.reduce((sum, [row, column]) => sum + rows[row]![column]!, 0);
}

function withJonkerVolgenant(rows: number[][]): number {
  const { rowAssignments } = linearSumAssignment(rows, { maximaze: true });
  let total = 0;
  rowAssignments.forEach((column, row) => {
    if (column >= 0) total += rows[row]![column]!;
  });
  return total;
}

/** What the solver would do without choosing pairs first: a column for each. */
async function wholeProgram({
  capacities,
  organisations: columns,
  scores,
}: AssignmentProblem): Promise<number> {
  const highs = await (highsModule as unknown as (typeof highsModule)['default'])();
  const count = scores.length;
  const rows = capacities.length + columns;
  const indices = new Int32Array(2 * count);
  for (let position = 0; position < count; position++) {
    indices[2 * position] = Math.floor(position / columns);
    indices[2 * position + 1] = capacities.length + (position % columns);
  }
  return highs.withModel(
    {
      numCols: count,
      numRows: rows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: Float64Array.from(scores),
      colLower: new Float64Array(count),
      colUpper: new Float64Array(count).fill(highs.infinity),
      rowLower: new Float64Array(rows).fill(-highs.infinity),
      rowUpper: Float64Array.from([...capacities, ...Array.from({ length: columns }, () => 1)]),
      matrix: {
        format: 'csc',
        numRows: rows,
        numCols: count,
        starts: Int32Array.from({ length: count + 1 }, (_, column) => 2 * column),
        indices,
        values: new Float64Array(2 * count).fill(1),
      },
    },
    (model) => {
      model.options.set({ output_flag: false });
      model.run();
      assert.equal(model.getModelStatus(), highs.constants.modelStatus.optimal);
      return Math.round(model.getObjectiveValue());
    },
  );
}

function greedy({ capacities, organisations: columns, scores }: AssignmentProblem): number {
  const order = Array.from(scores, (_, position) => position)
    .filter((position) => scores[position]! > 0)
    .sort((a, b) => scores[b]! - scores[a]! || a - b);
  const left = [...capacities];
  const unitOf = new Int32Array(columns).fill(none);
  let total = 0;
  for (const position of order) {
    const [unit, organisation] = [Math.floor(position / columns), position % columns];
    if (left[unit] === 0 || unitOf[organisation] !== none) continue;
    left[unit]! -= 1;
    unitOf[organisation] = unit;
    total += scores[position]!;
  }
  return total;
}
