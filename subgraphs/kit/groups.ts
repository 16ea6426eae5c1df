import 'reflect-metadata';

import { compareText } from '@jiedui/schema/contract/order';
import type { EntityClass } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';

import { ownedBy } from './connection.ts';
import { askedOwners, type RequestContext } from './context.ts';
import { type Derived, standingAsOf, standingOf } from './history.ts';
import { ratioOf } from './ratio.ts';
import { all, column, type Condition, type Expression, run, sql } from './sql.ts';
import { tableOf } from './table.ts';

/** What every group has; a group's own class adds a nullable column per dimension and its measures with `@Merge`. */
@ObjectType({ description: '分组。A bucket of records.', simpleResolvers: true })
export abstract class Group {
  @Field(() => String, {
    description:
      '分组键：各维度值组成的 JSON 数组，次序同 by。The values of the dimensions as a JSON array, in the order of `by`.',
  })
  key!: string;

  @Field(() => String, { description: '中文标签。The labels of the values, in Chinese.' })
  label!: string;
}

export interface Dimension {
  /** The field of the group that holds the value. */
  field: string;
  /** A column of the row, or an expression over it, of type text or int. */
  value: string | Expression;
  /** The Chinese label of a value. Absent: the value itself. */
  label?: (value: string, context: RequestContext) => string;
  /** The label where the rows themselves hold it, the same in all rows of one value: a title beside an id. */
  labelColumn?: string;
}

/** An aggregate over rows `r`: a number, a date, or the two parts of a ratio. */
export type Measure = Expression | { numerator: Expression; denominator: Expression };
export type Measures = Readonly<Record<string, Measure>>;

/** What records of one kind can be counted by, and what is counted. */
export interface Grouping<Name extends string, Filter> {
  entity: EntityClass<object>;
  /** The table that keeps the versions of its rows (kit/history): what `asOf` reads. */
  history?: string | undefined;
  /** What is read in the table's place. */
  derived?(...asked: Parameters<Derived<Filter>>): Expression;
  conditions(
    filter: Filter,
    context: RequestContext,
    asOf?: string | null,
  ): readonly (Condition | undefined)[];
  dimensions: Readonly<Record<Name, Dimension>>;
  measures: Measures;
}

export interface GroupArgs<Name extends string, Filter> {
  by: readonly Name[];
  filter?: Filter | null;
  jurisdictions?: readonly string[] | null;
  /** The rows as they stood at the end of this day, YYYY-MM-DD; for a grouping with a history. */
  asOf?: string | null;
}

/** The dimension that every grouping has: the owner. */
export const jurisdictionDimension: Dimension = {
  field: 'jurisdiction',
  value: 'owner',
  label: (code, { federation }) => federation.find(code)?.name ?? code,
};

/** A month as a dimension's value, `2023-05`, as it is written: `2023年5月`. */
export function monthLabel(month: string): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
}

const noValue = '未填';
const everything = '合计';

// The measures that most groups have. Counts come as double precision: a bigint would reach JavaScript as text.

export const countRows: Expression = sql`count(*)::float8`;

/** Makes a select without dimensions and measures one over all rows. */
const oneRow: Expression = sql`count(*) as "__rows"`;

/** Rows for which the condition holds. */
export function countWhere(condition: Condition): Expression {
  return sql`(count(*) filter (where ${condition}))::float8`;
}

/** The sum of a column; no rows, or none that holds a value: 0. */
export function sumOf(name: string): Expression {
  return sql`coalesce(sum(${column(name)}), 0)::float8`;
}

/** The sum of a column over the rows that meet a condition; none: 0. */
export function sumWhere(name: string, condition: Condition): Expression {
  return sql`coalesce(sum(${column(name)}) filter (where ${condition}), 0)::float8`;
}

/** The values of a column, each once per owner: so counted they add up, wherever the owners lie. */
export function distinctOf(name: string): Expression {
  return sql`(count(distinct (r.owner, ${column(name)})) filter (where ${column(name)} is not null))::float8`;
}

export function minOf(name: string): Expression {
  return sql`min(${column(name)})`;
}

export function maxOf(name: string): Expression {
  return sql`max(${column(name)})`;
}

/** A dimension over an array column: the row stands in the bucket of every value, one without any in that of none. */
export function eachOf(name: string): Expression {
  return sql`unnest(case when ${column(name)} = '{}' then array[null::text] else ${column(name)} end)`;
}

/** Rows for which `part` holds, over those for which `whole` holds (all rows where absent). */
export function shareOf(part: Condition, whole?: Condition): Measure {
  return whole
    ? { numerator: countWhere(sql<boolean>`${whole} and ${part}`), denominator: countWhere(whole) }
    : { numerator: countWhere(part), denominator: countRows };
}

/**
 * The buckets, in the byte order of their keys; one statement. No dimension: one bucket over all, also over no row.
 * Only the selected measures are taken (selectedNames in kit/selection); all where it is not said which.
 * @throws UNKNOWN_JURISDICTION
 */
export async function groupsOf<Name extends string, Filter>(
  grouping: Grouping<Name, Filter>,
  context: RequestContext,
  { by, filter, jurisdictions, asOf }: GroupArgs<Name, Filter>,
  selected?: ReadonlySet<string>,
): Promise<Record<string, unknown>[]> {
  const measures = selected
    ? Object.fromEntries(Object.entries(grouping.measures).filter(([name]) => selected.has(name)))
    : grouping.measures;
  const table = tableOf(context.em, grouping.entity);
  const { source, valid } = standingOf(context, table, grouping, {
    filter: filter ?? null,
    asOf: asOf ?? null,
  });
  const dimensions = by.map((name) => grouping.dimensions[name]);
  const values = dimensions.map(
    ({ value }, index) => sql`${typeof value === 'string' ? column(value) : value} as ${sql.id(`d${index}`)}`,
  );
  const labels = dimensions.flatMap(({ labelColumn }, index) =>
    labelColumn ? [sql`min(${column(labelColumn)}) as ${sql.id(`l${index}`)}`] : [],
  );
  const conditions = [
    valid,
    ownedBy(askedOwners(context, jurisdictions)),
    ...(filter == null ? [] : grouping.conditions(filter, context, asOf)),
  ];
  const grouped = sql.join(dimensions.map((_, index) => sql.lit(index + 1)));
  const rows = await run<Record<string, unknown>>(
    context,
    sql`select ${sql.join([...values, ...labels, ...measured(measures), ...(by.length === 0 ? [oneRow] : [])])} from ${source} r
      where ${all(conditions)} ${by.length === 0 ? sql`` : sql`group by ${grouped}`}`,
  );
  return rows
    .map((row) => bucketOf(dimensions, measures, row, context))
    .sort((a, b) => compareText(a['key'] as string, b['key'] as string));
}

/** One table of an overview. */
export interface Aggregate {
  entity: EntityClass<object>;
  history?: string | undefined;
  measures: Measures;
  /** Beside ownership. */
  conditions?: readonly (Condition | undefined)[];
}

/** Measures over several tables as one object; one statement. @throws UNKNOWN_JURISDICTION, INVALID_INPUT for a future `asOf` */
export async function overviewOf(
  context: RequestContext,
  aggregates: readonly Aggregate[],
  jurisdictions?: readonly string[] | null,
  asOf?: string | null,
): Promise<Record<string, unknown>> {
  const owned = ownedBy(askedOwners(context, jurisdictions));
  const parts = aggregates.map(({ entity, history, measures, conditions = [] }, index) => {
    const { source, valid } = standingAsOf(context, tableOf(context.em, entity), history, asOf);
    return sql`(select ${sql.join(measured(measures))} from ${source} r
      where ${all([valid, owned, ...conditions])}) ${sql.id(`a${index}`)}`;
  });
  const [row = {}] = await run<Record<string, unknown>>(
    context,
    sql`select * from ${sql.join(parts, sql` cross join `)}`,
  );
  return Object.assign({}, ...aggregates.map(({ measures }) => readMeasures(measures, row))) as Record<
    string,
    unknown
  >;
}

function measured(measures: Measures): Expression[] {
  return Object.entries(measures).flatMap(([name, measure]) =>
    'numerator' in measure
      ? [
          sql`${measure.numerator} as ${sql.id(`${name}/n`)}`,
          sql`${measure.denominator} as ${sql.id(`${name}/d`)}`,
        ]
      : [sql`${measure} as ${sql.id(name)}`],
  );
}

function readMeasures(measures: Measures, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, measure]) => [
      name,
      'numerator' in measure ? ratioOf(Number(row[`${name}/n`]), Number(row[`${name}/d`])) : row[name],
    ]),
  );
}

/** One bucket, from a row that holds the dimensions' values as `d0`, `d1`, … and the measures. */
export function bucketOf(
  dimensions: readonly Dimension[],
  measures: Measures,
  row: Record<string, unknown>,
  context: RequestContext,
): Record<string, unknown> {
  const values = dimensions.map((_, index) => row[`d${index}`]);
  const texts = values.map((value) => (value == null ? null : String(value)));
  const labels = texts.map((text, index) =>
    text === null ? noValue : String(row[`l${index}`] ?? dimensions[index]!.label?.(text, context) ?? text),
  );
  return {
    key: JSON.stringify(texts),
    label: labels.length === 0 ? everything : labels.join(' · '),
    ...Object.fromEntries(dimensions.map(({ field }, index) => [field, values[index]])),
    ...readMeasures(measures, row),
  };
}
