import { ownerOf } from '@jiedui/schema/contract/id';
import type { EntityClass } from '@mikro-orm/core';
import DataLoader from 'dataloader';

import { ownedBy } from './connection.ts';
import { memo, type RequestContext } from './context.ts';
import { standingAsOf } from './history.ts';
import type { OwnedRecord } from './record.ts';
import { all, column, type Condition, run, sql } from './sql.ts';
import { tableOf } from './table.ts';

/**
 * The record of an id, or null where this deployment holds none. One statement for all ids asked in one turn.
 * `visible` narrows what the viewer may see; what is hidden answers as what does not exist.
 */
export function loadRecord<Row extends OwnedRecord>(
  context: RequestContext,
  entity: EntityClass<Row>,
  id: string,
  visible?: (context: RequestContext) => readonly (Condition | undefined)[],
): Promise<Row | null> {
  // Loaders that see other rows must not share answers.
  const loader = memo(context, `one ${visible ? 'seen' : 'owned'} ${entity.name}`, () => {
    return new DataLoader<string, Row | null>(async (ids) => {
      const table = tableOf(context.em, entity);
      const rows = await run<Record<string, unknown>>(
        context,
        sql`select ${table.columns} from ${table.name} r
          where ${all([
            sql<boolean>`r.id = any(${[...ids]}::text[])`,
            ownedBy(context.owned),
            ...(visible?.(context) ?? []),
          ])}`,
      );
      const found = new Map<unknown, Row>(rows.map((row) => [row['id'], table.read(row)]));
      return ids.map((each) => found.get(each) ?? null);
    });
  });
  return loader.load(id);
}

/**
 * The record of an id as it stood at the end of a day; as it stands now where no day is given. Null where there was none here.
 * @throws INVALID_INPUT where the day has not begun
 */
export async function loadRecordAsOf<Row extends OwnedRecord>(
  context: RequestContext,
  { entity, history }: { entity: EntityClass<Row>; history?: string },
  id: string,
  asOf: string | null | undefined,
): Promise<Row | null> {
  if (asOf == null) return loadRecord(context, entity, id);
  const table = tableOf(context.em, entity);
  const { source, valid } = standingAsOf(context, table, history, asOf);
  const [row] = await run<Record<string, unknown>>(
    context,
    sql`select ${table.columns} from ${source} r
      where ${all([sql<boolean>`r.id = ${id}`, ownedBy(context.owned), valid])}`,
  );
  return row ? table.read(row) : null;
}

/** All rows whose property has this value, in the order of another. For short lists only: there is no page. */
export function loadAllBy<Row extends object>(
  context: RequestContext,
  entity: EntityClass<Row>,
  property: keyof Row & string,
  value: string,
  orderBy: keyof Row & string,
): Promise<Row[]> {
  const loader = memo(context, `all ${entity.name} ${property} ${orderBy}`, () => {
    return new DataLoader<string, Row[]>(async (values) => {
      const table = tableOf(context.em, entity);
      const name = table.columnOf(property);
      const rows = await run<Record<string, unknown>>(
        context,
        sql`select ${table.columns} from ${table.name} r where ${column(name)} = any(${[...values]}::text[])
          order by ${column(table.columnOf(orderBy))}`,
      );
      const found = new Map<unknown, Row[]>(values.map((each) => [each, []]));
      for (const row of rows) found.get(row[name])?.push(table.read(row));
      return values.map((each) => found.get(each) ?? []);
    });
  });
  return loader.load(value);
}

/**
 * The entity behind a reference within this subgraph: the record where this deployment owns it, else its key, which the
 * gateway takes to the owner. Null where there is no reference, or no such record here.
 */
export async function recordOrKey<Row extends OwnedRecord>(
  context: RequestContext,
  entity: EntityClass<Row>,
  id: string | null | undefined,
  visible?: (context: RequestContext) => readonly (Condition | undefined)[],
): Promise<Row | null> {
  if (id == null) return null;
  const owner = ownerOf(id);
  if (owner !== null && context.owned.includes(owner)) return loadRecord(context, entity, id, visible);
  return keyOnly(entity, id);
}

/** An instance that knows nothing but its key. */
export function keyOnly<Row extends OwnedRecord>(entity: EntityClass<Row>, id: string): Row {
  return Object.assign(Object.create(entity.prototype as object) as Row, { id, owner: ownerOf(id) });
}
