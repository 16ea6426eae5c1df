import type { EntityClass, EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { column, type Expression, sql } from './sql.ts';

/** How a column sorts: its kind of key, and how a key's value is given back to SQL. */
export type SortKind = 'text' | 'integer' | 'date' | 'moment';

/** An entity's table as the kit reads it: from the ORM's metadata, without the cost of managed entities. */
export interface Table<Row extends object> {
  name: Expression;
  /** `r.id, r.owner, …` */
  columns: Expression;
  columnOf(property: string): string;
  sortKind(property: string): SortKind;
  /** An instance of the entity's class from a row of the driver. Not managed. */
  read(row: Record<string, unknown>): Row;
}

const tables = new WeakMap<EntityMetadata, Table<object>>();

export function tableOf<Row extends object>(em: EntityManager, entity: EntityClass<Row>): Table<Row> {
  const meta = em.getMetadata().get(entity) as EntityMetadata;
  let table = tables.get(meta);
  if (!table) tables.set(meta, (table = describe(meta)));
  return table as Table<Row>;
}

function describe(meta: EntityMetadata): Table<object> {
  const properties = (meta.props as EntityProperty[]).filter(
    ({ persist, fieldNames }) => persist !== false && fieldNames?.length === 1,
  );
  const byName = new Map(properties.map((property) => [property.name as string, property]));
  const find = (name: string): EntityProperty => {
    const property = byName.get(name);
    if (!property) throw new Error(`${meta.className} has no column for "${name}"`);
    return property;
  };
  const fields = properties.map((property) => ({
    name: property.name as string,
    column: property.fieldNames[0]!,
    moment: kindOf(property) === 'moment',
  }));
  const prototype = meta.prototype as object;
  return {
    name: sql`${sql.table(meta.tableName)}`,
    columns: sql`${sql.join(fields.map((field) => column(field.column)))}`,
    columnOf: (name) => find(name).fieldNames[0]!,
    sortKind: (name) => kindOf(find(name)),
    read: (row) => {
      const record: Record<string, unknown> = {};
      for (const { name, column, moment } of fields) {
        const value = row[column];
        record[name] = moment && typeof value === 'string' ? momentOf(value) : value;
      }
      // Last: the ORM's prototype has a setter per property, which would take note of each as a change.
      return Object.setPrototypeOf(record, prototype) as object;
    },
  };
}

function kindOf(property: EntityProperty): SortKind {
  const [type] = property.columnTypes;
  if (type === 'date') return 'date';
  if (type?.startsWith('timestamptz')) return 'moment';
  if (type === 'int' || type === 'bigint' || type === 'smallint') return 'integer';
  return 'text';
}

/** PostgreSQL's text of a timestamptz in a UTC session, as RFC 3339. All six digits, so that byte order is time order. */
export function momentText(value: string): string {
  const [day, time = ''] = value.split(' ');
  const [seconds, fraction = ''] = time.replace(/[+-]00(:?00)?$/, '').split('.');
  return `${day}T${seconds}.${fraction.padEnd(6, '0')}Z`;
}

/** The driver's sessions are in UTC: what else the text holds is the slower path's. */
function momentOf(value: string): Date {
  if (!value.endsWith('+00')) return new Date(momentText(value));
  return new Date(`${value.slice(0, 10)}T${value.slice(11, -3)}Z`);
}
