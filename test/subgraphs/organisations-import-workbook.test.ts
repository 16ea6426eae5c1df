import 'reflect-metadata';

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { run, sql } from '@jiedui/kit/sql';
import { writeAnnotated, writeTemplate } from '@jiedui/organisations/import/files';
import { importLedger, type ImportOptions } from '@jiedui/organisations/import/import';
import { partyColumns } from '@jiedui/organisations/import/party-columns';
import type { ImportReport } from '@jiedui/organisations/import/report';
import { unitColumns } from '@jiedui/organisations/import/unit-columns';
import { writeWorkbook } from '@jiedui/organisations/import/workbook-writer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  chaoan,
  type County,
  officer,
  openCounty,
  organisationRow,
  partyRow,
  raoping,
  store,
  unitRow,
} from './county.ts';
import { headings, ledgerLine, readTexts, writeCsv } from './ledger-files.ts';

let county: County;
let folder: string;
let file: string;
let made = 0;

beforeAll(async () => {
  county = await openCounty(chaoan, raoping);
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-workbook-'));
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await read(
    'truncate organisation, organisation_history, party_organisation, party_organisation_host, member_unit',
  );
  file = path.join(folder, `workbook-${++made}.xlsx`);
});

const read = <Row extends object>(statement: string): Promise<Row[]> =>
  run<Row>({ em: county.database.em() }, sql.raw(statement));

function bring(given: Partial<ImportOptions> = {}): Promise<ImportReport> {
  const context = county.context({ viewer: officer('COUNTY', chaoan) });
  return importLedger(context, { path: file, jurisdiction: chaoan, commit: true, ...given });
}

const partyHeadings = partyColumns.map(({ heading }) => heading);
const unitHeadings = unitColumns.map(({ heading }) => heading);

const code = (number: number): string => ledgerLine(number)[3]!;

function partyLine(hosts: string, change: Readonly<Record<string, string>> = {}): string[] {
  const line: Record<string, string> = {
    名称: '中共示例支部委员会',
    层级: '党支部',
    组建方式: hosts.includes('、') ? '联合组建' : '单独组建',
    所在组织信用代码: hosts,
    党员数: '3',
    '是否“一人兼”': '是',
    '是否适用“一人兼”': '',
    成立日期: '2021/7/1',
    ...change,
  };
  return partyHeadings.map((heading) => line[heading]!);
}

interface Sheets {
  组织?: string[][];
  党组织?: string[][];
  成员单位?: string[][];
}

async function write(sheets: Sheets): Promise<void> {
  const heads = { 组织: headings, 党组织: partyHeadings, 成员单位: unitHeadings };
  await writeWorkbook(
    Object.entries(sheets).map(([name, lines]) => ({
      name,
      widths: heads[name as keyof Sheets].map(() => 12),
      rows: [heads[name as keyof Sheets], ...(lines as string[][])],
    })),
    createWriteStream(file),
  );
}

const host = (number: number): string[] => ledgerLine(number, { 从业人员数: '10' });
const counts = async (): Promise<object> => {
  const [row] = await read<object>(`select (select count(*)::int from organisation) as organisations,
    (select count(*)::int from party_organisation) as parties,
    (select count(*)::int from party_organisation_host) as hosts, (select count(*)::int from member_unit) as units`);
  return row!;
};
const none = { organisations: 0, parties: 0, hosts: 0, units: 0 };
const places = ({ problems }: ImportReport): unknown[] =>
  problems.map(({ sheet, row, heading, received }) => [sheet, row, heading, received]);

describe('a workbook of organisations, party organisations and member units', () => {
  const whole: Sheets = {
    成员单位: [
      ['示例市场监管局', 'F、农、林、牧、渔业，制造业', '0768-0000000'],
      ['示例商务局', '', ''],
    ],
    党组织: [
      partyLine(`${code(1)}、${code(2)}`),
      partyLine(code(2), { 名称: '中共另一支部', '是否“一人兼”': '' }),
    ],
    组织: [host(1), host(2)],
  };

  test('is imported whole, whatever the order of its sheets; a dry run writes nothing', async () => {
    await write(whole);
    expect(await bring({ commit: false })).toMatchObject({
      rows: 6,
      created: 6,
      errors: 0,
      committed: false,
    });
    expect(await counts()).toEqual(none);
    expect(await bring()).toMatchObject({
      created: 6,
      committed: true,
      tables: [
        { sheet: '组织', kind: 'ORGANISATIONS', rows: 2, created: 2 },
        { sheet: '党组织', kind: 'PARTY_ORGANISATIONS', rows: 2, created: 2 },
        { sheet: '成员单位', kind: 'MEMBER_UNITS', rows: 2, created: 2 },
      ],
    });
    expect(
      await read(`select p.name, p.level, p.establishment, p.members, p.secretary_is_owner as own, p.host_kind,
        p.founded_on, p.source, (select array_agg(o.name order by h.position) from party_organisation_host h
          join organisation o on o.id = h.organisation_id where h.party_organisation_id = p.id) as hosts
        from party_organisation p order by p.secretary_is_owner desc`),
    ).toEqual([
      {
        name: '中共示例支部委员会',
        level: 'BRANCH',
        establishment: 'JOINT',
        members: 3,
        own: true,
        host_kind: 'NON_PUBLIC_ENTERPRISE',
        founded_on: '2021-07-01',
        source: 'COUNTY 445103',
        hosts: ['示例导入企业000001', '示例导入企业000002'],
      },
      expect.objectContaining({ establishment: 'SINGLE', own: false, hosts: ['示例导入企业000002'] }),
    ]);
    expect(await read('select name, functions, level, contact_phone from member_unit order by name')).toEqual(
      [
        { name: '示例商务局', functions: [], level: 'COUNTY', contact_phone: null },
        {
          name: '示例市场监管局',
          functions: ['A', 'C', 'F'],
          level: 'COUNTY',
          contact_phone: '0768-0000000',
        },
      ],
    );
    const steps = await read<{ change: string }>(
      'select distinct change from party_organisation_host_history',
    );
    expect(steps).toEqual([{ change: 'IMPORTED' }]);
  });

  test('brought again it changes nothing; empty cells leave what the ledger has', async () => {
    await write(whole);
    await bring();
    const histories = `select (select count(*) from party_organisation_history) +
      (select count(*) from party_organisation_host_history) + (select count(*) from member_unit_history) as n`;
    const before = await read(histories);
    expect(await bring()).toMatchObject({ created: 0, corrected: 0, unchanged: 6, committed: true });
    expect(await read(histories)).toEqual(before);
    await write({
      党组织: [partyLine('', { 党员数: '9', 层级: '', 组建方式: '', 成立日期: '', '是否“一人兼”': '' })],
      成员单位: [['示例市场监管局', '', '0768-1111111']],
    });
    expect(await bring()).toMatchObject({ corrected: 2, created: 0, committed: true });
    expect(
      await read(
        `select members, secretary_is_owner as own, establishment from party_organisation where members = 9`,
      ),
    ).toEqual([{ members: 9, own: true, establishment: 'JOINT' }]);
    expect(
      await read(`select functions, contact_phone from member_unit where contact_phone like '%1111'`),
    ).toEqual([{ functions: ['A', 'C', 'F'], contact_phone: '0768-1111111' }]);
  });

  test('one of a name in another organisation is another; one with a host in common is corrected, hosts and all', async () => {
    await write({ 组织: [host(1), host(2), host(3)], 党组织: [partyLine(code(1)), partyLine(code(2))] });
    expect(await bring()).toMatchObject({ created: 5, committed: true });
    await write({ 党组织: [partyLine(`${code(1)}、${code(3)}`)] });
    expect(await bring()).toMatchObject({ corrected: 1, committed: true });
    expect(
      await read(`select array_length(array_agg(h.position), 1) as hosts from party_organisation p
        join party_organisation_host h on h.party_organisation_id = p.id group by p.id order by 1`),
    ).toEqual([{ hosts: 1 }, { hosts: 2 }]);
    await write({ 党组织: [partyLine('')] });
    expect(await bring()).toMatchObject({ errors: 1, committed: false });
  });

  test('one error in one sheet, and nothing of any is written; each has its sheet, row, column and a reason', async () => {
    await write({
      组织: [host(1), host(2), ledgerLine(3, { 行业门类: 'Z' })],
      党组织: [
        partyLine(code(1)),
        partyLine(code(9), { 名称: '甲' }),
        partyLine(`${code(1)}、${code(2)}`, { 名称: '乙', 组建方式: '单独组建' }),
        partyLine(code(2), { 名称: '丙', 党员数: '11' }),
        partyLine('', { 名称: '丁' }),
        partyLine(code(2), { 名称: '戊', 层级: '党小组', '是否“一人兼”': '也许' }),
        partyLine(code(1)),
        partyLine(code(3), { 名称: '己' }),
        partyLine(code(2), { 名称: '庚', 成立日期: '2022-12-02' }),
      ],
      成员单位: [
        ['示例局', 'Z', ''],
        ['示例二局', '', '请致电'],
        ['示例三局', '', ''],
        ['示例三局', '', ''],
      ],
    });
    const report = await bring();
    expect(places(report)).toEqual([
      ['组织', 4, '行业门类', 'Z'],
      ['党组织', 3, '所在组织信用代码', code(9)],
      ['党组织', 4, '组建方式', '单独组建'],
      ['党组织', 5, '党员数', '11'],
      ['党组织', 6, '所在组织信用代码', null],
      ['党组织', 7, '层级', '党小组'],
      ['党组织', 7, '是否“一人兼”', '也许'],
      ['党组织', 8, '名称', '中共示例支部委员会'],
      ['党组织', 10, '成立日期', '2022-12-02'],
      ['成员单位', 2, '职能（行业门类）', 'Z'],
      ['成员单位', 3, '联系电话', null],
      ['成员单位', 5, '名称', '示例三局'],
    ]);
    for (const { reason } of report.problems) expect(reason).toMatch(/[\u4e00-\u9fff]{4}/);
    expect(report).toMatchObject({ errors: 12, committed: false });
    expect(await counts()).toEqual(none);

    const annotated = path.join(folder, 'annotated.xlsx');
    await writeAnnotated(file, report, createWriteStream(annotated));
    const parties = await readTexts(annotated, '党组织');
    expect(parties[0]).toEqual([...partyHeadings, '校验结果']);
    expect(
      parties.flatMap((line, index) => (line.at(partyHeadings.length) === undefined ? [] : [index + 1])),
    ).toEqual([1, 3, 4, 5, 6, 7, 8, 10]);
    expect(await bring({ path: annotated })).toMatchObject({ errors: 12, unknownColumns: [] });
  });

  test('hosts of another jurisdiction, those that ceased and names that tell no single record are refused', async () => {
    const ceased = organisationRow(chaoan, { creditCode: code(2), status: 'DEREGISTERED' });
    const units = [unitRow(chaoan, { name: '示例局' }), unitRow(chaoan, { name: '示例局' })];
    await store(county, {
      organisations: [organisationRow(raoping, { creditCode: code(1) }), ceased],
      memberUnits: units,
    });
    await write({
      党组织: [partyLine(code(1)), partyLine(code(2), { 名称: '甲' })],
      成员单位: [['示例局', 'C', '']],
    });
    expect(places(await bring())).toEqual([
      ['党组织', 2, '所在组织信用代码', code(1)],
      ['党组织', 3, '所在组织信用代码', code(2)],
      ['成员单位', 2, '名称', '示例局'],
    ]);
  });

  test('no organisation is left with fewer employees than members, unless the file corrects these; a kind is followed', async () => {
    const known = organisationRow(chaoan, { creditCode: code(1), employees: 10, name: ledgerLine(1)[0]! });
    const party = partyRow(chaoan, { name: '中共示例支部委员会', members: 8 });
    await store(county, {
      organisations: [known],
      partyOrganisations: [party],
      hosts: [{ partyOrganisationId: party.id, organisationId: known.id, position: 0 }],
    });
    const fewer = ledgerLine(1, { 从业人员数: '5', 类别: '社会组织' });
    await write({ 组织: [fewer] });
    expect(places(await bring())).toEqual([['组织', 2, '从业人员数', '5']]);
    await write({ 组织: [fewer], 党组织: [partyLine(code(1), { 党员数: '4' })] });
    expect(await bring()).toMatchObject({ corrected: 2, errors: 0, committed: true });
    expect(await read('select members, host_kind from party_organisation')).toEqual([
      { members: 4, host_kind: 'SOCIAL_ORGANISATION' },
    ]);
    await write({ 组织: [ledgerLine(1, { 从业人员数: '5' })] });
    expect(await bring()).toMatchObject({ committed: true });
    expect(await read('select host_kind from party_organisation')).toEqual([
      { host_kind: 'NON_PUBLIC_ENTERPRISE' },
    ]);
  });

  test('what has ended is not met: a row of its name is a new record', async () => {
    const ended = { name: '中共示例支部委员会', dissolvedOn: '2022-05-01' };
    const organisation = organisationRow(chaoan, { creditCode: code(1) });
    await store(county, {
      organisations: [organisation],
      partyOrganisations: [partyRow(chaoan, ended)],
      memberUnits: [unitRow(chaoan, { name: '示例商务局', withdrawnOn: '2022-05-01' })],
    });
    await write({ 党组织: [partyLine(code(1))], 成员单位: [['示例商务局', 'F', '']] });
    expect(await bring()).toMatchObject({ created: 2, corrected: 0, errors: 0, committed: true });
    expect(await counts()).toEqual({ organisations: 1, parties: 2, hosts: 1, units: 2 });
  });

  test('一人兼 applies unless the file says otherwise, and not where the secretary is the owner', async () => {
    const said = (applies: string, owner: string, hostNumber: number): string[] =>
      partyLine(code(hostNumber), { '是否适用“一人兼”': applies, '是否“一人兼”': owner });
    await write({ 组织: [host(1), host(2)], 党组织: [said('', '是', 1), said('否', '否', 2)] });
    expect(await bring()).toMatchObject({ created: 4, errors: 0 });
    const applies = (): Promise<object[]> =>
      read(
        'select owner_secretary_applies as applies from party_organisation order by secretary_is_owner desc',
      );
    expect(await applies()).toEqual([{ applies: true }, { applies: false }]);
    await write({ 党组织: [said('', '', 1), said('是', '', 2)] });
    expect(await bring()).toMatchObject({ unchanged: 1, corrected: 1 });
    expect(await applies()).toEqual([{ applies: true }, { applies: true }]);
    await write({ 党组织: [said('否', '', 1)] });
    expect(places(await bring())).toEqual([['党组织', 2, '是否适用“一人兼”', '否']]);
  });

  test('a table without a sheet is of the kind that is said', async () => {
    const csv = path.join(folder, 'units.csv');
    await writeCsv(csv, [unitHeadings, ['示例局', '制造业', '']]);
    expect(await bring({ path: csv, kind: 'MEMBER_UNITS' })).toMatchObject({
      created: 1,
      tables: [{ sheet: null, kind: 'MEMBER_UNITS' }],
    });
    await expect(bring({ path: csv })).resolves.toMatchObject({ committed: false });
    expect(await counts()).toEqual({ ...none, units: 1 });
  });

  test('the template has the three tables, empty and ready to be filled in', async () => {
    await writeTemplate(createWriteStream(file));
    expect(await bring()).toMatchObject({
      rows: 0,
      errors: 0,
      tables: [{ sheet: '组织' }, { sheet: '党组织' }, { sheet: '成员单位' }],
    });
  });
});

describe('a doubtful check character', () => {
  const doubtful = code(1).slice(0, -1) + (code(1).endsWith('0') ? '1' : '0');
  const line = (attested: string, wanted = doubtful): string[] =>
    ledgerLine(1, { 统一社会信用代码: wanted, 校验码已核实: attested });
  const attested = (): Promise<object[]> =>
    read('select credit_code as code, credit_code_attested as attested from organisation');

  test('is attested by its column, on grounds that are said once for the file', async () => {
    await write({ 组织: [line('是')] });
    expect(places(await bring())).toEqual([['组织', 2, '校验码已核实', '是']]);
    const reason = '已核对营业执照原件';
    expect(await bring({ reason })).toMatchObject({ errors: 0, warnings: 0, committed: true });
    expect(await attested()).toEqual([{ code: doubtful, attested: true }]);
    expect(await read('select reason, change from organisation_history')).toEqual([
      { reason, change: 'IMPORTED' },
    ]);
    await write({ 组织: [line('')] });
    expect(await bring()).toMatchObject({ unchanged: 1, committed: true });
    expect(await attested()).toEqual([{ code: doubtful, attested: true }]);
    await write({ 组织: [line('否')] });
    expect(await bring()).toMatchObject({ corrected: 1, warnings: 1, committed: true });
    expect(await attested()).toEqual([{ code: doubtful, attested: false }]);
  });

  test('of a code that fits nobody needs to say anything; other words than yes and no are refused', async () => {
    await write({ 组织: [line('是', code(1))] });
    expect(await bring()).toMatchObject({ errors: 0, warnings: 0, committed: true });
    expect(await attested()).toEqual([{ code: code(1), attested: false }]);
    await write({ 组织: [line('大概')] });
    expect(places(await bring()).at(-1)).toEqual(['组织', 2, '校验码已核实', '大概']);
  });
});
