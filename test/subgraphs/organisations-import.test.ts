import 'reflect-metadata';

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { run, sql } from '@jiedui/kit/sql';
import { writeAnnotated, writeTemplate } from '@jiedui/organisations/import/files';
import { importLedger } from '@jiedui/organisations/import/import';
import type { ImportReport } from '@jiedui/organisations/import/report';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { chaoan, city, type County, officer, openCounty, organisationRow, store } from './county.ts';
import { headings, ledgerLine, readTexts, writeCsv, writeRawXlsx, writeXlsx } from './ledger-files.ts';

let county: County;
let folder: string;
let file: string;
let made = 0;

beforeAll(async () => {
  county = await openCounty(chaoan);
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-import-'));
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await run({ em: county.database.em() }, sql`truncate organisation`);
  file = path.join(folder, `ledger-${++made}.xlsx`);
});

const viewer = officer('COUNTY', chaoan);

function bring(commit = true, given: { path?: string; viewer?: Viewer } = {}): Promise<ImportReport> {
  return importLedger(county.context({ viewer: given.viewer ?? viewer }), {
    path: given.path ?? file,
    jurisdiction: chaoan,
    commit,
  });
}

interface Stored {
  name: string;
  [column: string]: unknown;
}
const stored = (): Promise<Stored[]> =>
  run<Stored>({ em: county.database.em() }, sql`select * from organisation order by name`);

const effect = ({ created, corrected, unchanged, errors, committed }: ImportReport): object => ({
  created,
  corrected,
  unchanged,
  errors,
  committed,
});

describe('importing a ledger', () => {
  test('a dry run says what would be done and writes nothing; the commit does it', async () => {
    await writeXlsx(file, [headings, ledgerLine(1), ledgerLine(2)]);
    expect(effect(await bring(false))).toEqual({
      created: 2,
      corrected: 0,
      unchanged: 0,
      errors: 0,
      committed: false,
    });
    expect(await stored()).toEqual([]);
    expect(effect(await bring())).toEqual({
      created: 2,
      corrected: 0,
      unchanged: 0,
      errors: 0,
      committed: true,
    });
    expect(await stored()).toMatchObject([
      {
        owner: chaoan,
        name: '示例导入企业000001',
        sort_name: 'shi li dao ru qi ye 000001',
        kind: 'NON_PUBLIC_ENTERPRISE',
        industry: 'C',
        division: '30',
        employees: 1,
        town: '示例镇1',
        status: 'OPERATING',
        registered_on: '2020-01-31',
        provenance: 'ENTERED',
        source: 'COUNTY 445103',
      },
      { name: '示例导入企业000002' },
    ]);
  });

  test('the same file again changes nothing, and leaves no trace in the history', async () => {
    await writeXlsx(file, [headings, ledgerLine(1), ledgerLine(2, { 统一社会信用代码: '' })]);
    await bring();
    const before = await stored();
    expect(effect(await bring())).toEqual({
      created: 0,
      corrected: 0,
      unchanged: 2,
      errors: 0,
      committed: true,
    });
    expect(await stored()).toEqual(before);
  });

  test('a known credit code is corrected; empty cells leave what the ledger has; the history says IMPORTED', async () => {
    await writeXlsx(file, [headings, ledgerLine(1, { 联系电话: '138-0000-8000' })]);
    await bring();
    await writeXlsx(file, [
      headings,
      ledgerLine(1, { 名称: '示例更名企业', 从业人员数: '', '所在镇（街道）': '', 存续状态: '停业' }),
    ]);
    expect(effect(await bring())).toMatchObject({ created: 0, corrected: 1, committed: true });
    expect(await stored()).toMatchObject([
      {
        name: '示例更名企业',
        employees: 1,
        town: '示例镇1',
        contact_phone: '138-0000-8000',
        status: 'SUSPENDED',
        suspended_on: '2022-12-01',
      },
    ]);
    const versions = await run<{ name: string; change: string; changed_by: string }>(
      { em: county.database.em() },
      sql`select h.name, h.change, h.changed_by from organisation_history h join organisation o using (id) order by h.version`,
    );
    expect(versions).toEqual([
      { name: '示例导入企业000001', change: 'IMPORTED', changed_by: viewer.subject },
      { name: '示例更名企业', change: 'IMPORTED', changed_by: viewer.subject },
    ]);
  });

  test('the days of a state are those that the file tells; a day changes alone, and is judged with its state', async () => {
    const told = [
      ledgerLine(1, { 存续状态: '停业', 停业日期: '2021/3/5' }),
      ledgerLine(2, { 存续状态: '注销', 停业日期: '2021-03-05', 注销日期: '2021年6月1日' }),
      ledgerLine(3, { 存续状态: '停业' }),
    ];
    await writeXlsx(file, [headings, ...told]);
    expect(effect(await bring())).toMatchObject({ created: 3, errors: 0 });
    const days = async (): Promise<unknown[]> =>
      (await stored()).map(({ status, suspended_on, deregistered_on }) => [
        status,
        suspended_on,
        deregistered_on,
      ]);
    expect(await days()).toEqual([
      ['SUSPENDED', '2021-03-05', null],
      ['DEREGISTERED', '2021-03-05', '2021-06-01'],
      ['SUSPENDED', null, null],
    ]);
    expect(effect(await bring())).toMatchObject({ unchanged: 3, corrected: 0 });

    told[0] = ledgerLine(1, { 存续状态: '停业', 停业日期: '2021-03-06' });
    told[2] = ledgerLine(3, { 存续状态: '注销', 注销日期: '2022-02-02' });
    await writeXlsx(file, [headings, ...told]);
    expect(effect(await bring())).toMatchObject({ unchanged: 1, corrected: 2 });
    expect(await days()).toEqual([
      ['SUSPENDED', '2021-03-06', null],
      ['DEREGISTERED', '2021-03-05', '2021-06-01'],
      ['DEREGISTERED', null, '2022-02-02'],
    ]);

    await writeXlsx(file, [
      headings,
      ledgerLine(4, { 停业日期: '2021-03-05' }),
      ledgerLine(5, { 存续状态: '停业', 注销日期: '2021-03-05' }),
      ledgerLine(6, { 存续状态: '注销', 停业日期: '2021-03-05', 注销日期: '2021-03-04' }),
      ledgerLine(7, { 存续状态: '停业', 停业日期: '2022-12-02' }),
    ]);
    expect((await bring()).problems.map(({ row, heading }) => [row, heading])).toEqual([
      [2, '停业日期'],
      [3, '注销日期'],
      [4, '注销日期'],
      [5, '停业日期'],
    ]);
  });

  test('a row finds an organisation without a code by its name, and gives it the code', async () => {
    await store(county, { organisations: [organisationRow(chaoan, { name: '示例导入企业000007' })] });
    await writeXlsx(file, [headings, ledgerLine(7)]);
    expect(effect(await bring())).toMatchObject({ created: 0, corrected: 1 });
    expect((await stored())[0]!['credit_code']).toBe(ledgerLine(7)[3]);
  });

  test('one error anywhere, and nothing is written; each error has its row, its column and a reason', async () => {
    await writeXlsx(file, [
      headings,
      ledgerLine(1),
      ledgerLine(2, { 行业大类: '99' }),
      ledgerLine(3, { 名称: '', 类别: '国企', 登记日期: '2022-12-02' }),
      ledgerLine(4, { 统一社会信用代码: ledgerLine(1)[3]! }),
      ledgerLine(5, { 联系电话: '请致电' }),
    ]);
    const report = await bring();
    expect(effect(report)).toMatchObject({ errors: 6, committed: false });
    expect(await stored()).toEqual([]);
    expect(
      report.problems.map(({ row, column, heading, received }) => [row, column, heading, received]),
    ).toEqual([
      [3, 6, '行业大类', '99'],
      [4, 1, '名称', null],
      [4, 2, '类别', '国企'],
      [4, 10, '登记日期', '2022-12-02'],
      [5, 4, '统一社会信用代码', ledgerLine(1)[3]],
      [6, 13, '联系电话', null],
    ]);
    expect(report.problems[4]!.reason).toBe('统一社会信用代码与第 2 行重复');
    for (const { reason } of report.problems) expect(reason).toMatch(/[\u4e00-\u9fff]{4}/);
  });

  test('a doubtful check character is a warning that keeps nothing back', async () => {
    const code = ledgerLine(1)[3]!;
    const other = code.endsWith('0') ? '1' : '0';
    await writeXlsx(file, [headings, ledgerLine(1, { 统一社会信用代码: code.slice(0, -1) + other })]);
    expect(await bring()).toMatchObject({
      errors: 0,
      warnings: 1,
      committed: true,
      problems: [{ severity: 'WARNING', row: 2, column: 4 }],
    });
  });

  test('rows that nothing tells apart, and a step back from the register, are refused', async () => {
    const code = ledgerLine(3)[3]!;
    await store(county, {
      organisations: [
        organisationRow(chaoan, { name: '示例注销企业', creditCode: code, status: 'DEREGISTERED' }),
      ],
    });
    await writeXlsx(file, [
      headings,
      ledgerLine(1, { 名称: '示例同名企业', 统一社会信用代码: '' }),
      ledgerLine(2, { 名称: '示例同名企业' }),
      ledgerLine(3),
    ]);
    expect((await bring()).problems.map(({ row, field }) => [row, field])).toEqual([
      [3, 'name'],
      [4, 'status'],
    ]);
  });

  test('columns may stand in any order, below titles; unknown ones are named, missing ones refused', async () => {
    const line = ledgerLine(1);
    const order = [9, 4, 1, 0, 3];
    const csv = path.join(folder, 'order.csv');
    await writeCsv(csv, [
      ['二〇二二年台账', '', '', '', '', ''],
      [...order.map((place) => `* ${headings[place]!}`), '备注'],
      [...order.map((place) => line[place]!), '无'],
    ]);
    expect(await bring(true, { path: csv })).toMatchObject({
      created: 1,
      errors: 0,
      unknownColumns: ['备注'],
    });
    await writeCsv(csv, [
      ['名称', '类别'],
      ['示例', '非公有制企业'],
    ]);
    const { problems } = await bring(true, { path: csv });
    expect(problems.filter(({ row }) => row === 1).map(({ reason }) => reason)).toEqual([
      '缺少“行业门类”列',
      '缺少“登记日期”列',
    ]);
  });

  test('only an officer of the very jurisdiction may', async () => {
    await writeXlsx(file, [headings, ledgerLine(1)]);
    for (const stranger of [
      officer('CITY', city),
      officer('COUNTY', city),
      { ...viewer, roles: ['UNIT'] } as Viewer,
    ]) {
      await expect(bring(true, { viewer: stranger })).rejects.toMatchObject({
        extensions: { code: 'FORBIDDEN' },
      });
    }
  });
});

describe('files as they come', () => {
  test('CSV in UTF-8, with its mark or without, and in GB18030', async () => {
    const rows = [headings, ledgerLine(1, { 名称: '示例䶮企业' })];
    const csv = path.join(folder, 'encodings.csv');
    for (const head of ['', '\ufeff']) {
      await writeCsv(csv, rows, head);
      expect(await bring(true, { path: csv })).toMatchObject({ errors: 0, rows: 1 });
    }
    // 名称,类别,行业门类,登记日期 / 测试,非公有制企业,C,2020-01-31
    const gb =
      'c3fbb3c62cc0e0b1f02cd0d0d2b5c3c5c0e02cb5c7bcc7c8d5c6da0d0ab2e2cad42cb7c7b9abd3d0d6c6c6f3d2b52c432c323032302d30312d33310d0a';
    await writeFile(csv, Buffer.from(gb, 'hex'));
    expect(await bring(true, { path: csv })).toMatchObject({ errors: 0, created: 1 });
    expect((await stored()).map(({ name }) => name)).toEqual(['示例䶮企业', '测试'].sort());
  });

  const cell = (place: string, value: string, type?: string): string =>
    `<c r="${place}"${type ? ` t="${type}"` : ''}><v>${value}</v></c>`;

  test('a credit code that Excel kept as a number is refused as damaged, whatever it looks like', async () => {
    const shared = [
      '名称',
      '类别',
      '统一社会信用代码',
      '行业门类',
      '登记日期',
      '示例企业',
      '非公有制企业',
      'C',
    ];
    const rich = shared.map((text) => `<t>${text}</t>`);
    rich[5] =
      '<r><t>示例</t></r><r><t xml:space="preserve">企业 </t></r><rPh sb="0" eb="2"><t>shili</t></rPh>';
    const head = ['A', 'B', 'C', 'D', 'E']
      .map((letter, index) => cell(`${letter}1`, String(index), 's'))
      .join('');
    const row = (code: string): string =>
      cell('A2', '5', 's') + cell('B2', '6', 's') + code + cell('D2', '7', 's') + cell('E2', '43861');
    const sheet = (code: string): string => `<row r="1">${head}</row><row r="2">${row(code)}</row>`;
    await writeRawXlsx(file, sheet(cell('C2', '9.1445100123456704E+17')), { shared: rich });
    expect(await bring()).toMatchObject({ errors: 1, committed: false, problems: [{ row: 2, column: 3 }] });
    expect((await bring()).problems[0]!.reason).toContain('数字格式');
    await writeRawXlsx(file, sheet(''), { shared: rich });
    expect(await bring()).toMatchObject({ errors: 0, committed: true });
    expect(await stored()).toMatchObject([{ name: '示例企业', registered_on: '2020-01-31' }]);
    await writeRawXlsx(file, sheet('').replace('43861', '42399'), { shared: rich, date1904: true });
    expect(await bring()).toMatchObject({ unchanged: 1 });
    const csv = path.join(folder, 'damaged.csv');
    await writeCsv(csv, [headings, ledgerLine(1, { 统一社会信用代码: '9.1445E+17' })]);
    expect((await bring(true, { path: csv })).problems[0]!.reason).toContain('数字格式');
  });

  test('what is no table says so', async () => {
    const wrong: [string, Buffer | string][] = [
      ['空的', ''],
      ['.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
      ['损坏', Buffer.from('504b0304000000', 'hex')],
      ['编码', Buffer.from([0x61, 0xff, 0xff, 0xff])],
      ['表头', 'a,b\n1,2\n'],
    ];
    for (const [reason, content] of wrong) {
      await writeFile(file, content);
      await expect(bring(), reason).rejects.toMatchObject({ extensions: { code: 'IMPORT_REFUSED' } });
    }
  });

  test('the template is an empty ledger: filled in, it can be imported', async () => {
    await writeTemplate(createWriteStream(file));
    const [head] = await readTexts(file);
    expect(head!.map((heading) => heading!.replace('*', ''))).toEqual(headings);
    expect(await bring()).toMatchObject({ rows: 0, errors: 0 });
    await writeXlsx(file, [head as string[], ledgerLine(1)]);
    expect(await bring()).toMatchObject({ created: 1, errors: 0 });
  });

  test('the annotated file is the file with what is wrong beside each row; corrected, it can be imported', async () => {
    await writeXlsx(file, [headings, ledgerLine(1), [], ledgerLine(2, { 行业大类: '99', 名称: '甲&<乙>"' })]);
    const annotated = path.join(folder, 'annotated.xlsx');
    await writeAnnotated(file, await bring(), createWriteStream(annotated));
    const rows = await readTexts(annotated);
    expect(rows[0]).toEqual([...headings, '校验结果']);
    expect(rows[1]!.at(headings.length)).toBeUndefined();
    expect(rows[3]!.slice(0, 2)).toEqual(['甲&<乙>"', '非公有制企业']);
    expect(rows[3]!.at(headings.length)).toContain('行业大类：');
    expect(await bring(true, { path: annotated })).toMatchObject({ errors: 1 });
    const corrected = rows.map((row) => Array.from(row, (text) => (text === '99' ? '30' : (text ?? ''))));
    await writeXlsx(file, corrected);
    expect(await bring()).toMatchObject({ errors: 0, created: 2, unknownColumns: [] });
  });
});
