import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { labelIn } from '@jiedui/kit/enums';
import { ActivityKind, CoBuildingAspect } from '@jiedui/pairings/activity/terms';
import { ObligationRule } from '@jiedui/pairings/obligation/terms';
import type { ReportData } from '@jiedui/pairings/report/data';
import { columns, rows } from '@jiedui/pairings/report/docx/chart';
import { documentOf } from '@jiedui/pairings/report/docx/document';
import { pictureOf } from '@jiedui/pairings/report/docx/picture';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';

import { reportData } from './pairings-report-data.ts';

const hash = 'c0ffee00'.repeat(8);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a part says, without its markup. */
function textOf(xml: string): string {
  return xml
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

let bytes: Uint8Array;
let parts: Record<string, Uint8Array>;
let body: string;
beforeAll(async () => {
  bytes = await documentOf(reportData(), hash);
  parts = unzipSync(bytes);
  body = textOf(strFromU8(parts['word/document.xml']!));
});

test('the same data and hash give the same bytes, whenever; other data or another hash give others', async () => {
  expect(sha256(await documentOf(reportData(), hash))).toBe(sha256(bytes));
  expect(sha256(await documentOf(structuredClone(reportData()), hash))).toBe(sha256(bytes));
  expect(sha256(await documentOf(reportData({ remarks: '别的' }), hash))).not.toBe(sha256(bytes));
  expect(sha256(await documentOf(reportData(), hash.toUpperCase()))).not.toBe(sha256(bytes));
});

test('a report that was locked long ago is produced again as it was, whatever is known or called otherwise since', async () => {
  const file = new URL('./pairings-report-locked.json', import.meta.url);
  const data = JSON.parse(await readFile(file, 'utf8')) as ReportData;
  // A library or a layout that changes these bytes needs another `format` of the data, beside this one.
  expect(sha256(await documentOf(data, hash))).toBe(
    'bf41f3e6a8c5d53f7dda609cb4ce35b9350fc7bf5e9ae6b1890a510abec33124',
  );
});

test('its parts are sorted and say nothing of when they were made', () => {
  expect(Object.keys(parts)).toEqual(Object.keys(parts).toSorted((a, b) => (a < b ? -1 : 1)));
  const moments = strFromU8(parts['docProps/core.xml']!).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g);
  expect(new Set(moments)).toEqual(new Set(['2024-01-10T04:00:00.000Z']));
});

test('the cover names both sides, the year and the hash; a draft says that it is one', async () => {
  for (const text of [
    '示例单位甲',
    '示例企业0001',
    '（2023年度）',
    hash.slice(0, 32),
    hash.slice(32),
    '潮安区（445103）',
  ]) {
    expect(body).toContain(text);
  }
  expect(body).toContain('2024年1月10日 12:00:00（北京时间）');
  const draft = unzipSync(await documentOf(reportData({ submittedAt: null }), null));
  expect(textOf(strFromU8(draft['word/document.xml']!))).toContain('草稿，尚未锁定');
  expect(textOf(strFromU8(draft['word/header1.xml']!))).toContain('（草稿）');
});

test('what somebody typed stands there as it was typed', () => {
  for (const text of ['第一段 <说明> & "引号"', '第二段', '用电 <扩容> & 报装', '已办结'])
    expect(body).toContain(text);
});

test('every number of the body stands in the appendix with its query and day', () => {
  const { figures } = reportData();
  const appendix = body.slice(body.indexOf('附录　数据来源'));
  const printed = figures.filter(({ label, value }) => appendix.includes(`${label}${value}Q`));
  // The kinds without an activity are not printed; all else is.
  const unprinted = figures.filter((figure) => !printed.includes(figure)).map(({ code }) => code);
  const silent = figures.filter(({ code, value }) => code.startsWith('KIND/') && value === 0);
  expect(unprinted.toSorted()).toEqual(silent.map(({ code }) => code).toSorted());
  expect(appendix.match(/2024-01-10/g)!.length).toBeGreaterThanOrEqual(printed.length);
  for (const operation of ['ReportActivities', 'ReportObligations', 'ReportParticipants', 'ReportProjects']) {
    expect(appendix).toContain(`query ${operation}(`);
  }
});

test('the city says that it tells of its own records alone', async () => {
  const { report, ...rest } = reportData();
  const city = { ...report, jurisdiction: { code: '445100', name: '潮州市', level: 'CITY' as const } };
  const of = async (kind: 'JURISDICTION' | 'UNIT') => {
    const data = {
      ...rest,
      report: { ...city, kind, name: '潮州市', pairing: null },
      pairings: [],
      duties: [],
    };
    const figures = [...data.figures, figure('PAIRINGS'), figure('PAIRINGS_BEGUN')];
    const document = unzipSync(await documentOf({ ...data, figures }, hash));
    return textOf(strFromU8(document['word/document.xml']!));
  };
  expect(await of('JURISDICTION')).toContain(
    '所辖各县（区）的记录由各县（区）自行登记、自行报告，未计入本报告',
  );
  expect(await of('UNIT')).toContain('本报告只计潮州市自己登记的记录');
});

function figure(code: string) {
  return { ...reportData().figures[0]!, code, operation: 'pairings' as const };
}

describe('charts', () => {
  test('are three pictures that the machine’s fonts have no part in', () => {
    const pictures = Object.entries(parts).filter(([name]) => name.startsWith('word/media/'));
    expect(pictures).toHaveLength(3);
    for (const [, png] of pictures) {
      expect(Buffer.from(png.subarray(0, 8)).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
      expect(png.length).toBeGreaterThan(5_000);
    }
  });

  const pictured = (label: string) =>
    pictureOf(rows([{ name: '', colour: '#000000' }], [{ label, values: [1] }]));

  test('show every Chinese label that they can have, each another way', async () => {
    const labels = [ActivityKind, CoBuildingAspect, ObligationRule]
      .flatMap((terms) => Object.keys(terms).map(labelIn(terms)))
      .concat('完成', '逾期', '待办', '免除', '联系走访', '其他活动', '活动次数', '12月');
    const characters = [...new Set(labels.join(''))].filter((each) => each > '\u2e7f');
    expect(characters.length).toBeGreaterThan(60);
    const seen = new Set<string>();
    // A character that the font lacks would look like any other that it lacks.
    for (const each of characters) seen.add(sha256(await pictured(each)));
    expect(seen.size).toBe(characters.length);
    expect(seen).not.toContain(sha256(await pictured('\u{10fffd}')));
  }, 60_000);

  test('scale to what there is, from nothing on', () => {
    const series = [
      { name: '甲', colour: '#111111' },
      { name: '乙', colour: '#222222' },
    ];
    const widest = (values: number[]) =>
      [
        ...rows(series, [{ label: '行', values }]).svg.matchAll(/x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g),
      ].map(([, x, width]) => Number(x) + Number(width));
    for (const values of [
      [0, 0],
      [1, 0],
      [3, 4],
      [999, 1],
      [123_456, 7],
    ]) {
      for (const edge of widest(values)) expect(edge).toBeLessThanOrEqual(660);
    }
    const { svg } = columns(series, [{ label: '<1月>', values: [0, 0] }]);
    expect(svg).toContain('&lt;1月>');
    expect(svg).not.toContain('NaN');
  });
});
