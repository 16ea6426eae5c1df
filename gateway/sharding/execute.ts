import { codedError, errorRegistry, type ErrorCode } from '@jiedui/schema/contract/error';
import { withDefaults } from './arguments.ts';
import { CoverageLedger } from './coverage.ts';
import { askUnit, type Wanted } from './entities.ts';
import { placeErrors, refusalFault } from './errors.ts';
import type { Gathering } from './gather.ts';
import { Notes } from './notes.ts';
import { passThrough } from './pass-through.ts';
import { planOf, type ShardPlan } from './plan.ts';
import { EntitySlots } from './slots.ts';
import { compiledFor, type Compiled, type Root } from './rewrite/compile.ts';
import type { ShardedAnswer, ShardedRequest } from './request.ts';
import { askRoot } from './roots.ts';
import type { SubgraphRules } from './rule.ts';
import { carry, type Channel, type Question } from './scatter.ts';
import { shardsIn } from './scope.ts';
import { settle } from './settle.ts';
import { folding } from './strategies/fold.ts';
import { Sites } from './sites.ts';
import { put, type Json } from './values.ts';

export type { ShardedAnswer, ShardedRequest };

const mostHops = 8;
const mostRepresentations = 1000;

/** Answers one fetch of a query plan from all shards that hold a part of it. Expected failures are values; nothing is retried. */
export async function executeSharded(request: ShardedRequest): Promise<ShardedAnswer> {
  const rules = request.rules.subgraphs.get(request.subgraph);
  if (!rules) return refusal('INTERNAL_SERVER_ERROR', `No logical subgraph ${request.subgraph}.`);
  if (!rules.sharded) return passThrough(request);
  let compiled: Compiled;
  try {
    compiled = compiledFor(rules, request.document, request.operationName, request.variables, request);
  } catch (error) {
    return refusal('GRAPHQL_VALIDATION_FAILED', error instanceof Error ? error.message : String(error));
  }
  const most = request.limits?.hops ?? mostHops;
  if (compiled.hops > most) {
    const { zh, en } = errorRegistry.HOPS_TOO_DEEP;
    return refusal('HOPS_TOO_DEEP', `${zh}: ${en}`, {
      expected: `at most ${most}`,
      received: String(compiled.hops),
    });
  }
  return answer(compiled, rules, request);
}

/** What a fetch would ask of whom. Null for a subgraph that is not sharded. */
export function planSharded(request: Omit<ShardedRequest, 'send'>): ShardPlan | null {
  const rules = request.rules.subgraphs.get(request.subgraph);
  if (!rules?.sharded) return null;
  const compiled = compiledFor(rules, request.document, request.operationName, request.variables, request);
  return planOf(
    compiled,
    shardsIn(request.map, request.subgraph),
    withDefaults(compiled.definition, request.variables),
  );
}

async function answer(
  compiled: Compiled,
  { schema }: SubgraphRules,
  request: ShardedRequest,
): Promise<ShardedAnswer> {
  const { map, subgraph, send, limits, reductions } = request;
  const variables = withDefaults(compiled.definition, request.variables);
  const { operation, declarations, roots } = compiled;
  const ledger = new CoverageLedger(subgraph);
  const channel: Channel = { subgraph, schema, operation, declarations, variables, send, ledger, reductions };
  const gathering: Gathering = {
    notes: new Notes(),
    sites: new Sites(),
    shards: shardsIn(map, subgraph),
    ledger,
    operation,
    variables,
    rows: new WeakMap(),
    nested: folding,
    chunk: limits?.representations ?? mostRepresentations,
    strict: request.strict ?? false,
    silences: new Map(),
    dead: new Set(),
  };
  const data: Json = {};
  const slots = new Map(
    roots.flatMap((root) => (root.kind === 'entities' ? [[root, new EntitySlots(root, variables)]] : [])),
  );
  const complete = (some: readonly Root[]) => askAll(some, slots, compiled, data, channel, gathering);
  if (operation === 'query') {
    await complete(roots);
  } else {
    // One after the other, each with all that hangs below it: the next may build on what this one wrote.
    for (const root of roots) await complete([root]);
  }
  for (const entities of slots.values()) entities.place(data, gathering);
  // First the paths, then the nulls: an error of a record that could not be had belongs where the record would have been.
  const { errors, incomplete } = placeErrors(data, gathering.notes);
  if (gathering.dead.size > 0) {
    for (const entities of slots.values()) entities.settle(data, gathering);
    for (const root of roots)
      if (root.kind === 'field') settle(root.field, data, gathering.dead, gathering.sites);
  }
  return { data, errors, coverage: ledger.finish(incomplete) };
}

/** Root fields, then hop after hop until no marker is left. */
async function askAll(
  roots: readonly Root[],
  slots: ReadonlyMap<Root, EntitySlots>,
  compiled: Compiled,
  data: Json,
  channel: Channel,
  gathering: Gathering,
): Promise<void> {
  const questions = roots.flatMap((root): Question[] => {
    switch (root.kind) {
      case 'constant':
        put(data, root.key, root.value);
        return [];
      case 'field':
        return [askRoot(root, compiled, data, gathering)];
      case 'entities':
        return slots.get(root)?.questions(gathering) ?? [];
      default:
        throw new Error(`Unanswered root ${String(root satisfies never)}`);
    }
  });
  await carry(questions, channel);
  // Below a mutation everything is read, not written.
  const reading: Channel = { ...channel, operation: 'query' };
  const below: Gathering = { ...gathering, operation: 'query' };
  while (!gathering.sites.empty) {
    const hops = [...gathering.sites.take()].flatMap(([site, records]) => {
      const wanted = [...records].map(([key, parents]): Wanted => {
        return { representation: { __typename: site.type, [site.rule.key]: key }, key, parents };
      });
      return site.units.map((unit) => askUnit(unit, wanted, below));
    });
    await carry(hops, reading);
  }
}

function refusal(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}): ShardedAnswer {
  const { message: text, extensions: kept } = refusalFault(codedError(code, message, extensions));
  return {
    data: null,
    errors: [{ message: text, ...(kept && { extensions: kept }) }],
    coverage: { jurisdictions: [], incomplete: [] },
  };
}
