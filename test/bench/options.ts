import { parseArgs } from 'node:util';

/** What `--only` can name. */
export const sections = ['organisations', 'obligations', 'matching'] as const;
export type Section = (typeof sections)[number];

export interface BenchOptions {
  /** Organisations over all jurisdictions. */
  rows: number;
  jurisdictions: number;
  /** Numbers of shards. */
  layouts: readonly number[];
  rounds: number;
  /** Of one gateway in one round. Unit: milliseconds. */
  slice: number;
  connections: number;
  /** Variables drawn per operation: all are compared, then measured with. */
  samples: number;
  /** No round begins that would not end so long after the bench's start. Unit: milliseconds. */
  longest: number;
  /** Whether the results replace the committed ones. */
  keep: boolean;
  /** Where CPU profiles of the gateways go. */
  profile?: string;
  /** One section instead of the gateways'. */
  only?: Section;
}

export const usage = `pnpm bench [options]
  --quick            small data and short rounds, about two minutes; the committed results stay as they are
  --rows N           organisations over all jurisdictions (default 100000, quick 10000)
  --layouts 1,3,10   numbers of shards (default 1,3,10,50)
  --rounds N         rounds that count, after one that does not (default 6, quick 3)
  --seconds N        of one gateway in one round (default 2.5, quick 1.5)
  --connections N    clients that ask at once (default 4)
  --samples N        variables per operation (default 20, quick 12)
  --keep, --no-keep  whether test/bench/results.md and results.json are rewritten; never by a run
                     with errors or of fewer than three rounds
  --only organisations  the organisations subgraph beside SQL by hand, in one jurisdiction; keeps nothing
  --only obligations    the five ones beside SQL by hand, a million activities of 50 jurisdictions; keeps nothing
  --only matching       500 units and 2,000 party organisations matched, beside other solvers; keeps nothing
  --profile FOLDER   CPU profiles of every gateway; the figures of such a run are not kept`;

const ordinary = { rows: 100_000, rounds: 6, seconds: 2.5, samples: 20, longest: 460_000 };
const quick = { rows: 10_000, rounds: 3, seconds: 1.5, samples: 12, longest: 130_000 };

/** @throws Error naming the option, what was expected and what was received. */
export function readOptions(parameters: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...parameters],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      rows: { type: 'string' },
      layouts: { type: 'string', default: '1,3,10,50' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '4' },
      samples: { type: 'string' },
      keep: { type: 'boolean' },
      profile: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const only = sections.find((section) => section === values.only);
  if (values.only !== undefined && only === undefined) {
    throw new Error(`--only: expected ${sections.join(' or ')}; received ${values.only}.`);
  }
  const defaults = values.quick ? quick : ordinary;
  const layouts = values.layouts.split(',').map((text) => wholeNumber('layouts', text, 1, 50));
  const jurisdictions = Math.max(50, ...layouts);
  return {
    rows: wholeNumber('rows', values.rows ?? defaults.rows, jurisdictions * 20, 1_000_000),
    jurisdictions,
    layouts: [...new Set(layouts)].toSorted((a, b) => a - b),
    rounds: wholeNumber('rounds', values.rounds ?? defaults.rounds, 1, 100),
    slice: number('seconds', values.seconds ?? defaults.seconds, 0.2, 60) * 1000,
    connections: wholeNumber('connections', values.connections, 1, 200),
    samples: wholeNumber('samples', values.samples ?? defaults.samples, 2, 1000),
    longest: defaults.longest,
    keep: values.keep ?? (!values.quick && values.profile === undefined),
    ...(values.profile !== undefined && { profile: values.profile }),
    ...(only && { only }),
  };
}

function wholeNumber(name: string, received: string | number, least: number, most: number): number {
  const value = number(name, received, least, most);
  if (Number.isInteger(value)) return value;
  throw new Error(`--${name}: expected a whole number; received ${received}.`);
}

function number(name: string, received: string | number, least: number, most: number): number {
  const value = Number(received === '' ? Number.NaN : received);
  if (value >= least && value <= most) return value;
  throw new Error(`--${name}: expected a number from ${least} to ${most}; received ${received}.`);
}
