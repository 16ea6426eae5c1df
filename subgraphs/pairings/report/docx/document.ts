import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';

import type { ReportData } from '../data.ts';
import { appendix } from './appendix.ts';
import { cover } from './cover.ts';
import { dutiesOf } from './duties.ts';
import { fixedBytes } from './fixed.ts';
import { Numbers } from './numbers.ts';
import { activitiesOf, basics, itemsOf, pairingsOf, problemsOf, projectsOf, remarksOf } from './sections.ts';

/**
 * A report as docx: the same data and hash give the same bytes, whenever and wherever. `hash`: null for a draft.
 */
export async function documentOf(data: ReportData, hash: string | null): Promise<Uint8Array> {
  const numbers = new Numbers(data);
  const body = [
    ...basics(data, numbers),
    ...(await dutiesOf(data, numbers)),
    ...(await activitiesOf(data, numbers)),
    ...itemsOf(data, numbers),
    ...problemsOf(data, numbers),
    ...projectsOf(data, numbers),
    ...pairingsOf(data, numbers),
    ...remarksOf(data, data.pairings.length > 0 ? '八' : '七'),
  ];
  const { title, year } = data.report;
  const page = {
    size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
    margin: { top: 1440, bottom: 1300, left: 1440, right: 1440 },
  };
  const document = new Document({
    title,
    subject: `${year}年度结对共建工作情况报告`,
    creator: data.report.jurisdiction.name,
    lastModifiedBy: data.report.jurisdiction.name,
    description: hash === null ? '草稿' : `SHA-256 ${hash}`,
    styles,
    sections: [
      { properties: { page }, children: cover(data, hash) },
      {
        properties: { page },
        headers: { default: new Header({ children: [margin(hash === null ? `${title}（草稿）` : title)] }) },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: [...body, ...appendix(data, numbers)],
      },
    ],
  });
  return fixedBytes(
    new Uint8Array(await Packer.toBuffer(document)),
    data.submittedAt ?? `${data.asOf}T00:00:00.000Z`,
  );
}

function margin(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, size: 17, color: '666666' })],
  });
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        size: 18,
        children: ['第 ', PageNumber.CURRENT, ' 页　共 ', PageNumber.TOTAL_PAGES, ' 页'],
      }),
    ],
  });
}

/** Fonts that come with every Chinese Windows; elsewhere the next that fits is taken. */
const songti = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
const heiti = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' };
const code = { ascii: 'Consolas', hAnsi: 'Consolas', eastAsia: '宋体' };

const styles: ConstructorParameters<typeof Document>[0]['styles'] = {
  default: {
    document: { run: { font: songti, size: 24, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
    heading1: {
      run: { font: heiti, size: 32, bold: true, color: '000000' },
      paragraph: { spacing: { before: 360, after: 160 } },
    },
    heading2: {
      run: { font: heiti, size: 26, bold: true, color: '000000' },
      paragraph: { spacing: { before: 240, after: 120 } },
    },
  },
  paragraphStyles: [
    {
      id: 'body',
      name: '正文段落',
      basedOn: 'Normal',
      paragraph: {
        spacing: { line: 400, lineRule: LineRuleType.AUTO, after: 80 },
        indent: { firstLine: 480 },
        alignment: AlignmentType.BOTH,
      },
    },
    {
      id: 'caption',
      name: '图表题',
      basedOn: 'Normal',
      run: { font: heiti, size: 21 },
      paragraph: { spacing: { before: 200, after: 80 }, alignment: AlignmentType.CENTER },
    },
    {
      id: 'note',
      name: '注',
      basedOn: 'Normal',
      run: { size: 18, color: '444444' },
      paragraph: { spacing: { before: 60, after: 120 } },
    },
    {
      id: 'cell',
      name: '表格文字',
      basedOn: 'Normal',
      run: { size: 21 },
      paragraph: { spacing: { before: 0, after: 0 } },
    },
    {
      id: 'code',
      name: '查询语句',
      basedOn: 'Normal',
      run: { font: code, size: 15 },
      paragraph: { spacing: { before: 0, after: 0 }, indent: { left: 240 } },
    },
  ],
};
