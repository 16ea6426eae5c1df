import { pick, useGraphiQL } from '@graphiql/react';
import { useMemo } from 'react';

import type { Answered } from './answer.ts';
import { language } from './language.ts';
import { fieldAt, labelOf, type Reading, readingOf } from './reading.ts';
import { type Table, tablesOf } from './table.ts';
import { wordsOf } from './words.ts';

/** A table of an answer as people read it. */
export interface NamedTable extends Table {
  titles: string[];
  /** What the list is called. */
  title: string;
}

/** What the schema says of the fields of an answer; null until it is there. */
export function useReading(last: Answered | null): Reading | null {
  const { schema } = useGraphiQL(pick('schema'));
  return useMemo(
    () => (last && schema ? readingOf(schema, last.query, last.operationName, language) : null),
    [last, schema],
  );
}

/** The answer's tables: values in the words of the schema's descriptions, in Chinese the columns too. */
export function useNamedTables(last: Answered | null): NamedTable[] {
  const reading = useReading(last);
  return useMemo(() => (last ? namedTables(last.answer.data, reading) : []), [last, reading]);
}

function namedTables(data: unknown, reading: Reading | null): NamedTable[] {
  const raws = tablesOf(data);
  // The same lists, rows and columns: only what stands in the cells is another.
  const tables = tablesOf(wordsOf(data, reading, language));
  const titles = tables.map(({ name }) => titleOf(reading, name));
  return tables.map((table, index) => ({
    ...table,
    raws: raws[index]!.rows,
    titles: table.columns.map((column) => columnTitle(reading, table, column)),
    // Two lists of one field have their own names beside.
    title:
      titles.indexOf(titles[index]!) === titles.lastIndexOf(titles[index]!)
        ? titles[index]!
        : `${titles[index]!} ${table.name}`,
  }));
}

function titleOf(reading: Reading | null, name: string): string {
  const list = name.replace(/\.(nodes|edges)$/, '');
  return (language === 'zh' && fieldAt(reading, list)?.label) || name;
}

function columnTitle(reading: Reading | null, { name, within }: Table, column: string): string {
  const [list, own] = within && column.startsWith('↑') ? [within.table, within.column] : [name, column];
  return language === 'zh' ? labelOf(reading, list, own) : own;
}

/** What a field of an answer is called, by its path: `结对名单：符合条件的总数`. */
export function placeTitle(reading: Reading | null, path: readonly (string | number)[]): string {
  // Of a list, its items are read alike.
  const keys = path.filter((key) => typeof key === 'string');
  const labels = keys.map((_, index) => fieldAt(reading, keys.slice(0, index + 1).join('.'))?.label);
  return language === 'zh' && labels.every(Boolean) ? labels.join('：') : path.join('.');
}
