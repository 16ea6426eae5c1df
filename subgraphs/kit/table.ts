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
  /** The properties that have a column. */
  properties: readonly string[];
  columnOf(property: string): string;
  sortKind(property: string): SortKind;
  /** The row of the driver as an instance of the entity's class: the same object. Not managed, no own properties to list. */
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
  const prototype = prototypeOf(meta.prototype as object, fields);
  return {
    name: sql`${sql.table(meta.tableName)}`,
    columns: sql`${sql.join(fields.map((field) => column(field.column)))}`,
    properties: fields.map(({ name }) => name),
    columnOf: (name) => find(name).fieldNames[0]!,
    sortKind: (name) => kindOf(find(name)),
    read: (row) => Object.setPrototypeOf(row, prototype) as object,
  };
}

/** A row of the driver is the record itself; only what its column calls or writes otherwise is worked out when it is read. */
function prototypeOf(
  entity: object,
  fields: readonly { name: string; column: string; moment: boolean }[],
): object {
  const getters: PropertyDescriptorMap = {};
  for (const { name, column, moment } of fields) {
    if (name === column) {
      // The row's own value would stand before the getter.
      if (moment) throw new Error(`Column ${column}: expected a moment's column to end in _at or _on`);
      continue;
    }
    getters[name] = {
      get(this: Record<string, unknown>): unknown {
        const value = this[column];
        return moment && typeof value === 'string' ? momentOf(value) : value;
      },
    };
  }
  return Object.create(entity, getters) as object;
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
