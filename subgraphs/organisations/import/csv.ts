import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { type TableRow, UnreadableTable } from './table.ts';

/** Longest record. Unit: characters. */
const longestRecord = 64 * 1024;

export async function* csvRows(path: string, encoding: 'utf-8' | 'gb18030'): AsyncGenerator<TableRow> {
  const delimiter = await delimiterOf(path, encoding);
  const parser = Readable.from(textOf(path, encoding)).pipe(
    parse({
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: longestRecord,
    }),
  );
  // A record is a row, as a sheet shows it, whatever line breaks its cells hold.
  let number = 0;
  try {
    for await (const { record } of parser as AsyncIterable<{ record: string[] }>) {
      number += 1;
      yield {
        number,
        cells: record.map((text) => (text.trim() === '' ? undefined : { text: text.trim(), numeric: false })),
      };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableTable(`CSV 第 ${number + 1} 行附近格式错误（${error.code}）`);
  }
}

async function* textOf(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    if (text !== '') yield text;
  }
  yield decoder.decode();
}

/** What stands most often in the first line: Excel writes the separator of the system's language. */
async function delimiterOf(path: string, encoding: string): Promise<string> {
  let line = '';
  for await (const text of textOf(path, encoding)) {
    line += text;
    if (/[\r\n]/.test(line) || line.length > longestRecord) break;
  }
  const [head = ''] = line.split(/[\r\n]/);
  const count = (delimiter: string): number => head.split(delimiter).length;
  return [',', '\t', ';'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
