import { labelIn } from '@jiedui/kit/enums';

import { PairingKind } from '../../pairing/terms.ts';
import type { ReportData } from '../data.ts';
import { columns, rows } from './chart.ts';
import { longDay } from './cover.ts';
import type { Numbers } from './numbers.ts';
import {
  type Block,
  caption,
  chartOf,
  facts,
  fullWidth,
  heading,
  note,
  paragraph,
  paragraphs,
  table,
} from './parts.ts';

/** 基本情况 */
export function basics({ report, period }: ReportData, numbers: Numbers): Block[] {
  const { kind, name, jurisdiction, pairing, unit } = report;
  const cityOnly =
    jurisdiction.level === 'CITY' ? '所辖各县（区）的记录由各县（区）自行登记、自行报告，未计入本报告。' : '';
  const scope =
    kind === 'JURISDICTION'
      ? `本报告只涵盖${jurisdiction.name}本级自己登记的记录。${cityOnly}`
      : `本报告只计${jurisdiction.name}自己登记的记录；其他地区（包括上级）就该结对登记的活动，由其自行报告。`;
  const pairs: [string, string][] = pairing
    ? [
        ['结对双方', pairing.title],
        ['结对类型', pairing.kind],
        [
          '结对期间',
          `${longDay(pairing.startedOn)}起${pairing.endedOn ? `，至${longDay(pairing.endedOn)}止` : ''}`,
        ],
        ['结对原则', pairing.principles.join('、') || '未填'],
        ['共建机制', pairing.mechanisms.join('、') || '未填'],
        ['结对编号', pairing.id],
        ['成员单位编号', unit ?? '无'],
      ]
    : [
        [kind === 'UNIT' ? '成员单位' : '地区', name],
        ...(unit ? [['成员单位编号', unit] as [string, string]] : []),
        [
          '年内有效结对',
          `${numbers.text('PAIRINGS')} 个，其中当年新结对 ${numbers.text('PAIRINGS_BEGUN')} 个`,
        ],
      ];
  return [
    heading('一、基本情况'),
    paragraph(
      `本报告由${longDay(period.from)}至${longDay(period.to)}的记录得出，文中各数均附查询与截止日期（见附录），不另行填报。${scope}`,
    ),
    facts(pairs),
  ];
}

/** 活动开展情况 */
export async function activitiesOf(data: ReportData, numbers: Numbers): Promise<Block[]> {
  const total = numbers.of('ACTIVITIES');
  const title = heading('三、活动开展情况');
  if (total === 0) return [title, paragraph('报告期内没有登记活动。')];
  const kinds = numbers.like(/^KIND\//).filter(({ value }) => value > 0);
  const months = numbers.like(/^MONTH\/[\d-]+$/);
  const aspects = numbers.like(/^ASPECT\//);
  return [
    title,
    paragraph(
      `报告期内共开展活动 ${total} 次，参加 ${numbers.text('PARTICIPANTS')} 人次（未填人数的不计），其中联系走访 ${numbers.text('VISITS')} 次（联系指导与调研走访）。`,
    ),
    caption('表 3-1　活动类型（次）'),
    table(
      [
        { title: '类型', width: 3013 },
        { title: '次数', width: 1500, align: 'right' },
        { title: '类型', width: 3013 },
        { title: '次数', width: 1500, align: 'right' },
      ],
      inPairs(kinds.map(({ code, label }) => [label, numbers.text(code)])),
    ),
    ...(await chartOf(
      columns(
        [
          { name: '联系走访', colour: '#3b6ea8' },
          { name: '其他活动', colour: '#9db8d6' },
        ],
        months.map(({ code }) => {
          const visits = numbers.of(`${code}/VISITS`);
          return { label: `${Number(code.slice(-2))}月`, values: [visits, numbers.of(code) - visits] };
        }),
      ),
      `图 3-1　${data.report.year}年各月活动（次）`,
      2,
    )),
    ...(await chartOf(
      rows(
        [{ name: '活动次数', colour: '#b8742a' }],
        aspects.map(({ code, label }) => ({ label, values: [numbers.of(code)] })),
      ),
      '图 3-2　四个共建方面（次）',
      3,
    )),
    note('一次活动可属于几个方面，也可不属于任何方面。'),
  ];
}

/** Two entries a row. */
function inPairs(entries: readonly (readonly string[])[]): string[][] {
  const pairs: string[][] = [];
  for (let index = 0; index < entries.length; index += 2) {
    pairs.push([...entries[index]!, ...(entries[index + 1] ?? ['', ''])]);
  }
  return pairs;
}

/** 共建内容: what was planned and done of the items of building together. */
export function itemsOf({ report, items }: ReportData, numbers: Numbers): Block[] {
  const ofOne = report.kind === 'PAIRING';
  const title = heading('四、共建内容计划与开展');
  const [planned, done] = [numbers.of('ITEM/ALL/PLANNED'), numbers.of('ITEM/ALL/DONE')];
  if (planned + done === 0) return [title, paragraph('报告期所在年度没有计划或开展的共建内容登记。')];
  return [
    title,
    paragraph(`年内计划共建内容 ${planned} 项次，开展 ${done} 项次（含计划外的），一个结对的一项计一次。`),
    caption(
      `表 4-1　${report.year}年共建内容（${ofOne ? '计划、开展以 1 表示' : '计划、开展按结对计'}；活动按次）`,
    ),
    table(
      [
        { title: '方面', width: 1500 },
        { title: '内容', width: 4226 },
        { title: '计划', width: 1100, align: 'right' },
        { title: '开展', width: 1100, align: 'right' },
        { title: '活动', width: 1100, align: 'right' },
      ],
      [...items, { code: 'ALL', name: '合计', aspect: null }].map(({ code, name, aspect }) => [
        code === 'ALL' ? '' : (aspect ?? '—'),
        { text: name, bold: code === 'ALL' },
        ...['PLANNED', 'DONE', 'ACTIVITIES'].map((part) => ({
          text: numbers.text(`ITEM/${code}/${part}`),
          bold: code === 'ALL',
        })),
      ]),
      { size: 19 },
    ),
    note('一次活动可属于几项内容，各计一次。'),
  ];
}

/** 协调解决实际问题 */
export function problemsOf({ report, problems }: ReportData, numbers: Numbers): Block[] {
  const count = numbers.of('KIND/SOLVED_PROBLEM');
  const title = heading('五、协调解决实际问题');
  if (count === 0) return [title, paragraph('报告期内没有登记已解决的实际问题。')];
  const ofOne = report.kind === 'PAIRING';
  return [
    title,
    paragraph(`报告期内协调解决实际问题 ${count} 个。`),
    caption('表 5-1　已解决的实际问题'),
    table(
      [
        { title: '序号', width: 700, align: 'centre' },
        { title: '日期', width: 1500, align: 'centre' },
        { title: '问题', width: ofOne ? 3426 : 2013 },
        ...(ofOne ? [] : [{ title: '所属结对', width: 3013 }]),
        { title: '成效', width: ofOne ? 3400 : 1800 },
      ],
      problems.map(({ title, heldOn, outcome, pairing }, index) => [
        String(index + 1),
        heldOn,
        title,
        ...(ofOne ? [] : [pairing ?? '不属于任何结对']),
        outcome ?? '未填',
      ]),
      { size: 19 },
    ),
  ];
}

/** 共建项目 */
export function projectsOf({ projects }: ReportData, numbers: Numbers): Block[] {
  const count = numbers.of('PROJECTS');
  const title = heading('六、共建项目');
  if (count === 0) return [title, paragraph('报告期内没有登记项目。')];
  const state = (code: string): string => numbers.label(code).replace('项目：', '');
  // Those that the report has: other states may be known by now.
  const states = numbers.like(/^PROJECTS\//).map(({ code }) => `${state(code)} ${numbers.text(code)} 个`);
  return [
    title,
    paragraph(`报告期内有共建项目 ${count} 个，至记录截止之日：${states.join('，')}。`),
    caption('表 6-1　共建项目'),
    table(
      [
        { title: '项目', width: 2626 },
        { title: '开工', width: 1300, align: 'centre' },
        { title: '应完工', width: 1300, align: 'centre' },
        { title: '完工', width: 1300, align: 'centre' },
        { title: '投入使用', width: 1300, align: 'centre' },
        { title: '状态', width: 1200, align: 'centre' },
      ],
      projects.map(({ name, startedOn, dueOn, finishedOn, inUseOn, state: stands }) => [
        name,
        startedOn,
        dueOn ?? '—',
        finishedOn ?? '—',
        inUseOn ?? '—',
        state(`PROJECTS/${stands}`),
      ]),
      { size: 19 },
    ),
  ];
}

/** 各结对情况, of a unit or a jurisdiction. */
export function pairingsOf({ pairings }: ReportData, numbers: Numbers): Block[] {
  if (pairings.length === 0) return [];
  const counts = ['ACTIVITIES', 'VISITS', 'SOLVED', 'MET', 'OVERDUE'];
  const titles = ['活动', '联系走访', '解决问题', '完成', '逾期'];
  return [
    heading('七、各结对情况'),
    caption('表 7-1　年内有效的各结对（活动、走访、问题按次；完成、逾期为“五个一”项数）'),
    table(
      [
        { title: '结对', width: fullWidth - 5 * 930 },
        ...titles.map((title) => ({ title, width: 930, align: 'right' as const })),
      ],
      pairings.map(({ id, title, kind, startedOn, endedOn }) => [
        {
          text: title,
          small: [
            `${kind === 'UNIT_ORGANISATION' ? '' : `${labelIn(PairingKind)(kind).split('：')[0]}；`}${startedOn} 起${endedOn ? `，${endedOn} 止` : ''}`,
            id,
          ],
        },
        ...counts.map((name) => numbers.text(`PAIRING/${id}/${name}`)),
      ]),
      { size: 19 },
    ),
  ];
}

/** 说明 */
export function remarksOf({ remarks }: ReportData, number: string): Block[] {
  return [
    heading(`${number}、报告人说明`),
    ...(remarks === null ? [paragraph('无。')] : paragraphs(remarks)),
  ];
}
