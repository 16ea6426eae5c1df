import { TextDecoder } from 'node:util';

import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, open, type ZipFile } from 'yauzl';

import { type Cell, type Table, type TableRow, UnreadableTable } from './table.ts';

/** Most that a part of the file may unpack to. Unit: bytes. A ledger of 100 thousand rows has some 60 MB. */
const largestPart = 512 * 1024 * 1024;
/** Most text that is kept of the shared strings, the one part that must be in memory whole. Unit: characters. */
const mostShared = 48 * 1024 * 1024;
const widest = 256;

/** The visible sheets of an .xlsx file, each read row by row. @throws UnreadableTable */
export async function openWorkbook(path: string): Promise<Table[]> {
  return withZip(path, async (zip) => {
    const { date1904, sheets } = await readWorkbook(zip);
    const targets = await readTargets(zip);
    return sheets.map(({ name, id }) => {
      const target = targets.get(id);
      if (target === undefined) throw new UnreadableTable('工作簿不完整：找不到工作表');
      return { name, date1904, rows: () => sheetRows(path, target) };
    });
  });
}

async function* sheetRows(path: string, sheet: string): AsyncGenerator<TableRow> {
  const zip = await Zip.open(path);
  try {
    const strings = await readStrings(zip);
    const done: TableRow[] = [];
    const reader = new SheetReader(strings, (row) => done.push(row));
    for await (const text of zip.read(sheet)) {
      reader.write(text);
      yield* done.splice(0);
    }
    reader.end();
    yield* done;
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    zip.close();
  }
}

async function withZip<Result>(path: string, work: (zip: Zip) => Promise<Result>): Promise<Result> {
  const zip = await Zip.open(path);
  try {
    return await work(zip);
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    zip.close();
  }
}

/** Turns a sheet's XML into rows, however it is cut into pieces. */
class SheetReader {
  readonly #parser = new SaxesParser();
  #row: { number: number; cells: (Cell | undefined)[] } | null = null;
  #last = 0;
  #cell: { column: number; type: string; text: string } | null = null;
  #collecting = false;

  constructor(strings: readonly string[], emit: (row: TableRow) => void) {
    const parser = this.#parser;
    parser.on('opentag', (tag) => {
      switch (local(tag)) {
        case 'row':
          this.#last = Number(attribute(tag, 'r') ?? this.#last + 1);
          this.#row = { number: this.#last, cells: [] };
          return;
        case 'c': {
          const place = attribute(tag, 'r');
          const column = place === undefined ? (this.#row?.cells.length ?? 0) : columnOf(place);
          this.#cell = { column, type: attribute(tag, 't') ?? 'n', text: '' };
          return;
        }
        case 'v':
        case 't':
          this.#collecting = this.#cell !== null;
          return;
        case 'rPh':
          // The reading of a text, in small type above it.
          this.#collecting = false;
      }
    });
    parser.on('text', (text) => {
      if (this.#collecting && this.#cell) this.#cell.text += text;
    });
    parser.on('closetag', (tag) => {
      switch (local(tag)) {
        case 'v':
        case 't':
          this.#collecting = false;
          return;
        case 'c': {
          const cell = this.#cell;
          this.#cell = null;
          if (!cell || !this.#row || cell.column >= widest) return;
          const shown = cellOf(cell, strings);
          if (shown) this.#row.cells[cell.column] = shown;
          return;
        }
        case 'row':
          if (this.#row) emit({ number: this.#row.number, cells: Array.from(this.#row.cells) });
          this.#row = null;
      }
    });
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    this.#parser.close();
  }
}

function cellOf(
  { type, text }: { type: string; text: string },
  strings: readonly string[],
): Cell | undefined {
  const shown = (type === 's' ? (strings[Number(text)] ?? '') : unescaped(text)).trim();
  return shown === '' ? undefined : { text: shown, numeric: type === 'n' };
}

interface Workbook {
  date1904: boolean;
  sheets: { name: string; id: string }[];
}

async function readWorkbook(zip: Zip): Promise<Workbook> {
  const workbook: Workbook = { date1904: false, sheets: [] };
  await zip.parse('xl/workbook.xml', (tag) => {
    if (local(tag) === 'workbookPr') {
      workbook.date1904 = /^(1|true)$/.test(attribute(tag, 'date1904') ?? '');
    }
    if (local(tag) !== 'sheet' || attribute(tag, 'state') === 'hidden') return;
    const id = Object.entries(tag.attributes).find(([name]) => name.endsWith(':id'))?.[1];
    if (id !== undefined) workbook.sheets.push({ name: unescaped(attribute(tag, 'name') ?? ''), id });
  });
  if (workbook.sheets.length === 0) throw new UnreadableTable('工作簿里没有可见的工作表');
  return workbook;
}

/** Id → the part of the file. */
async function readTargets(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await zip.parse('xl/_rels/workbook.xml.rels', (tag) => {
    const target = attribute(tag, 'Target');
    if (local(tag) !== 'Relationship' || target === undefined) return;
    targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  });
  return targets;
}

async function readStrings(zip: Zip): Promise<string[]> {
  const strings: string[] = [];
  if (!zip.has('xl/sharedStrings.xml')) return strings;
  let current = '';
  let length = 0;
  let collecting = false;
  let phonetic = false;
  await zip.parse(
    'xl/sharedStrings.xml',
    (tag) => {
      if (local(tag) === 'si') current = '';
      if (local(tag) === 'rPh') phonetic = true;
      if (local(tag) === 't') collecting = !phonetic;
    },
    (tag) => {
      if (local(tag) === 't') collecting = false;
      if (local(tag) === 'rPh') phonetic = false;
      if (local(tag) === 'si') strings.push(unescaped(current));
    },
    (text) => {
      if (!collecting) return;
      current += text;
      length += text.length;
      if (length > mostShared) throw new UnreadableTable('文件中的文字过多');
    },
  );
  return strings;
}

/** The parts of a zip file, found once, read as text in pieces. */
class Zip {
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  static async open(path: string): Promise<Zip> {
    const file = await new Promise<ZipFile>((resolve, reject) => {
      open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
        error ? reject(asUnreadable(error)) : resolve(opened),
      );
    });
    const entries = new Map<string, Entry>();
    await new Promise<void>((resolve, reject) => {
      file.on('entry', (entry: Entry) => {
        entries.set(entry.fileName, entry);
        file.readEntry();
      });
      file.once('end', resolve);
      file.once('error', (error: Error) => reject(asUnreadable(error)));
      file.readEntry();
    });
    return new Zip(file, entries);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  close(): void {
    this.#file.close();
  }

  async *read(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name);
    if (!entry) throw new UnreadableTable(`不是 .xlsx 文件，或文件不完整：缺少 ${name}`);
    if (entry.uncompressedSize > largestPart) throw new UnreadableTable('文件解压后过大');
    const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
      this.#file.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    const decoder = new TextDecoder('utf-8');
    for await (const chunk of stream) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  }

  async parse(
    name: string,
    opened: (tag: SaxesTagPlain) => void,
    closed: (tag: SaxesTagPlain) => void = () => undefined,
    text: (text: string) => void = () => undefined,
  ): Promise<void> {
    const parser = new SaxesParser();
    parser.on('opentag', opened);
    parser.on('closetag', closed);
    parser.on('text', text);
    for await (const piece of this.read(name)) parser.write(piece);
    parser.close();
  }
}

function asUnreadable(error: unknown): Error {
  if (error instanceof UnreadableTable) return error;
  // A fault of the disk is no fault of the file.
  if (error instanceof Error && 'syscall' in error) return error;
  return new UnreadableTable('文件已损坏，或不是 .xlsx 文件', { cause: error });
}

/** Some programs write every element with a prefix. */
function local({ name }: SaxesTagPlain): string {
  return name.slice(name.indexOf(':') + 1);
}

function attribute(tag: SaxesTagPlain, name: string): string | undefined {
  return tag.attributes[name];
}

/** `AB12` → 27 */
function columnOf(place: string): number {
  let column = 0;
  for (const character of place) {
    const digit = character.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  return column - 1;
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
