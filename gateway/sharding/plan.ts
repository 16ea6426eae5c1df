import { expectation } from '@jiedui/schema/contract/error';
import { ownerOf } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { getNullableType, isListType, type GraphQLField } from 'graphql';
import { adaptivePage } from './adaptive.ts';
import { shardKeyValues, type ShardKeyPath, type Variables } from './arguments.ts';
import { refusalFault, unknownJurisdiction, type Fault } from './errors.ts';
import type { Compiled, EntitiesRoot, FieldRoot } from './rewrite/compile.ts';
import type { Field, Site, Unit } from './rewrite/tree.ts';
import type { Scope, Strategy } from './rule.ts';
import type { Shards, Targets } from './scope.ts';

/** What one fetch will ask of whom. A value: it can be printed, stored and compared. */
export interface ShardPlan {
  subgraph: string;
  operation: 'query' | 'mutation';
  steps: readonly RootStep[];
  /** Rounds of self-hops after the first, at most. */
  hops: number;
}

export type RootStep = FieldStep | EntitiesStep;

export interface PlannedShard {
  deployment: string;
  jurisdictions: readonly string[];
}

export interface FieldStep {
  kind: 'field';
  key: string;
  name: string;
  strategy: Strategy;
  /** Why these shards: pruned by a shard key, all hold a part, or any one will do: the next is asked only if one stays silent. */
  because: 'shard key' | 'any one' | 'all';
  /** In the order in which they are folded. */
  shards: readonly PlannedShard[];
  unsupported: readonly string[];
  /** Rows of the client's page, and rows asked of each shard at first; null where everyone is asked for all. */
  page: { size: number; perShard: number } | null;
  /** Reserved keys that are asked for the merge and taken out again. */
  injected: readonly string[];
  cuts: readonly Cut[];
  /** Asked of nobody: the arguments name no jurisdiction of the federation. */
  refused: Fault | null;
}

export interface EntitiesStep {
  kind: 'entities';
  key: string;
  types: readonly { type: string; units: readonly PlannedUnit[] }[];
}

/** A place where the operation leaves its shard. */
export interface Cut {
  /** Response keys from the root field down; `...on Type` where it holds for one type only. */
  at: string;
  type: string;
  units: readonly PlannedUnit[];
}

export interface PlannedUnit {
  scope: Scope | 'PLAIN';
  fields: readonly string[];
  text: string;
  cuts: readonly Cut[];
}

export function planOf(compiled: Compiled, shards: Shards, variables: Variables): ShardPlan {
  return {
    subgraph: shards.subgraph,
    operation: compiled.operation,
    steps: compiled.roots.flatMap((root): RootStep[] => {
      if (root.kind === 'constant') return [];
      if (root.kind === 'entities') return [entitiesStep(root)];
      const { because, targets, refused } = targetsOf(root, shards, variables);
      return [
        {
          kind: 'field',
          key: root.key,
          name: root.field.name,
          strategy: root.rule.strategy,
          because,
          shards: targets.shards.map(({ deployment, codes }) => ({
            deployment: deployment.name,
            jurisdictions: codes,
          })),
          unsupported: targets.unsupported,
          page: pageStep(root, targets, variables),
          injected: injectedIn(root.field, compiled.prefix),
          cuts: cutsIn(root.field, root.key),
          refused,
        },
      ];
    }),
    hops: compiled.hops,
  };
}

export interface RootTargets {
  because: FieldStep['because'];
  targets: Targets;
  refused: Fault | null;
}

/** Whom a root field asks. */
export function targetsOf(root: FieldRoot, shards: Shards, variables: Variables): RootTargets {
  const refuse = (refused: Fault): RootTargets => ({ because: 'shard key', targets: nobody, refused });
  const named = namedJurisdictions(root, shards, variables);
  if (named && 'message' in named) return refuse(named);
  if (root.rule.strategy === 'ANY') {
    return { because: 'any one', targets: anyOf(shards), refused: null };
  }
  if (!named) {
    if (root.rule.strategy === 'ROUTE') return refuse(noKey(root));
    return { because: 'all', targets: shards.all, refused: null };
  }
  const targets = shards.of(named);
  if (root.rule.strategy === 'ROUTE' && targets.shards.length + targets.unsupported.length !== 1) {
    return refuse(noKey(root, named));
  }
  // Nobody at all: any one shard says what nothing looks like (no rows, a sum of 0).
  if (named.size === 0) {
    return { because: 'any one', targets: anyOf(shards), refused: null };
  }
  return { because: 'shard key', targets, refused: null };
}

/** One of all that serve the subgraph; only where nobody does, somebody is missing. */
function anyOf({ any, all }: Shards): Targets {
  return { shards: any, unsupported: any.length === 0 ? all.unsupported : [] };
}

const nobody: Targets = { shards: [], unsupported: [] };

/** The jurisdictions that a field's shard keys leave, or null where no key is given. Two keys must both hold. */
function namedJurisdictions(
  { field, parent, shardKeys }: FieldRoot,
  shards: Shards,
  variables: Variables,
): ReadonlySet<JurisdictionCode> | Fault | null {
  let named = null as ReadonlySet<JurisdictionCode> | null;
  for (const path of shardKeys) {
    const values = shardKeyValues(parent.getFields()[field.name]!, field.arguments, path, variables);
    if (!values) continue;
    const owners = new Set<JurisdictionCode>();
    for (const value of values) {
      // GraphQL reads the number 445103 as the ID "445103".
      const text = typeof value === 'number' ? String(value) : value;
      const owner = ownerOf(text);
      if (!owner) return malformedKey(parent.getFields()[field.name]!, path, text);
      if (!shards.knows(owner)) return unknownJurisdiction(shards.map, text);
      owners.add(owner);
    }
    const before: ReadonlySet<JurisdictionCode> | null = named;
    named = before ? new Set([...owners].filter((owner) => before.has(owner))) : owners;
  }
  return named;
}

const expectedKey = 'a jurisdiction code or an id of this platform';

/** Lists name jurisdictions; a single key may be a record's id as well. */
function malformedKey(
  { args }: GraphQLField<unknown, unknown>,
  [name, ...inner]: ShardKeyPath,
  received: unknown,
): Fault {
  const argument = args.find((candidate) => candidate.name === name);
  const isList = inner.length === 0 && argument !== undefined && isListType(getNullableType(argument.type));
  return refusalFault(
    isList
      ? expectation('INVALID_JURISDICTION_CODE', {
          expected: 'jurisdiction codes such as "445103"',
          received,
        })
      : expectation('INVALID_ID', { expected: expectedKey, received }),
  );
}

function noKey({ shardKeys }: FieldRoot, named?: ReadonlySet<string>): Fault {
  const place = shardKeys.map((path) => path.join('.')).join(', ');
  return refusalFault(
    expectation('INVALID_ID', {
      expected: `${expectedKey} in ${place}, naming exactly one jurisdiction`,
      received: named ? [...named] : undefined,
    }),
  );
}

function pageStep({ field }: FieldRoot, { shards }: Targets, variables: Variables): FieldStep['page'] {
  if (field.fold?.strategy !== 'CONNECTION') return null;
  const page = adaptivePage(field.fold, variables, shards.length);
  return page && { size: page.size, perShard: page.perShard };
}

function entitiesStep({ key, types }: EntitiesRoot): EntitiesStep {
  const planned = [...types].map(([type, { units }]) => ({ type, units: units.map(plannedUnit) }));
  return { kind: 'entities', key, types: planned };
}

function plannedUnit({ scope, shape, piece }: Unit): PlannedUnit {
  const fields = shape.fields.map(({ key }) => key);
  return { scope, fields, text: piece.text, cuts: shape.fields.flatMap((field) => cutsIn(field, field.key)) };
}

function cutsIn({ selection }: Field, at: string): Cut[] {
  if (!selection?.busy) return [];
  return [...selection.shapes.values()].flatMap(({ type, site, busy }) => {
    const here = selection.only ? at : `${at} ...on ${type.name}`;
    return [
      ...(site ? [cutAt(site, here)] : []),
      ...busy.flatMap((field) => cutsIn(field, `${here}.${field.key}`)),
    ];
  });
}

function cutAt(site: Site, at: string): Cut {
  return { at, type: site.type, units: site.units.map(plannedUnit) };
}

function injectedIn({ selection, key }: Field, prefix: string, path: readonly string[] = []): string[] {
  const here = [...path, key];
  if (key.startsWith(prefix)) return [here.join('.')];
  const typename = selection?.typename ? [[...here, selection.typename].join('.')] : [];
  const below = [...(selection?.shapes.values() ?? [])].flatMap((shape) =>
    shape.fields.flatMap((field) => injectedIn(field, prefix, here)),
  );
  return [...new Set([...typename, ...below])];
}
