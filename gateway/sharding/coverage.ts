import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Path } from './notes.ts';
import type { Silence } from './shard.ts';

export type Outcome = 'answered' | Silence;

/** How one jurisdiction took part in an answer. */
export interface JurisdictionCoverage {
  code: JurisdictionCode;
  outcome: Outcome;
  /** The logical subgraphs that were asked of it. */
  subgraphs: readonly string[];
  /** The slowest of its calls. */
  milliseconds: number;
  /** Rows and records that it gave, also those that a page then cut off. */
  rows: number;
  /** Size of its answers. A call for several jurisdictions counts at the first of them. */
  bytes: number;
}

/** What an answer covers: never a silent total. */
export interface Coverage {
  /** In the order of their codes. */
  jurisdictions: readonly JurisdictionCoverage[];
  /** Paths of connections, totals, sums, groups and lists in which somebody is missing. */
  incomplete: readonly Path[];
}

/** The worse outcome is told, where a jurisdiction was asked twice. */
const badness: Record<Outcome, number> = {
  answered: 0,
  unsupported: 1,
  denied: 2,
  down: 3,
  timeout: 4,
  invalid: 5,
};

/** Gathers the coverage of one fetch. */
export class CoverageLedger {
  readonly #subgraph: string;
  readonly #entries = new Map<JurisdictionCode, JurisdictionCoverage>();

  constructor(subgraph: string) {
    this.#subgraph = subgraph;
  }

  asked(codes: readonly JurisdictionCode[], outcome: Outcome, milliseconds = 0, bytes = 0): void {
    for (const [index, code] of codes.entries()) {
      this.#add({
        code,
        outcome,
        subgraphs: [this.#subgraph],
        milliseconds,
        rows: 0,
        bytes: index === 0 ? bytes : 0,
      });
    }
  }

  gave(code: JurisdictionCode, rows: number): void {
    this.#add({ code, outcome: 'answered', subgraphs: [this.#subgraph], milliseconds: 0, rows, bytes: 0 });
  }

  finish(incomplete: readonly Path[]): Coverage {
    return { jurisdictions: inOrder(this.#entries), incomplete };
  }

  #add(entry: JurisdictionCoverage): void {
    add(this.#entries, entry);
  }
}

/** The coverage of one client request, over its fetches. */
export function mergeCoverage(parts: readonly Coverage[]): Coverage {
  const entries = new Map<JurisdictionCode, JurisdictionCoverage>();
  const incomplete = new Map<string, Path>();
  for (const part of parts) {
    for (const entry of part.jurisdictions) add(entries, entry);
    for (const path of part.incomplete) incomplete.set(JSON.stringify(path), path);
  }
  return { jurisdictions: inOrder(entries), incomplete: [...incomplete.values()] };
}

function add(entries: Map<JurisdictionCode, JurisdictionCoverage>, entry: JurisdictionCoverage): void {
  const known = entries.get(entry.code);
  if (!known) {
    entries.set(entry.code, entry);
    return;
  }
  entries.set(entry.code, {
    code: entry.code,
    outcome: badness[entry.outcome] > badness[known.outcome] ? entry.outcome : known.outcome,
    subgraphs: entry.subgraphs.every((name) => known.subgraphs.includes(name))
      ? known.subgraphs
      : [...new Set([...known.subgraphs, ...entry.subgraphs])].toSorted(),
    milliseconds: Math.max(known.milliseconds, entry.milliseconds),
    rows: known.rows + entry.rows,
    bytes: known.bytes + entry.bytes,
  });
}

function inOrder(entries: ReadonlyMap<JurisdictionCode, JurisdictionCoverage>): JurisdictionCoverage[] {
  return [...entries.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
