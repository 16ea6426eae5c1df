import { Paragraph, TextRun } from 'docx';

import { canonicalJson } from '@jiedui/kit/cursor';

import type { Figure, ReportData } from '../data.ts';
import type { ReportOperation } from '../operations.ts';
import type { Numbers } from './numbers.ts';
import { type Block, caption, heading, paragraph, table } from './parts.ts';

/** 数据来源: every printed number with the query that gives it again and the day it came from. */
export function appendix({ operations, asOf }: ReportData, numbers: Numbers): Block[] {
  const printed = folded(numbers.printed());
  const queries = (Object.keys(operations) as ReportOperation[])
    .toSorted()
    .map((operation) => ({ operation, of: printed.filter((each) => each.operation === operation) }))
    .filter(({ of }) => of.length > 0)
    .map(({ operation, of }, index) => ({
      operation,
      name: `Q${index + 1}`,
      common: commonOf(of.map(({ variables }) => variables)),
    }));
  const byOperation = new Map(queries.map((query) => [query.operation, query]));
  return [
    heading('附录　数据来源', 1, { pageBreakBefore: true }),
    paragraph(
      `正文中的每个数都可由下列查询重新得出：向本平台提出该查询，变量为其共有变量，filter 中再加该数自己的条件（同名的以其为准），应答中只有这一个数。变量 asOf 即截止日期，以该日终了时（北京时间）的台账为准；没有该变量的查询以提出时的记录为准。`,
    ),
    heading('（一）查询', 2),
    ...queries.flatMap(({ operation, name, common }) => [
      new Paragraph({ style: 'note', keepNext: true, children: [new TextRun({ text: name, bold: true })] }),
      ...[...operations[operation]!.split('\n'), `共有变量：${spaced(common)}`].map(
        (text, index, lines) =>
          new Paragraph({ style: 'code', keepNext: index < lines.length - 1, children: [new TextRun(text)] }),
      ),
    ]),
    heading('（二）各数', 2),
    caption(`表 A-1　正文各数的来源`),
    table(
      [
        { title: '数', width: 2726 },
        { title: '值', width: 750, align: 'right' },
        { title: '查询', width: 650, align: 'centre' },
        { title: 'filter 另加', width: 3700 },
        { title: '截止日期', width: 1200, align: 'centre' },
      ],
      printed.map(({ label, value, operation, variables, asOf: day }) => {
        const { name, common } = byOperation.get(operation)!;
        return [label, value, name, { text: spaced(beyond(variables, common)), size: 15 }, day];
      }),
      { size: 17 },
    ),
    ...(printed.every((each) => each.asOf === asOf) ? [] : [paragraph('各数的截止日期不尽相同。')]),
  ];
}

interface Variables {
  filter: Readonly<Record<string, unknown>>;
}

interface Line extends Pick<Figure, 'label' | 'operation' | 'asOf'> {
  value: string;
  variables: Variables;
}

const ofPairing = /^PAIRING\/([^/]+)\/(\w+)$/;
const rowId = '（表中该行编号）';

/** The columns of the table of pairings stand for their lines: all are the same query of another pairing. */
function folded(figures: readonly Figure[]): Line[] {
  const seen = new Set<string>();
  return figures.flatMap(({ code, label, value, operation, variables, asOf }): Line[] => {
    const [, id, name] = ofPairing.exec(code) ?? [];
    const known = variables as unknown as Variables;
    if (!id || !name) return [{ label, value: String(value), operation, variables: known, asOf }];
    if (seen.has(name)) return [];
    seen.add(name);
    const column = label.slice(label.lastIndexOf('：') + 1);
    const filter = { ...known.filter, pairing: rowId };
    return [
      {
        label: `表 7-1 各结对：${column}`,
        value: '见表',
        operation,
        variables: { ...known, filter },
        asOf,
      },
    ];
  });
}

/** What all of them say: of the filter what each names, with the value that the first one has. */
function commonOf(all: readonly Variables[]): Variables {
  const [first] = all;
  const filter = Object.entries(first!.filter).filter(([name]) => all.every((each) => name in each.filter));
  return { ...first!, filter: Object.fromEntries(filter) };
}

/** What a filter has beside the common one, or otherwise. */
function beyond({ filter }: Variables, common: Variables): object {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([name, value]) => canonicalJson(value) !== canonicalJson(common.filter[name]),
    ),
  );
}

/** JSON that may be broken after a comma or a colon. */
function spaced(value: object): string {
  return Object.keys(value).length === 0
    ? '—'
    : JSON.stringify(value).replaceAll(/([,:])(?=["[{（])/g, '$1 ');
}
