import type { Cell } from './table.ts';

/** The kinds of tables that an import takes, each with its columns. Pure. */

/** In the order in which they are read: what comes later refers to what came before. */
export const sheetKinds = ['ORGANISATIONS', 'PARTY_ORGANISATIONS', 'MEMBER_UNITS'] as const;
export type SheetKind = (typeof sheetKinds)[number];

/** What a sheet of a workbook is called: the first name is the template's. */
export const sheetNames: Readonly<Record<SheetKind, readonly [string, ...string[]]>> = {
  ORGANISATIONS: ['组织', '两新组织', '两新组织台账'],
  PARTY_ORGANISATIONS: ['党组织', '两新党组织'],
  MEMBER_UNITS: ['成员单位'],
};

export function kindOfSheet(name: string): SheetKind | undefined {
  return sheetKinds.find((kind) => sheetNames[kind].includes(name.trim()));
}

/** What a cell says, or why it says nothing. */
export type Said = { kind: 'said'; value: SaidValue } | { kind: 'wrong'; reason: string };
export type SaidValue = string | number | boolean | readonly string[];

export const said = (value: SaidValue): Said => ({ kind: 'said', value });
export const wrong = (reason: string): Said => ({ kind: 'wrong', reason });

export interface Column<Field extends string = string> {
  field: Field;
  /** As the template has it. */
  heading: string;
  required: boolean;
  /** 填写说明 */
  note: string;
  /** Of the template's column. Unit: characters. */
  width: number;
  /** What the template lets choose from. */
  choices?: readonly string[];
  read(cell: Cell, date1904: boolean): Said;
}

/** The column that the annotated file adds: skipped when that file comes back. */
export const remarkHeading = '校验结果';

export interface Layout {
  /** The place of each column in the file, from 0. */
  places: ReadonlyMap<string, number>;
  /** Headings of required columns that are not there. */
  missing: readonly string[];
  /** Headings that stand there twice. */
  doubled: readonly string[];
  /** Headings that say nothing to the import. */
  unknown: readonly string[];
}

/** Null where the row is no row of headings: every table has a column of names. */
export function layoutOf(columns: readonly Column[], cells: readonly (Cell | undefined)[]): Layout | null {
  const places = new Map<string, number>();
  const doubled: string[] = [];
  const unknown: string[] = [];
  for (const [place, cell] of cells.entries()) {
    if (!cell) continue;
    const column = columns.find(
      ({ heading, field }) => plain(heading) === plain(cell.text) || field === cell.text,
    );
    if (!column) unknown.push(cell.text);
    else if (places.has(column.field)) doubled.push(cell.text);
    else places.set(column.field, place);
  }
  if (!places.has('name')) return null;
  const missing = columns
    .filter(({ required, field }) => required && !places.has(field))
    .map(({ heading }) => heading);
  return { places, missing, doubled, unknown: unknown.filter((heading) => heading !== remarkHeading) };
}

/** Headings are compared without marks, brackets and white space: `* 所在镇(街道)`. */
function plain(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/[\s*()]/g, '');
}
