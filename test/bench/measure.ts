import { firstDifference } from './compare.ts';
import type { Counters } from './deployments-process.ts';
import type { LoadReport, RunLoad } from './load-process.ts';
import type { Meter } from './machine.ts';
import { type Answer, type Ask, type BenchOperation, sampleVariables, type Variables } from './operations.ts';
import type { BenchOptions } from './options.ts';
import type { Platform, Target } from './platform.ts';
import type { Slice } from './statistics.ts';

/** What is asked of every gateway, and what it took the shards to answer it. */
export interface Sampled {
  operation: BenchOperation;
  variables: readonly Variables[];
  /** Target → records that its shards sent, per request. */
  rows: ReadonlyMap<string, number>;
}

/**
 * Asks every gateway the same and compares with the stock gateway's answer, byte for byte.
 * @throws where an answer differs, has errors or is empty: then nothing is worth measuring.
 */
export async function compareAnswers(
  operation: BenchOperation,
  platform: Platform,
  samples: number,
): Promise<Sampled> {
  const targets = targetsOf(operation, platform);
  const [stock] = targets;
  const variables = await sampleVariables(operation, samples, askOf(stock!));
  const expected: Answer[] = [];
  const rows = new Map<string, number>();
  for (const target of targets) {
    await target.deployments.ask('lookInside', true);
    const before = await countersOf(target);
    for (const [index, each] of variables.entries()) {
      const { data, errors } = await askOf(target)(operation.query, each);
      const answer: Answer = { data, ...(errors && { errors }) };
      if (target === stock) {
        expected.push(answer);
        if (errors || !data || operation.rowsOf(data).length === 0) {
          throw new Error(
            `${target.name} answers ${operation.name} ${JSON.stringify(each)} with ${cut(answer)}`,
          );
        }
        continue;
      }
      const difference = firstDifference(expected[index], answer);
      if (difference) {
        throw new Error(
          `${operation.name} over ${target.shards} shards differs from the stock gateway's answer\n` +
            `  variables: ${JSON.stringify(each)}\n  ${difference}${errors ? `\n  errors: ${cut(errors)}` : ''}`,
        );
      }
    }
    const after = await countersOf(target);
    await target.deployments.ask('lookInside', false);
    rows.set(target.name, (after.rows - before.rows) / variables.length);
  }
  return { operation, variables, rows };
}

/** Those that the operation is measured on; the stock gateway first. */
export function targetsOf({ name }: BenchOperation, { targets }: Platform): Target[] {
  return targets.filter(({ operation }) => operation === undefined || operation === name);
}

/** Unit: milliseconds. */
const leadIn = 600;
/** Requests per connection in a turn, so that no percentile rests on a handful. */
const least = 3;

export interface Measured {
  sampled: Sampled;
  /** Target → one per round. */
  slices: ReadonlyMap<string, readonly Slice[]>;
}

/**
 * Every gateway in turn, round by round, each round beginning with another one; the first round warms up and does not
 * count. Ends early, after a whole round, where another would take too long. `began` is the bench's start, on
 * performance.now()'s clock.
 */
export async function measure(
  sampled: readonly Sampled[],
  platform: Platform,
  meter: Meter,
  { rounds, slice, connections, longest }: BenchOptions,
  began: number,
  progress: (line: string) => void,
): Promise<Measured[]> {
  const measured = sampled.map((each) => ({
    sampled: each,
    slices: new Map<string, Slice[]>(targetsOf(each.operation, platform).map(({ name }) => [name, []])),
  }));
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    for (const { sampled, slices } of measured) {
      const { operation, variables } = sampled;
      const bodies = variables.map((each) => JSON.stringify({ query: operation.query, variables: each }));
      const targets = targetsOf(operation, platform);
      for (let turn = 0; turn < targets.length; turn++) {
        const target = targets[(turn + round) % targets.length]!;
        const load: RunLoad = {
          url: target.url,
          bodies,
          offset: round * 7,
          connections,
          duration: slice,
          least,
        };
        const { complaint, ...taken } = await takeSlice(target, platform, meter, load);
        if (complaint) progress(`${operation.name}, ${target.name}: ${complaint}`);
        if (round > 0) slices.get(target.name)!.push(taken);
      }
    }
    progress(round === 0 ? 'warmed up' : `round ${round} of ${rounds}`);
    const end = performance.now();
    if (round > 0 && round < rounds && end + (end - start) - began > longest) {
      progress(`no time for another round: ${round} count`);
      break;
    }
  }
  return measured;
}

async function takeSlice(
  target: Target,
  { postgres, load }: Platform,
  meter: Meter,
  run: RunLoad,
): Promise<Slice & LoadReport> {
  const groups = { gateway: [target.process.pid], shards: [target.deployments.pid, postgres.pid] };
  // Meanwhile its connections to shards and databases were closed; opening them again is not what is measured.
  await load.ask('run', { ...run, duration: leadIn, least: 1 } satisfies RunLoad);
  const before = await countersOf(target);
  const cpuBefore = meter.cpu(groups);
  const report = await load.ask<LoadReport>('run', run);
  const cpu = meter.cpu(groups);
  const after = await countersOf(target);
  return {
    ...report,
    gatewayCpu: cpu.gateway - cpuBefore.gateway,
    shardCpu: cpu.shards - cpuBefore.shards,
    calls: after.calls - before.calls,
    bytes: after.bytes - before.bytes,
    resident: meter.resident(target.process.pid),
  };
}

function countersOf({ deployments }: Target): Promise<Counters> {
  return deployments.ask<Counters>('counters');
}

function askOf({ url }: Target): Ask {
  return async (query, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
}

function cut(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
