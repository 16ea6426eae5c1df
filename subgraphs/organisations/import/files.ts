import type { Writable } from 'node:stream';

import { divisions, edition } from '../divisions.ts';
import { Industry, sectionNames } from '../industry.ts';
import { layoutOf, ledgerColumns, remarkHeading } from './columns.ts';
import { openTable } from './open-table.ts';
import type { ImportReport } from './report.ts';
import type { RowProblem } from './row.ts';
import { isEmpty } from './row.ts';
import type { TableRow } from './table.ts';
import { writeWorkbook, type WrittenCell } from './workbook-writer.ts';

/** An empty ledger with its headings, how to fill it in, and the classification of industries. */
export async function writeTemplate(target: Writable): Promise<void> {
  const headings = ledgerColumns.map(({ heading, required }): WrittenCell => ({
    text: required ? `${heading}*` : heading,
    look: 'HEADING',
  }));
  const choices = new Map(
    ledgerColumns.flatMap((column, place) => (column.choices ? [[place, column.choices] as const] : [])),
  );
  const notes: WrittenCell[][] = [
    [
      { text: '列名', look: 'HEADING' },
      { text: '是否必填', look: 'HEADING' },
      { text: '填写说明', look: 'HEADING' },
    ],
    ...ledgerColumns.map(({ heading, required, note }) => [heading, required ? '必填' : '选填', note]),
    ['', '', '信用代码已在台账中的，按代码更正；空白单元格不改动台账。有一处错误则整个文件都不导入。'],
  ];
  const classes: WrittenCell[][] = [
    ['门类', '门类名称', '大类', '大类名称', `${edition.standard}（${edition.amendedOn} 修改）`].map(
      (text) => ({
        text,
        look: 'HEADING',
      }),
    ),
    ...(Object.keys(Industry) as Industry[]).flatMap((section) =>
      divisions[section].map(([code, name]) => [section, sectionNames(section).name, code, name]),
    ),
  ];
  await writeWorkbook(
    [
      { name: '两新组织台账', widths: ledgerColumns.map(({ width }) => width), choices, rows: [headings] },
      { name: '填写说明', widths: [20, 10, 70], rows: notes },
      { name: '行业分类', widths: [8, 36, 8, 44, 28], rows: classes },
    ],
    target,
  );
}

/**
 * The file with a last column that says what is wrong with each row, the cells concerned in colour. Read again row by row:
 * no more than the problems is in memory.
 */
export async function writeAnnotated(path: string, report: ImportReport, target: Writable): Promise<void> {
  const table = await openTable(path);
  const byRow = new Map<number, RowProblem[]>();
  for (const problem of report.problems) {
    const already = byRow.get(problem.row);
    if (already) already.push(problem);
    else byRow.set(problem.row, [problem]);
  }
  await writeWorkbook(
    [
      {
        name: '校验结果',
        widths: [40, 16, 16, 24, 12, 12, 12, 16, 12, 14, 18, 80],
        rows: annotated(table.rows(), byRow),
      },
    ],
    target,
  );
}

async function* annotated(
  rows: AsyncGenerator<TableRow>,
  byRow: ReadonlyMap<number, RowProblem[]>,
): AsyncGenerator<WrittenCell[]> {
  let width = ledgerColumns.length;
  let remark: number | null = null;
  let written = 0;
  for await (const row of rows) {
    // Rows that the file leaves out stay where they are.
    for (; written < row.number - 1; written++) yield [];
    written += 1;
    const problems = byRow.get(row.number) ?? [];
    const cells: WrittenCell[] = Array.from(row.cells, (cell) => cell?.text);
    const layout = remark === null && !isEmpty(row) ? layoutOf(row.cells) : null;
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

function said({ heading, reason, severity }: RowProblem): string {
  return `${severity === 'WARNING' ? '请核对：' : ''}${heading ? `${heading}：` : ''}${reason}`;
}
