import 'reflect-metadata';

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { run, sql } from '@jiedui/kit/sql';
import type { ImportReport } from '@jiedui/organisations/import/report';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, type County, federation, openCounty } from './county.ts';
import { headings, ledgerLine, readTexts, writeXlsx } from './ledger-files.ts';

// The tests run from sources; a process needs what the build made of them.
const command = fileURLToPath(new URL('../../subgraphs/deployment/dist/ledger.js', import.meta.url));
const rows = 50_000;
/** Of JavaScript objects. Unit: MiB. The rows of the file as objects would not fit. */
const heap = 128;
/** Most memory of the whole process. Unit: MiB. */
const mostResident = 320;

/** Row in the file → what is wrong there, and in which column. */
const faults: readonly [row: number, heading: string, value: string][] = [
  [2, '名称', ''],
  [777, '名称', '长'.repeat(201)],
  [1_500, '类别', '国有企业'],
  [2_001, '类别', ''],
  [4_444, '社会组织类型', '社会团体'],
  [5_000, '统一社会信用代码', '91445103I123456789'],
  [8_191, '统一社会信用代码', '9144510312345678'],
  [9_999, '统一社会信用代码', '9.1445103E+17'],
  [12_345, '统一社会信用代码', ledgerLine(99)[3]!],
  [16_384, '行业门类', 'Z'],
  [20_000, '行业门类', ''],
  [23_456, '行业大类', '98'],
  [25_000, '行业大类', '60'],
  [30_303, '从业人员数', '-1'],
  [33_333, '从业人员数', '十人'],
  [38_000, '从业人员数', '1.5'],
  [40_404, '存续状态', '不详'],
  [44_000, '登记日期', '2022-02-30'],
  [49_999, '登记日期', '2999-01-01'],
  [50_001, '联系电话', '请致电前台'],
];

let county: County;
let folder: string;

beforeAll(async () => {
  county = await openCounty(chaoan);
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-large-'));
  await writeFile(
    path.join(folder, 'federation.json'),
    JSON.stringify({ jurisdictions: federation.entries }),
  );
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

function* ledger(wrong: typeof faults): Generator<string[]> {
  yield headings;
  const byRow = new Map(wrong.map(([row, ...change]) => [row, change]));
  for (let row = 2; row <= rows + 1; row++) {
    const [heading, value] = byRow.get(row) ?? [];
    yield ledgerLine(row - 1, heading === undefined ? {} : { [heading]: value! });
  }
}

async function ledgerCommand(
  file: string,
  ...more: string[]
): Promise<{ code: unknown; report: ImportReport; resident: number; progress: string; refusal: string }> {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heap}`, command, file, '--jurisdiction', chaoan, ...more],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: county.url,
        JIEDUI_FEDERATION: path.join(folder, 'federation.json'),
        JIEDUI_JURISDICTIONS: chaoan,
      },
    },
  );
  let answer = '';
  let progress = '';
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (progress += chunk.toString('utf8')));
  const ended = once(child, 'close');
  let resident = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    resident = Math.max(resident, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    await Promise.race([sleep(100), ended]);
  }
  const [code] = (await ended) as [unknown];
  const refusal = answer ? '' : (progress.trim().split('\n').at(-1) ?? '');
  return { code, report: JSON.parse(answer || '{}') as ImportReport, resident, progress, refusal };
}

async function count(): Promise<number> {
  const [row] = await run<{ n: number }>(
    { em: county.database.em() },
    sql`select count(*)::float8 as n from organisation`,
  );
  return row!.n;
}

test('of 50,000 rows with 20 faults all 20 are told with row and column, and nothing is written', async () => {
  const file = path.join(folder, 'faulty.xlsx');
  const annotated = path.join(folder, 'annotated.xlsx');
  await writeXlsx(file, ledger(faults));
  const { code, report, resident, progress } = await ledgerCommand(file, '--commit', '--out', annotated);
  expect(report.problems.map(({ row, heading }) => [row, heading])).toEqual(
    faults.map(([row, heading]) => [row, heading]),
  );
  for (const { heading, column } of report.problems) expect(headings[column! - 1]).toBe(heading);
  expect({ ...report, problems: [] }).toMatchObject({ rows, errors: 20, committed: false });
  expect(code).toBe(1);
  expect(await count()).toBe(0);
  expect(progress).toContain('已校验 48000 行');
  expect(resident).toBeLessThan(mostResident);
  const texts = await readTexts(annotated);
  expect(texts.length).toBe(rows + 1);
  const remarked = texts
    .flatMap((line, index) => (line.at(headings.length) === undefined ? [] : [index + 1]))
    .slice(1);
  expect(remarked).toEqual(faults.map(([row]) => row));
  process.stdout.write(`faulty: ${Math.round(resident)} MiB resident at most\n`);
}, 300_000);

test('of more than 200,000 rows none is taken, in bounded memory', async () => {
  const file = path.join(folder, 'long.csv');
  const line = `${ledgerLine(1, { 行业门类: 'Z' }).join(',')}\r\n`;
  await writeFile(file, `${headings.join(',')}\r\n${line.repeat(200_001)}`);
  const { code, refusal, resident } = await ledgerCommand(file, '--commit');
  expect(code).toBe(1);
  expect(refusal).toContain('一次至多导入 200000 行');
  expect(refusal).toContain('Expected at most 200000 rows; received 200001 rows or more.');
  expect(await count()).toBe(0);
  expect(resident).toBeLessThan(mostResident);
}, 300_000);

test('without the faults all 50,000 are written in bounded memory; the same file again changes nothing', async () => {
  const file = path.join(folder, 'good.xlsx');
  await writeXlsx(file, ledger([]));
  const first = await ledgerCommand(file, '--commit');
  expect(first.report).toMatchObject({ created: rows, errors: 0, committed: true });
  expect(first.code).toBe(0);
  expect(first.resident).toBeLessThan(mostResident);
  expect(await count()).toBe(rows);
  const again = await ledgerCommand(file, '--commit');
  expect(again.report).toMatchObject({ created: 0, corrected: 0, unchanged: rows, committed: true });
  expect(await count()).toBe(rows);
  process.stdout.write(
    `good: ${Math.round(first.resident)} and ${Math.round(again.resident)} MiB resident at most\n`,
  );
}, 300_000);
