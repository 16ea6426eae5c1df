import type { Machine } from './machine.ts';
import { heapFlags } from './platform.ts';
import type { BenchOptions } from './options.ts';
import { renderSection, type Section } from './table.ts';

/** Everything that a run leaves: `results.json`. */
export interface Report {
  /** RFC 3339, UTC. */
  date: string;
  command: string;
  options: BenchOptions;
  machine: Machine;
  versions: Record<string, string>;
  /** Load averages over one, five and fifteen minutes, before and after the rounds. */
  load: { before: readonly number[]; after: readonly number[] };
  /** Of one layout. */
  records: number;
  /** Answers that were compared with the stock gateway's. */
  compared: number;
  sections: readonly Section[];
}

/** The report to be read: `results.md`. */
export function renderReport({
  date,
  command,
  options,
  machine,
  versions,
  load,
  records,
  compared,
  sections,
}: Report): string {
  const memory = `${Math.round(machine.memory / 1024 ** 3)} GiB`;
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Bench

Written by \`${command}\` on ${date.slice(0, 10)}. ${machine.cores} cores (${machine.processor}), ${memory}, ${machine.system}.
${listed.join(', ')}.
Load average before the rounds ${loadText(load.before)}, after them ${loadText(load.after)}.

${records} records, ${options.rows} organisations among them, of ${options.jurisdictions} jurisdictions, spread over 1 to ${options.layouts.at(-1)} deployments with a
database each, all on this machine, with the load. ${options.connections} connections ask in a closed loop, each with one of ${options.samples} sets of
variables per operation; ${roundsOf(sections)} rounds in which the gateways take turns, after one that does not count. Every gateway is one
process with \`${heapFlags.join(' ')}\`. All are asked as the public; all calls carry a signed assertion.

Before anything was timed, ${compared} answers of ours were compared with the stock gateway's over one shard: no difference.

Requests/s and gateway CPU are multiples of the stock gateway over one shard that holds everything: the middle of the
rounds, with the lowest and the highest. Requests/s: more is better; since deployments and databases share the machine, they
bound it. Gateway CPU: less is better; it is what the operating system counts, per request. Shard calls and KiB are counted where the answers
leave the deployments, in the rounds; rows are the records in those answers, over the variables asked once. Whole pages: every
shard is asked for all 50 rows, as it would be without adaptive fetching.

${sections.map(renderSection).join('\n')}`;
}

/** Fewer than wanted where the time was up. */
function roundsOf(sections: readonly Section[]): number {
  return Math.min(...sections.flatMap(({ lines }) => lines.map(({ rounds }) => rounds)));
}

function loadText(load: readonly number[]): string {
  return load.map((value) => value.toFixed(2)).join(' ');
}
