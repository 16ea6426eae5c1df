import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  ImageRun,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';

import type { Chart } from './chart.ts';
import { pictureOf } from './picture.ts';

/** The pieces that every section is made of. Widths in twentieths of a point: a page of A4 with its margins leaves 9026. */
export const fullWidth = 9026;

export type Block = Paragraph | Table;

export function heading(text: string, level: 1 | 2 = 1, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    text,
    heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
    keepNext: true,
    ...options,
  });
}

/** A paragraph of the body, indented by two characters. */
export function paragraph(text: string, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ style: 'body', children: [new TextRun(text)], ...options });
}

/** Each line of a text that somebody typed as a paragraph. */
export function paragraphs(text: string): Paragraph[] {
  return text.split(/\r?\n/).map((each) => paragraph(each));
}

/** What stands above a table or a chart, and stays with it. */
export function caption(text: string): Paragraph {
  return new Paragraph({ style: 'caption', keepNext: true, children: [new TextRun(text)] });
}

export function note(text: string): Paragraph {
  return new Paragraph({ style: 'note', children: [new TextRun(text)] });
}

/** `number`: one of its own in the document; left to the library it would go on counting over all that it ever makes. */
export async function chartOf(chart: Chart, title: string, number: number): Promise<Paragraph[]> {
  return [
    caption(title),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 160 },
      children: [
        new ImageRun({
          type: 'png',
          data: await pictureOf(chart),
          transformation: { width: 560, height: Math.round((560 * chart.height) / chart.width) },
          altText: { id: String(number), name: title, title, description: title },
        }),
      ],
    }),
  ];
}

export interface Cell {
  text: string;
  /** Lines beneath it, in small type. */
  small?: readonly string[];
  /** rrggbb */
  fill?: string;
  span?: number;
  align?: 'left' | 'centre' | 'right';
  bold?: boolean;
  /** Half points. */
  size?: number;
}

export interface Column {
  title: string;
  /** In the unit of the page; they add up to its width. */
  width: number;
  align?: Cell['align'];
}

const alignments = {
  left: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

const headFill = 'E7EDF5';
const line = { style: BorderStyle.SINGLE, size: 4, color: '9AA5B1' } as const;
const borders = {
  top: line,
  bottom: line,
  left: line,
  right: line,
  insideHorizontal: line,
  insideVertical: line,
} as const;

/** A table as wide as the page, whose head is repeated on every page and whose rows are never cut by one. */
export function table(
  columns: readonly Column[],
  body: readonly (readonly (string | Cell)[])[],
  { size = 21 }: { size?: number } = {},
): Table {
  const widths = columns.map(({ width }) => width);
  const head = columns.map(({ title }): Cell => ({
    text: title,
    fill: headFill,
    align: 'centre',
    bold: true,
  }));
  return new Table({
    width: { size: fullWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders,
    rows: [
      ...(head.some(({ text }) => text !== '') ? [rowOf(head, columns, size, true)] : []),
      ...body.map((cells) => rowOf(cells, columns, size, false)),
    ],
  });
}

function rowOf(
  cells: readonly (string | Cell)[],
  columns: readonly Column[],
  size: number,
  isHead: boolean,
): TableRow {
  let column = 0;
  const children = cells.map((each) => {
    const cell: Cell = typeof each === 'string' ? { text: each } : each;
    const span = cell.span ?? 1;
    const covered = columns.slice(column, column + span);
    column += span;
    return cellOf(cell, covered, size);
  });
  return new TableRow({ children, tableHeader: isHead, cantSplit: true });
}

function cellOf(cell: Cell, covered: readonly Column[], size: number): TableCell {
  const width = covered.reduce((total, each) => total + each.width, 0);
  const alignment = alignments[cell.align ?? covered[0]?.align ?? 'left'];
  const lines = [
    ...cell.text
      .split(/\r?\n/)
      .map((text) => ({ text, bold: cell.bold ?? false, size: cell.size ?? size, color: '000000' })),
    ...(cell.small ?? []).map((text) => ({ text, bold: false, size: 14, color: '666666' })),
  ];
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 50, bottom: 50, left: 60, right: 60 },
    ...(covered.length > 1 && { columnSpan: covered.length }),
    ...(cell.fill && { shading: { type: ShadingType.CLEAR, fill: cell.fill, color: 'auto' } }),
    children: lines.map((each) => new Paragraph({ style: 'cell', alignment, children: [new TextRun(each)] })),
  });
}

/** A table of names and what they stand for. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): Table {
  return table(
    [
      { title: '', width: 2126 },
      { title: '', width: fullWidth - 2126 },
    ],
    pairs.map(([name, value]) => [{ text: name, fill: headFill, align: 'centre' }, value]),
  );
}
