import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { createDeployment, type Deployment } from '@jiedui/deployment/deployment';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { cursorKey, makeKeys, type TestKeys } from '../support/keys.ts';
import {
  auditor,
  chaoanOfficer,
  cityOfficer,
  drafted,
  liaison,
  openReportWorld,
  otherLiaison,
  pairing,
  publicViewer,
  raopingOfficer,
  submitted,
  unit,
} from './pairings-report-world.ts';
import { all, chaoan, federation, id, type World } from './pairings-world.ts';

const command = fileURLToPath(new URL('../../subgraphs/deployment/dist/report.js', import.meta.url));
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

let world: World;
let folder: string;
let keys: TestKeys;
let deployment: Deployment;
let locked: { id: string; hash: string };
/** The SHA-256 of its docx, as it came first. */
let original: string;
beforeAll(async () => {
  world = await openReportWorld();
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-report-'));
  keys = await makeKeys(folder);
  deployment = await createDeployment({
    name: 'chaozhou',
    jurisdictions: all,
    subgraphs: ['pairings'],
    federation,
    databaseUrl: world.url,
    gatewayKeys: keys.files.gatewayKeys,
    clientKeys: keys.files.clientKeys,
    cursorKey,
    background: false,
    logLevel: 'silent',
  });
  await writeFile(
    path.join(folder, 'federation.yaml'),
    JSON.stringify({ jurisdictions: federation.entries.map((entry) => ({ ...entry })) }),
  );
  locked = await submitted(world, { pairing, remarks: '一年来的工作' });
  original = await downloaded(locked.id);
}, 60_000);
afterAll(async () => {
  await deployment?.stop();
  await world?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function download(report: string, viewer: Viewer | null, method = 'GET'): Promise<Response> {
  const headers = viewer ? { authorization: `Bearer ${await keys.token(viewer)}` } : {};
  return fetch(`${deployment.url}/reports/${report}.docx`, { method, headers });
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
async function downloaded(report: string, viewer: Viewer = chaoanOfficer): Promise<string> {
  const answer = await download(report, viewer);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, wordType]);
  return sha256(new Uint8Array(await answer.arrayBuffer()));
}
async function codeOf(answer: Response): Promise<unknown[]> {
  const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
  return [answer.status, errors[0]!.extensions.code];
}

async function ran(parameters: string[], environment: Record<string, string> = {}) {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: world.url,
    JIEDUI_FEDERATION: path.join(folder, 'federation.yaml'),
    JIEDUI_JURISDICTIONS: all.join(','),
    ...environment,
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...parameters], { env });
    return { code: 0, stdout, stderr: '' };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

/** What the command writes in a time zone. */
async function written(report: string, zone: string): Promise<string> {
  const out = path.join(folder, `${zone.replace('/', '-')}.docx`);
  expect(await ran([report, '--out', out], { TZ: zone })).toMatchObject({ code: 0 });
  return sha256(await readFile(out));
}

test('a report is downloaded at the address that the graph gives, under its title', async () => {
  const { data } = await world.ask('query ($id: ID!) { report(id: $id) { document } }', {
    variables: { id: locked.id },
    viewer: chaoanOfficer,
  });
  expect(data.report.document).toBe(`/reports/${locked.id}.docx`);
  const answer = await download(locked.id, liaison);
  const disposition = decodeURIComponent(answer.headers.get('content-disposition')!);
  expect(disposition).toContain('示例单位甲 ↔ 示例企业0001：2023年度结对共建工作情况报告.docx');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test('the command writes the same bytes, also in another time zone', async () => {
  expect(await written(locked.id, 'America/St_Johns')).toBe(original);
});

test('the same bytes come after corrections and after the assessment', async () => {
  await world.select(
    `update activity set held_on = held_on + 500, title = '更正' where pairing_id = '${pairing}' and kind = 'CONTACT'`,
  );
  await world.select(`update pairing set title = '改名' where id = '${pairing}'`);
  await world.select(`update report set state = 'ASSESSED', grade = 'GOOD' where id = '${locked.id}'`);
  expect(await downloaded(locked.id, cityOfficer)).toBe(original);
});

test('the command verifies: intact with its drift, and not intact where somebody has changed the data', async () => {
  const { id: report, hash } = await submitted(world, { unit, name: '示例单位甲' });
  await world.select(
    `delete from activity where id = (select id from activity where pairing_id = '${pairing}' and kind = 'TRAINING'
      and owner = '${chaoan}' and held_on between '2023-01-01' and '2023-12-31' limit 1)`,
  );
  const intact = await ran([report, '--verify']);
  expect(intact.code).toBe(0);
  const found = JSON.parse(intact.stdout) as { intact: boolean; drift: { figure: { code: string } }[] };
  expect(found).toMatchObject({ hash, computedHash: hash, intact: true });
  expect(found.drift.map(({ figure }) => figure.code)).toEqual(
    expect.arrayContaining(['ACTIVITIES', 'KIND/TRAINING', `PAIRING/${pairing}/ACTIVITIES`]),
  );
  await world.select(`set session_replication_role = replica;
    update locked_report set data = replace(data, '2023', '2022') where report_id = '${report}';
    set session_replication_role = origin`);
  const changed = await ran([report, '--verify']);
  expect([changed.code, JSON.parse(changed.stdout)]).toMatchObject([1, { hash, intact: false }]);
  await world.select(`set session_replication_role = replica;
    delete from locked_report where report_id = '${report}'; set session_replication_role = origin`);
  expect(await codeOf(await download(report, chaoanOfficer))).toEqual([409, 'INVALID_TRANSITION']);
});

test('the command tells what it was not given', async () => {
  expect((await ran([])).code).toBe(64);
  expect((await ran([locked.id])).code).toBe(64);
  expect((await ran([locked.id, '--verify', '--out', 'x.docx'])).code).toBe(64);
  expect((await ran([locked.id, '--verify'], { JIEDUI_JURISDICTIONS: 'x' })).code).toBe(78);
  const unknown = await ran([id(chaoan, 'rep', 7), '--verify']);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('expected a report of 445103')]);
});

test('who may not see a report hears nothing of it; who cannot be told is not let in', async () => {
  expect(await codeOf(await download(locked.id, null))).toEqual([401, 'UNAUTHENTICATED']);
  for (const viewer of [publicViewer, otherLiaison, raopingOfficer]) {
    expect(await codeOf(await download(locked.id, viewer))).toEqual([404, 'NOT_FOUND']);
  }
  expect(await codeOf(await download(id(chaoan, 'rep', 7), chaoanOfficer))).toEqual([404, 'NOT_FOUND']);
  expect(await codeOf(await download(pairing, chaoanOfficer))).toEqual([400, 'INVALID_ID']);
  expect((await download(locked.id, chaoanOfficer, 'POST')).status).toBe(405);
  expect((await fetch(`${deployment.url}/reports/..%2f..%2fetc.docx`)).status).toBe(404);
});

test('a draft is a file too, for its writers and officers, and changes with the records', async () => {
  const { id: draft } = await drafted(world, { year: 2022 });
  const before = await downloaded(draft);
  for (const viewer of [cityOfficer, auditor]) {
    expect(await codeOf(await download(draft, viewer))).toEqual([404, 'NOT_FOUND']);
  }
  await world.select(
    `update activity set held_on = '2025-01-01' where id = (select id from activity where owner = '${chaoan}'
      and held_on between '2022-01-01' and '2022-12-31' limit 1)`,
  );
  expect(await downloaded(draft)).not.toBe(before);
});

test('two downloads at once are each answered, and others meanwhile', async () => {
  const downloads = Promise.all([downloaded(locked.id), downloaded(locked.id)]);
  const asked = performance.now();
  expect((await fetch(`${deployment.url}/health`)).status).toBe(200);
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(await downloads).toEqual([original, original]);
}, 60_000);
