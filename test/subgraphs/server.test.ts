import 'reflect-metadata';

import { createHash } from 'node:crypto';

import { openDatabase } from '@jiedui/kit/orm';
import { type RunningServer, startServer } from '@jiedui/kit/server';
import { organisations } from '@jiedui/organisations/subgraph';
import { wire } from '@jiedui/schema/contract/wire';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import {
  chaoan,
  city,
  cursorKey,
  federation,
  openCounty,
  organisationRow,
  raoping,
  store,
} from './county.ts';

const keyPair = await generateKeyPair('EdDSA');
const stranger = await generateKeyPair('EdDSA');
const keys = { keys: [{ ...(await exportJWK(keyPair.publicKey)), kid: 'gateway-1', alg: 'EdDSA' }] };

interface Call {
  query?: string;
  variables?: object;
  path?: string;
  body?: string;
  claims?: JWTPayload;
  age?: number;
  key?: CryptoKey;
  token?: string | null;
  headers?: Record<string, string>;
}

let server: RunningServer;
let proxy: TcpProxy;
/** Of the database, as it leads through the proxy. */
let databaseUrl: string;
let closeDatabase: () => Promise<void>;
let nonce = 0;
const logged: string[] = [];
/** Of each request, what the log says of it. */
const answered: Record<string, unknown>[] = [];

async function assertion(
  body: string,
  { claims = {}, age = 0, key = keyPair.privateKey }: Call,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000) - age;
  nonce += 1;
  return new SignJWT({
    roles: ['PUBLIC'],
    jurisdictions: [],
    jti: `nonce-${nonce}`,
    bod: createHash('sha256').update(body).digest('base64url'),
    iss: wire.assertionIssuer,
    aud: 'city',
    sub: 'public',
    iat: now,
    exp: now + 30,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway-1' })
    .sign(key);
}

async function call(given: Call): Promise<{ status: number; json: unknown; headers: Headers }> {
  const {
    query = '{ organisations { totalCount } }',
    variables,
    path = '/organisations',
    token,
    headers,
  } = given;
  const body = given.body ?? JSON.stringify({ query, variables });
  const bearer = token === undefined ? await assertion(body, given) : token;
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
  });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

function codes(json: unknown): string[] {
  const { errors = [] } = json as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

beforeAll(async () => {
  const county = await openCounty(city, chaoan);
  await store(county, { organisations: [organisationRow(chaoan), organisationRow(city)] });
  await county.close();
  proxy = await startTcpProxy(county.url);
  databaseUrl = proxy.through(county.url);
  const database = await openDatabase({ url: databaseUrl, subgraphs: [organisations] });
  closeDatabase = () => database.close();
  server = await startServer({
    deployment: 'city',
    subgraphs: [organisations],
    database,
    federation,
    owned: [city, chaoan],
    keys,
    cursorKey,
    largestBody: 64 * 1024,
    log: {
      info: (details) => answered.push(details as Record<string, unknown>),
      warn: (details, message) => logged.push(`${message} ${JSON.stringify(details)}`),
      error: (details, message) => logged.push(`${message} ${JSON.stringify(details)}`),
    },
  });
});
afterAll(async () => {
  await server.close();
  await closeDatabase();
  await proxy[Symbol.asyncDispose]();
});

describe('a shard call', () => {
  test('with an assertion for this deployment and body is answered, with the correlation id it came with', async () => {
    const { status, json, headers } = await call({ headers: { [wire.correlationHeader]: 'abc-1' } });
    expect({ status, json }).toEqual({ status: 200, json: { data: { organisations: { totalCount: 2 } } } });
    expect(headers.get(wire.correlationHeader)).toBe('abc-1');
  });

  test('without one, or with one that is wrong in any way, is 401 and says nothing more', async () => {
    const body = JSON.stringify({ query: '{ organisations { totalCount } }' });
    const now = Math.floor(Date.now() / 1000);
    const once = await assertion(body, {});
    expect((await call({ body, token: once })).status).toBe(200);
    const [header, payload] = (await assertion(body, {})).split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const refused: [string, Call][] = [
      ['no assertion', { token: null }],
      ['nonsense', { token: 'nonsense' }],
      ['alg none', { token: unsigned }],
      ['no signature', { token: `${header}.${payload}.` }],
      ['a nonce seen before', { body, token: once }],
      ['another body', { body: `${body} `, token: await assertion(body, {}) }],
      ['another deployment', { claims: { aud: 'chaoan' } }],
      ['another issuer', { claims: { iss: 'somebody' } }],
      ['an unknown key', { key: stranger.privateKey }],
      ['expired', { age: 61 }],
      ['not valid yet', { claims: { nbf: now + 61 } }],
      ['issued in the future', { age: -61 }],
      ['a longer life than allowed', { claims: { exp: now + 120 } }],
      ['no nonce', { claims: { jti: undefined } }],
      ['no body hash', { claims: { bod: undefined } }],
      ['an unknown role', { claims: { roles: ['EMPEROR'] } }],
      ['a malformed jurisdiction', { claims: { jurisdictions: ['1'] } }],
      ['a malformed organisation', { claims: { organisation: 'mine' } }],
    ];
    for (const [reason, given] of refused) {
      const { status, json } = await call(given);
      expect({ reason, status, codes: codes(json) }).toEqual({
        reason,
        status: 401,
        codes: ['UNAUTHENTICATED'],
      });
    }
  });

  test('a clock that is off by less than the tolerance is accepted', async () => {
    expect((await call({ age: 50 })).status).toBe(200);
    expect((await call({ age: -20 })).status).toBe(200);
  });

  test('that is no GraphQL request is refused with its status', async () => {
    const refused: [number, string, Call][] = [
      [400, 'BAD_REQUEST', { body: 'not json' }],
      [400, 'BAD_REQUEST', { body: '[]' }],
      [400, 'BAD_REQUEST', { body: '{"query": 1}' }],
      [400, 'GRAPHQL_PARSE_FAILED', { query: '{' }],
      [400, 'GRAPHQL_VALIDATION_FAILED', { query: '{ emperor }' }],
      [400, 'OPERATION_RESOLUTION_FAILURE', { query: 'query A { __typename } query B { __typename }' }],
      [
        400,
        'BAD_USER_INPUT',
        { query: 'query ($n: Int) { organisations(first: $n) { totalCount } }', variables: { n: 'x' } },
      ],
      [
        400,
        'BAD_USER_INPUT',
        { query: 'query ($n: Int) { organisations(first: $n) { totalCount } }', variables: { n: 2 ** 31 } },
      ],
      [
        400,
        'BAD_USER_INPUT',
        {
          query: 'query ($t: String) { organisations(filter: {nameContains: $t}) { totalCount } }',
          variables: { t: '\u0000' },
        },
      ],
      [
        400,
        'GRAPHQL_VALIDATION_FAILED',
        { query: '{ organisations(filter: {kind: EMPEROR}) { totalCount } }' },
      ],
      [
        400,
        'BAD_USER_INPUT',
        { query: '{ organisations(filter: {registeredFrom: "2022-02-30"}) { totalCount } }' },
      ],
      [404, 'BAD_REQUEST', { path: '/emperors' }],
      [413, 'BAD_REQUEST', { body: JSON.stringify({ query: ' '.repeat(70_000) }) }],
      [415, 'BAD_REQUEST', { headers: { 'content-type': 'text/plain' } }],
      [415, 'BAD_REQUEST', { headers: { 'content-type': 'application/json; charset=ibm420' } }],
    ];
    for (const [status, code, given] of refused) {
      const answer = await call(given);
      expect({ given, status: answer.status, codes: codes(answer.json) }).toEqual({
        given,
        status,
        codes: [code],
      });
    }
    expect((await fetch(`${server.url}/organisations`)).status).toBe(405);
  });

  test('has one line in the log, whatever becomes of it', async () => {
    const line = async (given: Call) => {
      answered.length = 0;
      await call(given);
      await expect.poll(() => answered.length).toBe(1);
      return answered[0];
    };
    const common = { at: '/organisations', milliseconds: expect.any(Number) };
    const named = { headers: { [wire.operationHeader]: 'Listing', [wire.correlationHeader]: 'abc-2' } };
    expect(await line(named)).toEqual({
      ...common,
      correlationId: 'abc-2',
      operation: 'Listing',
      roles: ['PUBLIC'],
      outcome: 'complete',
      status: 200,
    });
    const odd = { headers: { [wire.operationHeader]: 'a b', [wire.deadlineHeader]: '5000' } };
    expect(await line(odd)).toMatchObject({ ...common, operation: null });
    expect(await line({ token: null })).toMatchObject({
      ...common,
      outcome: 'refused',
      status: 401,
      codes: ['UNAUTHENTICATED'],
    });
    expect(await line({ query: '{ organisations(first: 0) { totalCount } }' })).toMatchObject({
      outcome: 'incomplete',
      status: 200,
      codes: ['INVALID_PAGE_SIZE'],
    });
    expect(await line({ query: '{ emperor }' })).toMatchObject({ outcome: 'refused', status: 400 });
    expect(await line({ path: '/emperors' })).toMatchObject({ at: '/emperors', status: 404 });
  });

  test('SQL in a filter is a text like any other', async () => {
    const { json } = await call({
      query: 'query ($t: String) { organisations(filter: {nameContains: $t}) { totalCount } }',
      variables: { t: "'; drop table organisation; --" },
    });
    expect(json).toEqual({ data: { organisations: { totalCount: 0 } } });
  });

  test('an error of the database shows its code, never its text', async () => {
    // A NUL that arrives as a literal of the document reaches PostgreSQL, which refuses it.
    const { json } = await call({
      query: String.raw`{ organisations(filter: {nameContains: "\u0000"}) { totalCount } }`,
    });
    expect(codes(json)).toEqual(['INVALID_INPUT']);
    expect(JSON.stringify(json)).not.toMatch(/select|organisation r|invalid byte/);
    expect(json).toMatchObject({ data: { organisations: { totalCount: null } } });
  });
});

describe('a database that goes away', () => {
  test('is DATABASE_UNAVAILABLE on the fields that need it, not ready, and heals by itself', async () => {
    await proxy.cut();
    const { status, json } = await call({});
    expect(status).toBe(200);
    expect(codes(json)).toEqual(['DATABASE_UNAVAILABLE']);
    expect(JSON.stringify(json)).not.toMatch(/ECONN|127\.0\.0\.1|postgres/);
    expect(logged.at(-1)).toContain('request failed');
    expect((await fetch(`${server.url}/ready`)).status).toBe(503);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    await proxy.mend();
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    expect((await call({})).json).toEqual({ data: { organisations: { totalCount: 2 } } });
  });

  test('does not keep a deployment from starting', async () => {
    await proxy.cut();
    const database = await openDatabase({ url: databaseUrl, subgraphs: [organisations] });
    expect(await database.answers()).toBe(false);
    await expect(database.migrate()).rejects.toThrow();
    await proxy.mend();
    expect(await database.answers()).toBe(true);
    expect(await database.migrate()).toEqual([]);
    await database.close();
  });
});

test('a call whose deadline passes is answered at the deadline, and its statement does not outlive it', async () => {
  const county = await openCounty(raoping);
  const blocker = county.database.em();
  await blocker.begin();
  await blocker.execute('lock table organisation in access exclusive mode');
  const database = await openDatabase({ url: county.url, subgraphs: [organisations] });
  const slow = await startServer({
    deployment: 'city',
    subgraphs: [organisations],
    database,
    federation,
    owned: [raoping],
    keys,
    cursorKey,
  });
  const first = server;
  server = slow;
  const begun = performance.now();
  const { status, json } = await call({ headers: { [wire.deadlineHeader]: '200' } });
  server = first;
  expect({ status, codes: codes(json) }).toEqual({ status: 504, codes: ['JURISDICTION_TIMEOUT'] });
  expect(performance.now() - begun).toBeLessThan(2_000);
  await expect
    .poll(async () => {
      const waiting = await county.database
        .em()
        .execute<{ n: number }[]>(
          `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
      return waiting[0]?.n;
    })
    .toBe(0);
  await blocker.rollback();
  await slow.close();
  await database.close();
  await county.close();
});

test('a server that closes says that it is not ready, and lets the calls on their way end', async () => {
  const county = await openCounty(raoping);
  const draining = await startServer({
    deployment: 'city',
    subgraphs: [organisations],
    database: county.database,
    federation,
    owned: [raoping],
    keys,
    cursorKey,
  });
  const first = server;
  server = draining;
  const calls = Promise.all(Array.from({ length: 20 }, () => call({})));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const ready = async () => (await fetch(`${draining.url}/ready`)).status;
  expect(await ready()).toBe(200);
  const closed = draining.close();
  expect(await ready()).toBe(503);
  const last = await call({});
  expect([last.status, last.headers.get('connection')]).toEqual([200, 'close']);
  const answers = await calls;
  server = first;
  await closed;
  await expect(ready()).rejects.toThrow();
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  await county.close();
});
