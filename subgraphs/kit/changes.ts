import type { FactChange, RecordChange } from './change-types.ts';
import { memo, type RequestContext } from './context.ts';
import type { Version } from './history.ts';
import type { OwnedRecord } from './record.ts';
import { run, sql } from './sql.ts';
import { momentText, type Table, tableOf } from './table.ts';
import { hasRole, isOfficerOf } from './viewer-rules.ts';
import { ownerOf } from '@jiedui/schema/contract/id';
import type { EntityClass } from '@mikro-orm/core';
import DataLoader from 'dataloader';

/** What a record was from some moment on: all of its facts, or those that one table of several keeps. */
export interface Stage extends Version {
  facts: Readonly<Record<string, unknown>>;
}

/** A record whose changes are asked, and where its versions lie. */
export interface Kept<Row extends OwnedRecord> {
  entity: EntityClass<Row>;
  history: string;
  /** Columns that elsewhere only say how a record is kept. */
  alsoFacts?: readonly string[];
  /** Stages that other tables keep, by the record's id: the hosts of a party organisation. */
  more?: (context: RequestContext, ids: readonly string[]) => Promise<ReadonlyMap<string, readonly Stage[]>>;
}

/** The changes of a record that this deployment owns, the first one first; one statement per table for all that are asked. */
export async function changesOf<Row extends OwnedRecord>(
  context: RequestContext,
  kept: Kept<Row>,
  id: string,
): Promise<RecordChange[]> {
  const loader = memo(context, `changes of ${kept.history}`, () => {
    return new DataLoader<string, readonly Stage[]>(async (ids) => stagesOf(context, kept, ids));
  });
  const changes = changesBetween(await loader.load(id));
  return seesPersons(context, id) ? changes : changes.map((change) => ({ ...change, by: null }));
}

async function stagesOf<Row extends OwnedRecord>(
  context: RequestContext,
  { entity, history, alsoFacts = [], more }: Kept<Row>,
  ids: readonly string[],
): Promise<Stage[][]> {
  const table = tableOf(context.em, entity);
  const rows = await run<Record<string, unknown> & Version & { id: string }>(
    context,
    sql`select ${table.columns}, r.valid_from, r.changed_by, r.changed_as, r.reason, r.change
      from ${sql.table(history)} r where r.id = any(${[...ids]}::text[]) and r.owner = any(${[...context.owned]}::text[])
      order by r.version`,
  );
  const stages = new Map<string, Stage[]>(ids.map((id) => [id, []]));
  for (const row of rows) stages.get(row.id)?.push(stageOf(row, factsOf(table, table.read(row), alsoFacts)));
  const others = (await more?.(context, ids)) ?? new Map<string, Stage[]>();
  for (const [id, found] of others) stages.get(id)?.push(...found);
  return ids.map((id) => stages.get(id) ?? []);
}

/** A stage from a row of a history table and what it says. */
export function stageOf(version: Version, facts: Stage['facts']): Stage {
  const { valid_from, changed_by, changed_as, reason, change } = version;
  return { valid_from, changed_by, changed_as, reason, change, facts };
}

/** What is no fact of the record, but how it is kept. */
const keeping = new Set([
  'id',
  'owner',
  'provenance',
  'source',
  'sortName',
  'sortTitle',
  'createdAt',
  'updatedAt',
]);

function factsOf<Row extends object>(
  { properties }: Table<Row>,
  record: Row,
  alsoFacts: readonly string[],
): Stage['facts'] {
  return Object.fromEntries(
    properties
      .filter((name) => !keeping.has(name) || alsoFacts.includes(name))
      // A reference is named as its field is.
      .map((name) => [name.replace(/Id$/, ''), record[name as keyof Row]]),
  );
}

interface Change extends Omit<RecordChange, 'at'> {
  moment: string;
}

/** By which a record may go as it was. */
const lastSteps = new Set(['REMOVED', 'WITHDRAWN']);

/** Each stage against what was known before it. Stages of one moment and step are one change. Pure. */
export function changesBetween(stages: readonly Stage[]): RecordChange[] {
  const changes: Change[] = [];
  const known: Record<string, string | null> = {};
  // A stable sort: stages of one moment keep the order of their tables and versions.
  const ordered = stages
    .map((stage) => ({ stage, moment: momentText(stage.valid_from) }))
    .sort((a, b) => (a.moment < b.moment ? -1 : a.moment > b.moment ? 1 : 0));
  for (const { stage, moment } of ordered) {
    const fields = differences(known, stage.facts);
    const last = changes.at(-1);
    if (last?.moment === moment && last.change === stage.change) last.fields.push(...fields);
    else if (fields.length > 0 || lastSteps.has(stage.change)) {
      const { changed_as: as, changed_by: by, reason, change } = stage;
      changes.push({ moment, change: change, as, by, reason, fields });
    }
  }
  return changes.map(({ moment, ...change }) => ({ at: new Date(moment), ...change }));
}

/** What differs from what is known, which it brings up to date. */
function differences(known: Record<string, string | null>, facts: Stage['facts']): FactChange[] {
  const found: FactChange[] = [];
  for (const [name, value] of Object.entries(facts)) {
    const current = value == null ? null : Array.isArray(value) ? value.join(', ') : String(value);
    const previous = known[name] ?? null;
    if (current !== previous) found.push({ name, previous, current });
    known[name] = current;
  }
  return found;
}

/** Whether the viewer may know who changed a record: officers of its owner and auditors may. */
export function seesPersons({ viewer, federation }: RequestContext, id: string): boolean {
  const owner = federation.find(ownerOf(id) ?? '');
  return hasRole(viewer, 'AUDITOR') || (owner !== undefined && isOfficerOf(viewer, owner));
}
