import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { csvRows } from './csv.ts';
import { type Table, UnreadableTable } from './table.ts';
import { openWorkbook } from './workbook.ts';

/**
 * The visible sheets of an .xlsx file, at least one; or the one table of a CSV file in UTF-8 (with or without its mark) or
 * GB18030. @throws UnreadableTable
 */
export async function openTables(path: string): Promise<Table[]> {
  const file = await open(path);
  const head = Buffer.alloc(8);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  await file.close();
  if (bytesRead === 0) throw new UnreadableTable('文件是空的');
  if (head.readUInt32BE(0) === 0x504b0304) return openWorkbook(path);
  if (head.readUInt32BE(0) === 0xd0cf11e0) {
    throw new UnreadableTable('这是旧版 .xls 或加密的文件，请另存为 .xlsx 后再导入');
  }
  const encoding = await encodingOf(path);
  return [{ name: null, date1904: false, rows: () => csvRows(path, encoding) }];
}

/** UTF-8 where every byte is; else GB18030, which Chinese Excel writes. @throws UnreadableTable */
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030'> {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
      decoder.decode();
      return encoding;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new UnreadableTable('文件编码既不是 UTF-8 也不是 GB18030');
}
