import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const county = '445103';
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, county, '445122');
  federation = await world.shard(layouts.apart, {
    gatewayProcess: { JIEDUI_LOG_LEVEL: 'info' },
    processes: [county],
    processOptions: { logLevel: 'info' },
  });
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

type Line = Record<string, unknown>;

async function ask(
  correlationId: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return federation.ask(viewers.city, { query }, { 'x-jiedui-correlation-id': correlationId, ...headers });
}

/** What a log says of what was answered under this id; it may be written after the answer has come. */
async function linesOf(log: () => string, correlationId: string, least = 1): Promise<Line[]> {
  return vi.waitFor(() => {
    const lines = log()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line)
      .filter((line) => line['correlationId'] === correlationId && line['msg'] === 'answered');
    expect(lines.length).toBeGreaterThanOrEqual(least);
    return lines;
  });
}

const gatewayLog = () => federation.process!.log();
const countyLog = () => federation.deployments.find(({ codes }) => codes.includes(county))!.process!.log();
const milliseconds = expect.toSatisfy((value) => Number.isInteger(value) && (value as number) >= 0);

test('gateway and deployment each tell jurisdiction, operation, duration and outcome, under one correlation id', async () => {
  const { errors } = await ask(
    'a-whole-answer',
    'query WhoIsHere { organisations(first: 2) { nodes { name } } }',
  );
  expect(errors).toBeUndefined();
  expect(await linesOf(gatewayLog, 'a-whole-answer')).toMatchObject([
    {
      operation: 'WhoIsHere',
      kind: 'query',
      roles: ['CITY'],
      outcome: 'complete',
      jurisdictions: {
        '445100': 'answered',
        '445102': 'answered',
        '445103': 'answered',
        '445122': 'answered',
      },
      status: 200,
      cost: expect.any(Number),
      milliseconds,
    },
  ]);
  expect(await linesOf(countyLog, 'a-whole-answer')).toMatchObject([
    {
      deployment: `d-${county}`,
      jurisdictions: [county],
      at: '/organisations',
      operation: 'WhoIsHere',
      roles: ['CITY'],
      outcome: 'complete',
      status: 200,
      milliseconds,
    },
  ]);
});

test('what a deployment refuses is told by its codes, by both', async () => {
  const forbidden = `query Phone { organisations(first: 1, jurisdictions: ["${county}"]) { nodes { contactPhone } } }`;
  await federation.ask(null, { query: forbidden }, { 'x-jiedui-correlation-id': 'a-hidden-field' });
  expect(await linesOf(gatewayLog, 'a-hidden-field')).toMatchObject([
    { operation: 'Phone', roles: ['PUBLIC'], outcome: 'incomplete', codes: ['FORBIDDEN'], milliseconds },
  ]);
  expect(await linesOf(countyLog, 'a-hidden-field')).toMatchObject([
    { operation: 'Phone', roles: ['PUBLIC'], outcome: 'incomplete', codes: ['FORBIDDEN'], milliseconds },
  ]);
});

test('what the gateway refuses is in its log alone', async () => {
  await ask('a-wrong-page', 'query Pages { pairings(first: 0) { totalCount } }');
  await ask('a-wrong-document', '{ nothing }');
  await ask('a-wrong-token', '{ __typename }', { authorization: 'Bearer x' });
  await ask('a-wrong-type', '{ __typename }', { 'content-type': 'text/plain' });
  const refused = (status: number, code: string) => ({
    outcome: 'refused',
    status,
    codes: [code],
    milliseconds,
  });
  expect(await linesOf(gatewayLog, 'a-wrong-page')).toMatchObject([
    { operation: 'Pages', kind: 'query', roles: ['CITY'], ...refused(400, 'INVALID_PAGE_SIZE') },
  ]);
  expect(await linesOf(gatewayLog, 'a-wrong-document')).toMatchObject([
    refused(400, 'GRAPHQL_VALIDATION_FAILED'),
  ]);
  expect(await linesOf(gatewayLog, 'a-wrong-token')).toMatchObject([
    { ...refused(401, 'UNAUTHENTICATED'), reason: expect.any(String) },
  ]);
  expect(await linesOf(gatewayLog, 'a-wrong-type')).toMatchObject([refused(400, 'BAD_REQUEST')]);
  for (const id of ['a-wrong-page', 'a-wrong-document', 'a-wrong-token', 'a-wrong-type']) {
    expect(countyLog()).not.toContain(id);
  }
});

test('an operation with a name of 50,000 characters is answered; the logs have its beginning', async () => {
  const name = 'N'.repeat(50_000);
  const { errors } = await ask('a-long-name', `query ${name} { organisations(first: 1) { totalCount } }`);
  expect(errors).toBeUndefined();
  for (const log of [gatewayLog, countyLog]) {
    expect(await linesOf(log, 'a-long-name')).toMatchObject([{ operation: 'N'.repeat(128) }]);
  }
});

test('no variable, no row and no token stands in a log', async () => {
  await federation.ask(
    viewers.city,
    {
      query:
        'query Search($t: String) { organisations(first: 3, filter: { nameContains: $t }) { nodes { name } } }',
      variables: { t: '海润' },
    },
    { 'x-jiedui-correlation-id': 'a-search-by-name' },
  );
  await linesOf(countyLog, 'a-search-by-name');
  for (const log of [gatewayLog(), countyLog()]) expect(log).not.toMatch(/海润|eyJ|Bearer/);
});
