import { expectation } from '@jiedui/schema/contract/error';
import { decodeKey, encodeKey, type SortValue } from '@jiedui/schema/contract/order';
import { defaultPageSize, pageRefusal } from '@jiedui/schema/contract/page';
import type { EntityClass } from '@mikro-orm/core';

import { fingerprintOf } from './cursor.ts';
import type { RequestContext } from './context.ts';
import type { Derived } from './history.ts';
import type { Direction, OrderBy } from './page-types.ts';
import { column, type Condition, type Expression, sql } from './sql.ts';
import { momentText, type Table, tableOf } from './table.ts';

/** How the rows of an entity are listed: what they sort by, what a filter means, what a viewer sees of them. */
export interface Listing<Row extends object, Field extends string, Filter> {
  entity: EntityClass<Row>;
  /** Sort field → property. Its column is NOT NULL and, if text, COLLATE "C"; an index (column, id) serves it. */
  orderings: Readonly<Record<Field, keyof Row & string>>;
  defaultOrder: OrderBy<Field>;
  /** The table that keeps the versions of its rows (kit/history): what `asOf` reads. */
  history?: string;
  /** What is read in the table's place; the entity then only says which columns its rows have. */
  derived?(...asked: Parameters<Derived<Filter>>): Expression;
  /** The filter as conditions on the row `r`; with `asOf`, a version of it that held at the end of that day. */
  conditions(
    filter: Filter,
    context: RequestContext,
    asOf?: string | null,
  ): readonly (Condition | undefined)[];
  /** What the viewer may see, beside the filter; holds for rows and counts alike. */
  visible?: (context: RequestContext) => readonly (Condition | undefined)[];
}

export interface ListArgs<Field extends string, Filter> {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  orderBy?: OrderBy<Field> | null;
  filter?: Filter | null;
  jurisdictions?: readonly string[] | null;
  /** The rows as they stood at the end of this day, YYYY-MM-DD; for a listing with a history. */
  asOf?: string | null;
}

/** A page that is decided: what SQL has to ask, and how to write the cursors of its rows. */
export interface PagePlan {
  size: number;
  backward: boolean;
  bounds: Condition[];
  order: Expression;
  hasAfter: boolean;
  hasBefore: boolean;
  cursorOf(row: Record<string, unknown>): string;
}

/**
 * Decides a page. One field and the id as tie-breaker, in one direction: the bounds are row comparisons `(field, id) >
 * (…)` that an index serves.
 * @throws INVALID_PAGE_SIZE, INVALID_CURSOR
 */
export function planPage<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  connection: string,
  args: ListArgs<Field, Filter>,
): PagePlan {
  const { first, last, after, before, filter, jurisdictions, asOf } = args;
  const orderBy = args.orderBy ?? listing.defaultOrder;
  const table = tableOf(context.em, listing.entity);
  const keys = sortKeys(table, listing.orderings[orderBy.field]);
  const fingerprint = fingerprintOf({ connection, orderBy, filter, jurisdictions, asOf });
  const backward = last != null;
  const descending = orderBy.direction === 'DESCENDING';
  const bound = (cursor: string, beyond: boolean): Condition =>
    rowBound(keys, openCursor(keys, context, fingerprint, cursor, orderBy.direction), descending !== beyond);
  const direction = descending === backward ? sql`asc` : sql`desc`;
  return {
    size: pageSize(first, last),
    backward,
    bounds: [
      ...(after == null ? [] : [bound(after, true)]),
      ...(before == null ? [] : [bound(before, false)]),
    ],
    order: sql`${sql.join(keys.map(({ name }) => sql`${column(name)} ${direction}`))}`,
    hasAfter: after != null,
    hasBefore: before != null,
    cursorOf: (row) =>
      context.seal.write(
        fingerprint,
        encodeKey(
          keys.map(({ name, kind }) => keyValue(row[name], kind)),
          orderBy.direction,
        ),
      ),
  };
}

interface SortKey {
  name: string;
  kind: 'text' | 'integer' | 'date' | 'moment';
}

function sortKeys<Row extends object>(table: Table<Row>, property: string): SortKey[] {
  const keys = property === 'id' ? ['id'] : [property, 'id'];
  return keys.map((each) => ({ name: table.columnOf(each), kind: table.sortKind(each) }));
}

function keyValue(value: unknown, kind: SortKey['kind']): SortValue {
  if (kind === 'integer') return BigInt(value as string | number);
  return kind === 'moment' ? momentText(value as string) : (value as string);
}

function openCursor(
  keys: readonly SortKey[],
  { seal }: RequestContext,
  fingerprint: Uint8Array,
  cursor: string,
  direction: Direction,
): (string | bigint)[] {
  const values = decodeKey(seal.open(fingerprint, cursor), direction);
  if (values?.length === keys.length) return values;
  throw expectation('INVALID_CURSOR', { expected: 'a cursor of this ordering', received: cursor });
}

function rowBound(
  keys: readonly SortKey[],
  values: readonly (string | bigint)[],
  greater: boolean,
): Condition {
  const columns = sql.join(keys.map(({ name }) => column(name)));
  const bounds = sql.join(keys.map(({ kind }, index) => boundValue(values[index]!, kind)));
  return greater ? sql<boolean>`(${columns}) > (${bounds})` : sql<boolean>`(${columns}) < (${bounds})`;
}

function boundValue(value: string | bigint, kind: SortKey['kind']): Expression {
  switch (kind) {
    case 'text':
      return sql`${value}::text`;
    case 'integer':
      return sql`${String(value)}::bigint`;
    case 'date':
      return sql`${value}::date`;
    case 'moment':
      return sql`${value}::timestamptz`;
    default:
      throw new Error(`Unplanned ${kind satisfies never}`);
  }
}

/** @throws INVALID_PAGE_SIZE */
export function pageSize(first: number | null | undefined, last: number | null | undefined): number {
  const refused = pageRefusal({ first, last });
  if (refused) throw refused;
  return first ?? last ?? defaultPageSize;
}
