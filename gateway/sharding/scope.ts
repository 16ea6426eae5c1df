import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Mode, Scope } from './rule.ts';
import type { Deployment, ShardMap } from './shard.ts';

/** One shard to ask, and for which of its jurisdictions. */
export interface Target {
  deployment: Deployment;
  codes: readonly JurisdictionCode[];
}

export interface Targets {
  /** In the order of their first codes, which is the order in which answers are folded. */
  shards: readonly Target[];
  /** Known in the tree, but nobody serves this subgraph for them. */
  unsupported: readonly JurisdictionCode[];
}

const known = new WeakMap<ShardMap, Map<string, Shards>>();

/** The shards of one logical subgraph in one shard map. A map never changes: a new file is a new map. */
export function shardsIn(map: ShardMap, subgraph: string): Shards {
  let bySubgraph = known.get(map);
  if (!bySubgraph) known.set(map, (bySubgraph = new Map<string, Shards>()));
  let shards = bySubgraph.get(subgraph);
  if (!shards) bySubgraph.set(subgraph, (shards = new Shards(map, subgraph)));
  return shards;
}

/** Whom each scope means; worked out once per map. */
export class Shards {
  readonly map: ShardMap;
  readonly subgraph: string;
  readonly #byScope = new Map<string, Targets>();

  constructor(map: ShardMap, subgraph: string) {
    this.map = map;
    this.subgraph = subgraph;
  }

  knows(code: JurisdictionCode): boolean {
    return this.map.jurisdictions.has(code);
  }

  /** Every jurisdiction of the federation. */
  get all(): Targets {
    return this.#remembered('ALL', () => this.map.jurisdictions.keys());
  }

  /** Exactly these jurisdictions; several of one deployment are one shard. */
  of(codes: Iterable<JurisdictionCode>): Targets {
    return this.#targets(codes);
  }

  owner(code: JurisdictionCode): Targets {
    return this.#remembered(code, () => [code]);
  }

  /** The owner and the jurisdictions above it: nobody else can hold an edge to its records. */
  lineage(code: JurisdictionCode): Targets {
    return this.#remembered(`LINEAGE ${code}`, () => lineageOf(this.map, code));
  }

  /** Each shard that serves the subgraph, once. For data that all of them hold. */
  get any(): readonly Target[] {
    return this.all.shards;
  }

  /** Whom to ask about an entity with this owner. */
  forEntity(mode: Mode, scope: Scope | 'PLAIN', owner: JurisdictionCode): Targets {
    switch (scope) {
      case 'LINEAGE':
        return this.lineage(owner);
      case 'ALL':
        return this.all;
      case 'OWNER':
        return this.owner(owner);
      case 'PLAIN':
        return mode === 'BY_KEY' ? this.owner(owner) : this.all;
      default:
        throw new Error(`Unknown scope ${String(scope satisfies never)}`);
    }
  }

  #remembered(key: string, codes: () => Iterable<JurisdictionCode>): Targets {
    let targets = this.#byScope.get(key);
    if (!targets) this.#byScope.set(key, (targets = this.#targets(codes())));
    return targets;
  }

  #targets(codes: Iterable<JurisdictionCode>): Targets {
    const shards = new Map<Deployment, JurisdictionCode[]>();
    const unsupported: JurisdictionCode[] = [];
    for (const code of [...new Set(codes)].toSorted()) {
      const deployment = this.map.owners.get(code);
      if (!deployment?.subgraphs.has(this.subgraph)) unsupported.push(code);
      else if (!shards.get(deployment)?.push(code)) shards.set(deployment, [code]);
    }
    return { shards: [...shards].map(([deployment, codes]) => ({ deployment, codes })), unsupported };
  }
}

function lineageOf(map: ShardMap, code: JurisdictionCode): JurisdictionCode[] {
  const lineage: JurisdictionCode[] = [];
  for (let at: JurisdictionCode | null = code; at !== null; at = map.jurisdictions.get(at)?.parent ?? null) {
    // A tree with a circle is refused when it is read; a second visit would never end.
    if (lineage.includes(at)) break;
    lineage.push(at);
  }
  return lineage;
}
