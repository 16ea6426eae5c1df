import { isErrorCode } from '@jiedui/schema/contract/error';
import { lookedUp } from '@jiedui/telemetry/exposition';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Federation } from './shards/map.ts';
import type { Account, Watch } from './watch.ts';

/** What is looked up when somebody asks for the metrics, and costs nothing until then. */
export interface Sights {
  federation(): Federation;
  /** Whether a deployment is not asked at the moment. */
  spared(deployment: string): boolean;
  documents(): { documents: number; bytes: number };
  /** Whether a document is a registered or a saved one, by its hash. */
  known(document: string): boolean;
  /** How many requests may be under way at once. */
  limit(): number;
  draining(): boolean;
}

/** Of each of the two: whoever writes more operations, or renames more deployments, gets no more series. */
const mostNames = 1000;
/** Unit: seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts what the gateway does. No label holds what a client chose: operations are named where their document is registered or
 * saved, codes where they are in the registry, deployments and jurisdictions by the shard map.
 */
export function createMetrics(register: Registry, sights: Sights): Watch {
  const registers = [register];
  const request = new Histogram({
    name: 'jiedui_gateway_request_duration_seconds',
    help: 'Requests to the graph, from their arrival to the last byte handed on.',
    labelNames: ['kind', 'operation', 'outcome'],
    buckets,
    registers,
  });
  const errors = new Counter({
    name: 'jiedui_gateway_request_errors_total',
    help: 'Answers that hold an error of this code; refused: nothing was asked of a shard.',
    labelNames: ['code', 'outcome'],
    registers,
  });
  const inFlight = new Gauge({
    name: 'jiedui_gateway_requests_in_flight',
    help: 'Requests to the graph that are being answered.',
    registers,
  });
  const gaps = new Counter({
    name: 'jiedui_gateway_coverage_gaps_total',
    help: 'Answers that miss a jurisdiction, and why.',
    labelNames: ['jurisdiction', 'reason'],
    registers,
  });
  const calls = new Histogram({
    name: 'jiedui_gateway_shard_call_duration_seconds',
    help: 'Calls of deployments. spared: not made, since the deployment is known to be silent.',
    labelNames: ['deployment', 'subgraph', 'outcome'],
    buckets,
    registers,
  });
  const lookups = new Counter({
    name: 'jiedui_gateway_document_lookups_total',
    help: 'Documents by what they were asked for with, and where they were found.',
    labelNames: ['by', 'found'],
    registers,
  });
  const reloads = new Counter({
    name: 'jiedui_gateway_reloads_total',
    help: 'Changed files that came into force, or were wrong, so that the old one stays.',
    labelNames: ['file', 'outcome'],
    registers,
  });
  const wrong = new Gauge({
    name: 'jiedui_gateway_file_is_wrong',
    help: '1: what the file holds now is wrong, and an older state of it is in force.',
    labelNames: ['file', 'path'],
    registers,
  });
  lookUp(register, sights);

  const operations = new Names();
  const deployments = new Names();
  const jurisdictions = new Names();
  return {
    requested() {
      inFlight.inc();
      return (account, milliseconds) => {
        inFlight.dec();
        const { asked, outcome } = account;
        const kind = asked?.kind ?? 'none';
        request.observe({ kind, operation: operationOf(account), outcome }, milliseconds / 1000);
        const codes = new Set(account.codes.map((code) => (isErrorCode(code) ? code : 'other')));
        for (const code of codes) errors.inc({ code, outcome });
        for (const gap of account.gaps) {
          gaps.inc({ jurisdiction: jurisdictions.bounded(gap.code), reason: gap.outcome });
        }
      };
    },
    looked: ({ by, found }) => lookups.inc({ by, found }),
    called({ deployment, subgraph }, { milliseconds, ...reply }) {
      const outcome = reply.kind === 'answered' ? 'answered' : milliseconds === 0 ? 'spared' : reply.reason;
      calls.observe({ deployment: deployments.bounded(deployment), subgraph, outcome }, milliseconds / 1000);
    },
    reloaded(file, path, inForce) {
      reloads.inc({ file, outcome: inForce ? 'in_force' : 'kept_old' });
      wrong.set({ file, path }, inForce ? 0 : 1);
    },
  };

  function operationOf({ asked }: Account): string {
    if (asked === null) return 'none';
    const { name, document } = asked;
    return name !== null && document !== null && sights.known(document) ? operations.bounded(name) : 'other';
  }
}

/** What stands somewhere already. */
function lookUp(register: Registry, { federation, spared, documents, limit, draining }: Sights): void {
  lookedUp(
    register,
    {
      name: 'jiedui_gateway_breaker_open',
      help: '1: the deployment is not asked, until it answers a probe.',
      labelNames: ['deployment'],
    },
    () => [...federation().urls.keys()].map((deployment) => [{ deployment }, spared(deployment) ? 1 : 0]),
  );
  lookedUp(
    register,
    {
      name: 'jiedui_gateway_documents',
      help: 'Documents that are kept, automatic persisted queries among them.',
    },
    () => [[{}, documents().documents]],
  );
  lookedUp(
    register,
    { name: 'jiedui_gateway_documents_bytes', help: 'Memory that they take, about.' },
    () => [[{}, documents().bytes]],
  );
  lookedUp(
    register,
    {
      name: 'jiedui_gateway_requests_limit',
      help: 'How many may be in flight; more are refused with OVERLOADED.',
    },
    () => [[{}, limit()]],
  );
  lookedUp(
    register,
    {
      name: 'jiedui_gateway_draining',
      help: '1: it is about to end, and takes no more requests than those on their way.',
    },
    () => [[{}, draining() ? 1 : 0]],
  );
}

/** The names that have been given a series; beyond a bound all others are one. */
class Names {
  readonly #seen = new Set<string>();

  bounded(name: string): string {
    if (this.#seen.has(name)) return name;
    if (this.#seen.size === mostNames) return 'other';
    this.#seen.add(name);
    return name;
  }
}
