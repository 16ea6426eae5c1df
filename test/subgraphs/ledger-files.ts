import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { demonstrationCreditCode } from '@jiedui/local/seed/credit-code';
import { ledgerColumns } from '@jiedui/organisations/import/columns';
import { openTables } from '@jiedui/organisations/import/open-table';
import { writeWorkbook } from '@jiedui/organisations/import/workbook-writer';
import { ZipFile } from 'yazl';

/** Ledger files for tests. */

export const headings = ledgerColumns.map(({ heading }) => heading);

/** A row of a ledger without fault, in the order of the template's columns. */
export function ledgerLine(number: number, change: Readonly<Record<string, string>> = {}): string[] {
  const line: Record<string, string> = {
    名称: `示例导入企业${String(number).padStart(6, '0')}`,
    类别: '非公有制企业',
    社会组织类型: '',
    统一社会信用代码: demonstrationCreditCode('91', '445103', number),
    行业门类: 'C',
    行业大类: '30',
    从业人员数: String(number % 500),
    '所在镇（街道）': `示例镇${number % 12}`,
    存续状态: '存续',
    登记日期: '2020-01-31',
    停业日期: '',
    注销日期: '',
    联系电话: '',
    校验码已核实: '',
    ...change,
  };
  return headings.map((heading) => line[heading]!);
}

export async function writeXlsx(path: string, rows: Iterable<readonly string[]>): Promise<void> {
  await writeWorkbook([{ name: '台账', widths: headings.map(() => 12), rows }], createWriteStream(path));
}

export async function writeCsv(path: string, rows: readonly (readonly string[])[], head = ''): Promise<void> {
  const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  await writeFile(path, `${head}${text}\r\n`);
}

/** As Excel writes: shared strings, numbers as numbers, cells left out. `sheetData`: the rows' XML. */
export async function writeRawXlsx(
  path: string,
  sheetData: string,
  { shared = [], date1904 = false }: { shared?: readonly string[]; date1904?: boolean } = {},
): Promise<void> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const zip = new ZipFile();
  const parts = {
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="hidden" sheetId="1" state="hidden" r:id="rId1"/><sheet name="s" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/none.xml"/><Relationship Id="rId2" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
  };
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** All rows of a file's sheet as texts; of its first one where nothing is said. */
export async function readTexts(path: string, sheet?: string): Promise<(string | undefined)[][]> {
  const rows: (string | undefined)[][] = [];
  const tables = await openTables(path);
  const table = tables.find(({ name }) => sheet === undefined || name === sheet)!;
  for await (const { cells } of table.rows()) rows.push(cells.map((cell) => cell?.text));
  return rows;
}
