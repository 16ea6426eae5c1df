import 'reflect-metadata';

import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';

import { createDeployment, type Deployment } from '@jiedui/deployment/deployment';
import { run, sql } from '@jiedui/kit/sql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { cursorKey, makeKeys, type TestKeys } from '../support/keys.ts';
import { chaoan, city, type County, federation, officer, openCounty } from './county.ts';
import { headings, ledgerLine, readTexts } from './ledger-files.ts';

let county: County;
let folder: string;
let file: string;

beforeAll(async () => {
  county = await openCounty(chaoan);
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-import-'));
  file = path.join(folder, 'ledger.xlsx');
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await run({ em: county.database.em() }, sql`truncate organisation`);
});

const viewer = officer('COUNTY', chaoan);
const stored = (): Promise<object[]> => run({ em: county.database.em() }, sql`select id from organisation`);

describe('the county’s own door', () => {
  let keys: TestKeys;
  let deployment: Deployment;
  beforeAll(async () => {
    keys = await makeKeys(folder);
    deployment = await createDeployment({
      name: 'chaoan',
      jurisdictions: [chaoan],
      subgraphs: ['organisations'],
      federation,
      databaseUrl: county.url,
      gatewayKeys: keys.files.gatewayKeys,
      clientKeys: keys.files.clientKeys,
      cursorKey,
      logLevel: 'silent',
    });
  });
  afterAll(() => deployment.stop());

  const post = async (
    query: string,
    body: Uint8Array | string,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${deployment.url}/ledger?${query}`, {
      method: 'POST',
      body: body as NonNullable<RequestInit['body']>,
      headers: { authorization: `Bearer ${await keys.token(viewer)}`, ...headers },
    });
  const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\n');

  test('a file is checked, then imported; the annotated one comes back where it is asked for', async () => {
    const good = csv(headings, ledgerLine(1));
    const dry = await post(`jurisdiction=${chaoan}`, good);
    expect([dry.status, await dry.json()]).toMatchObject([200, { created: 1, committed: false }]);
    const done = await post(`jurisdiction=${chaoan}&commit=true`, good);
    expect([done.status, await done.json()]).toMatchObject([200, { created: 1, committed: true }]);
    const bad = csv(headings, ledgerLine(2, { 行业门类: 'Z' }));
    const refused = await post(`jurisdiction=${chaoan}&commit=true`, bad);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { committed: false, errors: 1, refusal: { extensions: { code: 'IMPORT_REFUSED' } } },
    ]);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const annotated = await post(`jurisdiction=${chaoan}`, bad, { accept: type });
    expect([annotated.status, annotated.headers.get('content-type')]).toEqual([422, type]);
    await writeFile(file, Buffer.from(await annotated.arrayBuffer()));
    expect((await readTexts(file))[1]!.at(-1)).toContain('行业门类');
    const lines = await post(`jurisdiction=${chaoan}`, good, { accept: 'application/x-ndjson' });
    expect(JSON.parse((await lines.text()).trim().split('\n').at(-1)!)).toMatchObject({ unchanged: 1 });
    expect(await stored()).toHaveLength(1);
  });

  test('the template can be downloaded by anybody', async () => {
    const answer = await fetch(`${deployment.url}/ledger/template.xlsx`);
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    expect((await readTexts(file))[0]).toHaveLength(headings.length);
  });

  test('a file above 64 MB is refused as too large, said beforehand or not; the connection stays to tell so', async () => {
    const most = 64 * 1024 * 1024;
    const authorization = `Bearer ${await keys.token(viewer)}`;
    const told = async (headers: Record<string, string>, chunks: number): Promise<unknown[]> => {
      const sent = request(`${deployment.url}/ledger?jurisdiction=${chaoan}`, {
        method: 'POST',
        headers: { authorization, ...headers },
      });
      // The server hangs up on what it does not want, after its answer.
      sent.on('error', () => undefined);
      const answer = once(sent, 'response') as Promise<[IncomingMessage]>;
      const chunk = Buffer.alloc(1024 * 1024, ',');
      const gone = answer.then(() => 'answered');
      for (let n = 0; n < chunks; n++) {
        if (!sent.write(chunk) && (await Promise.race([once(sent, 'drain'), gone])) === 'answered') break;
      }
      const [response] = await answer;
      const { errors } = (await json(response)) as {
        errors: { extensions: { code: string; expected: string; received: string } }[];
      };
      sent.destroy();
      const { code, expected, received } = errors[0]!.extensions;
      return [response.statusCode, code, expected, received];
    };
    const expected = `a file of at most ${most} bytes`;
    expect(await told({ 'content-length': String(most + 1) }, 1)).toEqual([
      413,
      'FILE_TOO_LARGE',
      expected,
      `"${most + 1} bytes or more"`,
    ]);
    const streamed = await told({}, 80);
    expect(streamed.slice(0, 3)).toEqual([413, 'FILE_TOO_LARGE', expected]);
    expect(await stored()).toEqual([]);
  });

  test('what a table holds and why it is sent are said in the address', async () => {
    const units = '名称\n示例局';
    const bad = await post(`jurisdiction=${chaoan}&kind=UNITS`, units);
    expect([bad.status, await bad.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'INVALID_INPUT', received: '"UNITS"' } }] },
    ]);
    const reason = encodeURIComponent('年度核对');
    const good = await post(`jurisdiction=${chaoan}&kind=MEMBER_UNITS&commit=true&reason=${reason}`, units);
    expect([good.status, await good.json()]).toMatchObject([200, { created: 1, committed: true }]);
    expect(
      await run({ em: county.database.em() }, sql`select reason, change from member_unit_history`),
    ).toEqual([{ reason: '年度核对', change: 'IMPORTED' }]);
  });

  test('who may not, and what is no ledger, is told so with a code', async () => {
    const code = async (response: Response): Promise<unknown> => {
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, errors[0]!.extensions.code];
    };
    const good = csv(headings, ledgerLine(1));
    const query = `jurisdiction=${chaoan}&commit=true`;
    expect(await code(await post(query, good, { authorization: '' }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await code(await post(query, good, { authorization: 'Bearer a.b.c' }))).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
    const cityToken = `Bearer ${await keys.token(officer('CITY', city))}`;
    expect(await code(await post(query, good, { authorization: cityToken }))).toEqual([403, 'FORBIDDEN']);
    expect(await code(await post(`jurisdiction=${city}`, good))).toEqual([400, 'UNKNOWN_JURISDICTION']);
    expect(await code(await post('', good))).toEqual([400, 'INVALID_INPUT']);
    expect(await code(await post(`jurisdiction=${chaoan}&commit=yes`, good))).toEqual([400, 'INVALID_INPUT']);
    expect(await code(await post(query, ''))).toEqual([422, 'IMPORT_REFUSED']);
    expect(await code(await post(query, 'PK\u0003\u0004 no zip'))).toEqual([422, 'IMPORT_REFUSED']);
    expect((await fetch(`${deployment.url}/ledger`)).status).toBe(405);
    expect(await stored()).toEqual([]);
  });
});
