import { pick, useGraphiQL } from '@graphiql/react';
import type { GraphQLSchema } from 'graphql';
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

/** The answer's tables: values in the words of the schema's descriptions, in Chinese the columns too. */
export function useNamedTables(last: Answered | null): NamedTable[] {
  const { schema } = useGraphiQL(pick('schema'));
  return useMemo(() => (last ? namedTables(last, schema ?? null) : []), [last, schema]);
}

function namedTables(
  { answer: { data }, query, operationName }: Answered,
  schema: GraphQLSchema | null,
): NamedTable[] {
  const reading = schema && readingOf(schema, query, operationName, language);
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
