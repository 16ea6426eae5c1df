import type { Writable } from 'node:stream';

import { divisions, edition } from '../divisions.ts';
import { Industry, sectionNames } from '../industry.ts';
import { columnsOf, ledgerTables, type LedgerTable } from './file.ts';
import type { ImportReport } from './report.ts';
import { isEmpty, type RowProblem } from './row.ts';
import { layoutOf, remarkHeading, type SheetKind, sheetKinds, sheetNames } from './sheet.ts';
import { writeWorkbook, type WrittenCell, type WrittenSheet } from './workbook-writer.ts';

const heading = (text: string): WrittenCell => ({ text, look: 'HEADING' });

/** An empty ledger with its headings, how to fill it in, and the classification of industries. */
export async function writeTemplate(target: Writable): Promise<void> {
  const notes: WrittenCell[][] = [
    ['表', '列名', '是否必填', '填写说明'].map(heading),
    ...sheetKinds.flatMap((kind) =>
      columnsOf[kind].map((column) => [
        sheetNames[kind][0],
        column.heading,
        column.required ? '必填' : '选填',
        column.note,
      ]),
    ),
    ['', '', '', '组织按信用代码、党组织按名称与所在组织、成员单位按名称对应台账；已在台账中的按本表更正。'],
    ['', '', '', '空白单元格不改动台账；不需要的表可以删去。有一处错误则整个文件都不导入。'],
  ];
  const classes: WrittenCell[][] = [
    ['门类', '门类名称', '大类', '大类名称', `${edition.standard}（${edition.amendedOn} 修改）`].map(heading),
    ...(Object.keys(Industry) as Industry[]).flatMap((section) =>
      divisions[section].map(([code, name]) => [section, sectionNames(section).name, code, name]),
    ),
  ];
  await writeWorkbook(
    [
      ...sheetKinds.map(emptySheet),
      { name: '填写说明', widths: [12, 22, 10, 90], rows: notes },
      { name: '行业分类', widths: [8, 36, 8, 44, 28], rows: classes },
    ],
    target,
  );
}

function emptySheet(kind: SheetKind): WrittenSheet {
  const columns = columnsOf[kind];
  return {
    name: sheetNames[kind][0],
    widths: columns.map(({ width }) => width),
    choices: new Map(
      columns.flatMap((column, place) => (column.choices ? [[place, column.choices] as const] : [])),
    ),
    rows: [columns.map((column) => heading(column.required ? `${column.heading}*` : column.heading))],
  };
}

/**
 * The tables that were read, each with a last column that says what is wrong with a row, the cells concerned in colour. Read
 * again row by row: no more than the problems is in memory.
 */
export async function writeAnnotated(path: string, report: ImportReport, target: Writable): Promise<void> {
  const [first] = report.tables;
  const tables = await ledgerTables(path, first?.kind);
  await writeWorkbook(
    tables.map((read): WrittenSheet => {
      const own = report.problems.filter(({ sheet }) => sheet === read.table.name);
      return {
        // By this name it is known again when it comes back.
        name: sheetNames[read.kind][0],
        widths: [...read.columns.map(({ width }) => width), 80],
        rows: annotated(
          read,
          Map.groupBy(own, ({ row }) => row),
        ),
      };
    }),
    target,
  );
}

async function* annotated(
  { table, columns }: LedgerTable,
  byRow: ReadonlyMap<number, RowProblem[]>,
): AsyncGenerator<WrittenCell[]> {
  let width = columns.length;
  let remark: number | null = null;
  let written = 0;
  for await (const row of table.rows()) {
    // Rows that the file leaves out stay where they are.
    for (; written < row.number - 1; written++) yield [];
    written += 1;
    const problems = byRow.get(row.number) ?? [];
    const cells: WrittenCell[] = Array.from(row.cells, (cell) => cell?.text);
    const layout = remark === null && !isEmpty(row) ? layoutOf(columns, row.cells) : null;
    if (layout) {
      width = Math.max(width, cells.length);
      const earlier = cells.indexOf(remarkHeading);
      remark = earlier >= 0 ? earlier : width;
      for (const [place, text] of cells.entries()) {
        if (typeof text === 'string') cells[place] = { text, look: 'HEADING' };
      }
      cells[remark] = {
        text: [remarkHeading, ...problems.map(said)].join('：'),
        look: problems.length > 0 ? 'ERROR' : 'HEADING',
      };
      yield Array.from(cells);
      continue;
    }
    if (remark !== null) cells[remark] = undefined;
    for (const { column, severity } of problems) {
      if (column === null) continue;
      const text = cells[column - 1];
      cells[column - 1] = { text: typeof text === 'string' ? text : ' ', look: severity };
    }
    if (problems.length > 0 && remark !== null) {
      const worst = problems.some(({ severity }) => severity === 'ERROR') ? 'ERROR' : 'WARNING';
      cells[remark] = { text: problems.map(said).join('；'), look: worst };
    }
    yield Array.from(cells);
  }
}

function said({ heading: column, reason, severity }: RowProblem): string {
  return `${severity === 'WARNING' ? '请核对：' : ''}${column ? `${column}：` : ''}${reason}`;
}
