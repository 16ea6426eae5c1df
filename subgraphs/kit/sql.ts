import type { EntityManager } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';

/**
 * The one place that knows Kysely, MikroORM's SQL layer. `sql` is its template tag: every `${value}` becomes a bound
 * parameter, never text; `sql.id(…)` quotes an identifier.
 */
export { sql };

/** A piece of SQL that is true or false for a row `r`. */
export type Condition = RawBuilder<boolean>;
export type Expression = RawBuilder<unknown>;

/** What a query needs from the request: the connection and the moment at which nobody waits any more. */
export interface Reader {
  em: EntityManager;
  signal?: AbortSignal | undefined;
}

/**
 * Runs one statement, inside the transaction of the entity manager where there is one. A statement still running when
 * the deadline passes is cancelled in the database.
 */
export async function run<Row>({ em, signal }: Reader, query: RawBuilder<Row>): Promise<Row[]> {
  const { rows } = await query.execute(em.getKysely(), {
    signal,
    inflightQueryAbortStrategy: 'cancel query',
  });
  return rows;
}

/** A column of the row `r` that a page, a group or a loader reads. */
export function column(name: string): Expression {
  return sql`${sql.id('r', name)}`;
}

/** `a and b and …`; nothing to ask is true. */
export function all(conditions: readonly (Condition | undefined)[]): Condition {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(present, sql` and `)}`;
}

// The conditions of a filter. A value that is absent or null asks for nothing.

type Absent = null | undefined;

export function equals(name: string, value: string | number | boolean | Absent): Condition | undefined {
  return value == null ? undefined : sql<boolean>`${column(name)} = ${value}`;
}

/** The column has one of the values. An empty list matches no row. */
export function oneOf(name: string, values: readonly string[] | Absent): Condition | undefined {
  return values == null ? undefined : sql<boolean>`${column(name)} = any(${[...values]}::text[])`;
}

/** The array column holds at least one of the values. */
export function holdsAny(name: string, values: readonly string[] | Absent): Condition | undefined {
  return values == null ? undefined : sql<boolean>`${column(name)} && ${[...values]}::text[]`;
}

/** The text stands somewhere in the column, as it is written: no wildcard has a meaning. */
export function contains(name: string, text: string | Absent): Condition | undefined {
  return text == null ? undefined : sql<boolean>`strpos(${column(name)}, ${text}) > 0`;
}

export function atLeast(name: string, value: string | number | Absent): Condition | undefined {
  return value == null ? undefined : sql<boolean>`${column(name)} >= ${value}`;
}

/** The column holds at least the value, or none. */
export function atLeastOrNone(name: string, value: string | number | Absent): Condition | undefined {
  return value == null ? undefined : sql<boolean>`(${column(name)} >= ${value} or ${column(name)} is null)`;
}

export function atMost(name: string, value: string | number | Absent): Condition | undefined {
  return value == null ? undefined : sql<boolean>`${column(name)} <= ${value}`;
}

/** True: the column holds a value; false: it holds none. */
export function present(name: string, wanted: boolean | Absent): Condition | undefined {
  if (wanted == null) return undefined;
  return wanted ? sql<boolean>`${column(name)} is not null` : sql<boolean>`${column(name)} is null`;
}
