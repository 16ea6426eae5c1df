import { AlignmentType, Paragraph, TextRun } from 'docx';

import { labelIn } from '@jiedui/kit/enums';

import type { ReportData } from '../data.ts';
import { ReportKind } from '../terms.ts';
import { type Block, facts } from './parts.ts';

/** Who reports on what, of which year, and the hash by which the paper is known again. */
export function cover({ report, period, asOf, submittedAt }: ReportData, hash: string | null): Block[] {
  const { kind, name, year, jurisdiction, id } = report;
  const centred = (
    text: string,
    size: number,
    options: { before?: number; bold?: boolean; font?: string } = {},
  ) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: options.before ?? 0, after: 160, line: 360 },
      children: [
        new TextRun({
          text,
          size,
          bold: options.bold ?? false,
          ...(options.font && { font: { ascii: options.font, hAnsi: options.font, eastAsia: options.font } }),
        }),
      ],
    });
  const sides = { PAIRING: name.split(' ↔ '), UNIT: [name], JURISDICTION: [] }[kind];
  return [
    centred(jurisdiction.name, 32, { before: 1200 }),
    centred('结对共建工作情况报告', 56, { before: 600, bold: true, font: '黑体' }),
    centred(`（${year}年度）`, 36),
    ...sides.flatMap((side, index) => [
      ...(index > 0 ? [centred('与', 28)] : []),
      centred(side, 36, { before: index === 0 ? 900 : 0, bold: true }),
    ]),
    new Paragraph({ spacing: { before: 1200 }, children: [] }),
    facts([
      ['报告对象', labelIn(ReportKind)(kind)],
      ['报告期', `${longDay(period.from)}至${longDay(period.to)}`],
      ['归属地', `${jurisdiction.name}（${jurisdiction.code}）`],
      ['报告编号', id],
      ['记录截止', `${longDay(asOf)}终了（北京时间）`],
      ['提交时间', submittedAt === null ? '草稿，尚未提交' : `${shanghaiTime(submittedAt)}（北京时间）`],
      ['数据哈希', hash === null ? '草稿，尚未锁定' : `SHA-256\n${hash.slice(0, 32)}\n${hash.slice(32)}`],
    ]),
  ];
}

/** 2023年12月31日 */
export function longDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A moment as clocks in Shanghai show it, which have had no summer time since 1991. */
function shanghaiTime(moment: string): string {
  const local = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString();
  return `${longDay(local.slice(0, 10))} ${local.slice(11, 19)}`;
}
