import type { ObligationStatus } from '../../obligation/terms.ts';
import type { ReportData } from '../data.ts';
import { judged } from '../figures.ts';
import { rows, type Series } from './chart.ts';
import type { Numbers } from './numbers.ts';
import { type Block, caption, type Cell, chartOf, heading, note, paragraph, table } from './parts.ts';

/** How a status is named in a narrow cell, and its colour there and in charts. */
const shown: Readonly<Record<ObligationStatus, { name: string; fill: string; colour: string }>> = {
  MET: { name: '完成', fill: 'DDEFE0', colour: '#4f9d69' },
  OVERDUE: { name: '逾期', fill: 'F8DAD7', colour: '#c8553d' },
  DUE: { name: '待办', fill: 'FCEFCF', colour: '#e0a030' },
  EXEMPT: { name: '免除', fill: 'ECECEC', colour: '#a8b0b8' },
  NOT_YET_DUE: { name: '未到', fill: 'FFFFFF', colour: '#d9d9d9' },
};

/** “五个一”完成情况 */
export async function dutiesOf(data: ReportData, numbers: Numbers): Promise<Block[]> {
  const title = heading('二、“五个一”完成情况');
  const code = (rule: string, status: string): string => `OBLIGATIONS/${rule}/${status}`;
  if (numbers.of(code('ALL', 'ALL')) === 0) {
    return [title, paragraph('报告期内没有按“五个一”要求的义务（只对成员单位与两新党组织的结对要求）。')];
  }
  const [met, overdue] = [numbers.of(code('ALL', 'MET')), numbers.of(code('ALL', 'OVERDUE'))];
  const judgedSoFar = met + overdue;
  const share =
    judgedSoFar === 0 ? '' : `，完成率 ${((100 * met) / judgedSoFar).toFixed(1)}%（${met}／${judgedSoFar}）`;
  const columns = ['ALL', ...judged];
  const rules = rulesOf(numbers);
  const series: Series[] = judged.map((status) => ({
    name: shown[status].name,
    colour: shown[status].colour,
  }));
  const label = (rule: string): string => ruleLabel(numbers, rule);
  return [
    title,
    paragraph(
      `报告期内应完成 ${numbers.text(code('ALL', 'ALL'))} 项，已完成 ${met} 项，已逾期 ${overdue} 项${share}。完成率为已完成与（已完成加已逾期）之比，免除的与尚在期内的不计。`,
    ),
    caption('表 2-1　“五个一”各项完成情况（项）'),
    table(
      [
        { title: '要求', width: 3526 },
        { title: '应有', width: 1100, align: 'right' },
        ...judged.map((status) => ({ title: shown[status].name, width: 1100, align: 'right' as const })),
      ],
      [...rules, 'ALL'].map((rule) => [
        { text: rule === 'ALL' ? '合计' : label(rule), bold: rule === 'ALL' },
        ...columns.map((status) => ({ text: numbers.text(code(rule, status)), bold: rule === 'ALL' })),
      ]),
    ),
    note(policyNote(data)),
    ...(await chartOf(
      rows(
        series,
        rules.map((rule) => ({
          label: label(rule),
          values: judged.map((status) => numbers.of(code(rule, status))),
        })),
      ),
      '图 2-1　“五个一”各项完成情况（项）',
      1,
    )),
    ...(data.duties.length > 0 ? matrix(data, numbers) : []),
  ];
}

/** Those that the report was held to: others may be asked by now. */
function rulesOf(numbers: Numbers): string[] {
  return numbers.like(/^OBLIGATIONS\/(?!ALL\/)\w+\/ALL$/).map(({ code }) => code.split('/')[1]!);
}

function ruleLabel(numbers: Numbers, rule: string): string {
  return numbers.label(`OBLIGATIONS/${rule}/ALL`).split('：')[0]!;
}

function policyNote({ policy: { leastShare, graceDays, visitIsContact } }: ReportData): string {
  return [
    `口径：结对在一个周期内不足其 ${Math.round(leastShare * 100)}% 的，该期未完成时免除`,
    `到期日为周期末日${graceDays > 0 ? `后 ${graceDays} 天` : ''}`,
    `调研走访${visitIsContact ? '同时计作' : '不计作'}当月的联系指导`,
    '只计归属地自己登记的活动。',
  ].join('；');
}

/** Requirement by month: each obligation covers the months of its period. */
function matrix({ duties, report: { year } }: ReportData, numbers: Numbers): Block[] {
  const first = 1946;
  const width = 590;
  return [
    caption(`表 2-2　${year}年各周期完成情况`),
    table(
      [
        { title: '要求', width: first },
        ...Array.from({ length: 12 }, (_, month) => ({
          title: `${month + 1}月`,
          width,
          align: 'centre' as const,
        })),
      ],
      rulesOf(numbers).map((rule) => {
        const cells: Cell[] = [{ text: ruleLabel(numbers, rule), size: 18 }];
        let month = 1;
        for (const duty of duties.filter((each) => each.rule === rule)) {
          const [from, to] = [monthOf(duty.periodStart), monthOf(duty.periodEnd)];
          if (from > month) cells.push(blank(from - month));
          const { name, fill } = shown[duty.status];
          const text = to > from ? `${name}（${duty.done}／${duty.required}）` : name;
          cells.push({ text, fill, span: to - from + 1, align: 'centre', size: 18 });
          month = to + 1;
        }
        if (month <= 12) cells.push(blank(13 - month));
        return cells;
      }),
      { size: 17 },
    ),
    note('括号内为该期内计入的活动数与要求数；横线表示结对当时不在期内。'),
  ];
}

function blank(span: number): Cell {
  return { text: '—', span, align: 'centre', size: 18 };
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}
