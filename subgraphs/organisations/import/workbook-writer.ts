import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { ZipFile } from 'yazl';

/** A cell to be written: text, or text in a way that catches the eye. */
export type WrittenCell = string | { text: string; look: Look } | undefined;

/** The order is that of the formats in `styles`. */
const looks = ['PLAIN', 'HEADING', 'ERROR', 'WARNING'] as const;
export type Look = (typeof looks)[number];

export interface WrittenSheet {
  name: string;
  /** Widths of the columns. Unit: characters. */
  widths: readonly number[];
  /** Column, from 0 → the texts to choose from. */
  choices?: ReadonlyMap<number, readonly string[]>;
  rows: AsyncIterable<readonly WrittenCell[]> | Iterable<readonly WrittenCell[]>;
}

/**
 * Writes an .xlsx file, row by row: nothing but the row under way is in memory. Every cell is text, in columns of format
 * text, so that no program turns a credit code into a number.
 */
export async function writeWorkbook(sheets: readonly WrittenSheet[], target: Writable): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, target);
  // A target that goes away ends the rows under way as well.
  const gone = new AbortController();
  written.catch(() => gone.abort());
  for (const [name, text] of Object.entries(fixedParts(sheets))) {
    zip.addBuffer(Buffer.from(text), name, { compressionLevel: 6 });
  }
  const streams = sheets.map((_, index) => {
    const stream = new PassThrough();
    zip.addReadStream(stream, `xl/worksheets/sheet${index + 1}.xml`, { compressionLevel: 3 });
    return stream;
  });
  zip.end();
  for (const [index, sheet] of sheets.entries()) await writeSheet(sheet, streams[index]!, gone.signal);
  await written;
}

async function writeSheet(
  { rows, widths, choices }: WrittenSheet,
  stream: PassThrough,
  signal: AbortSignal,
): Promise<void> {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="0" customWidth="1"/>`,
  );
  let text = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let number = 0;
  for await (const row of rows) {
    number += 1;
    text += `<row r="${number}">${row.map((cell, column) => cellText(cell, column, number)).join('')}</row>`;
    if (text.length < 64 * 1024) continue;
    if (!stream.write(text)) await once(stream, 'drain', { signal });
    text = '';
  }
  stream.end(`${text}</sheetData>${validations(choices)}</worksheet>`);
}

function cellText(cell: WrittenCell, column: number, row: number): string {
  if (cell === undefined || cell === '') return '';
  const { text, look } = typeof cell === 'string' ? { text: cell, look: 'PLAIN' as const } : cell;
  return `<c r="${nameOf(column)}${row}" s="${looks.indexOf(look)}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function validations(choices: ReadonlyMap<number, readonly string[]> = new Map()): string {
  if (choices.size === 0) return '';
  const each = [...choices].map(([column, texts]) => {
    const place = `${nameOf(column)}2:${nameOf(column)}1048576`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${place}"><formula1>"${escaped(texts.join(','))}"</formula1></dataValidation>`;
  });
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`;
}

/** 27 → `AB` */
export function nameOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : nameOf(Math.floor(column / 26) - 1) + letter;
}

const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // oxlint-disable-line no-control-regex -- XML holds none of them.

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unprintable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// Format 49 is text.
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${['FFDDEBF7', 'FFFFC7CE', 'FFFFEB9C'].map((colour) => `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/></patternFill></fill>`).join('')}</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" fontId="1" applyFont="1" fillId="2" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1" fillId="3" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1" fillId="4" applyFill="1"/></cellXfs></styleSheet>`;

function fixedParts(sheets: readonly WrittenSheet[]): Record<string, string> {
  const numbered = sheets.map(({ name }, index) => ({ name, number: index + 1 }));
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${numbered.map(({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbered.map(({ name, number }) => `<sheet name="${escaped(name)}" sheetId="${number}" r:id="rId${number}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${packaged}/relationships">${numbered.map(({ number }) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
  };
}
