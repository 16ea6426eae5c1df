import { createHash } from 'node:crypto';

import { signAssertion } from '@jiedui/gateway/viewer/assertion';
import { writeCursor } from '@jiedui/schema/contract/cursor';
import { encodeKey } from '@jiedui/schema/contract/order';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { onlyError } from '../support/only-error.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let viewers: Viewers;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

async function ask(query: string, variables?: Record<string, unknown>): Promise<Answer> {
  return federation.ask(viewers.city, { query, variables });
}

const expected = expect.stringMatching(/\S/);

describe('a page that nobody would give', () => {
  test.each<[string, string, string, Record<string, unknown>?]>([
    ['first: 0', '{ pairings(first: 0) { totalCount } }', 'INVALID_PAGE_SIZE'],
    ['first: 501', '{ pairings(first: 501) { totalCount } }', 'INVALID_PAGE_SIZE'],
    ['first: -1', '{ pairings(first: -1) { nodes { id } } }', 'INVALID_PAGE_SIZE'],
    ['last: 0', '{ pairings(last: 0) { nodes { id } } }', 'INVALID_PAGE_SIZE'],
    ['first and last', '{ pairings(first: 1, last: 1) { nodes { id } } }', 'INVALID_PAGE_SIZE'],
    [
      'first: 0 by variable',
      'query Q($n: Int) { pairings(first: $n) { totalCount } }',
      'INVALID_PAGE_SIZE',
      { n: 0 },
    ],
    [
      'a nested page of 501',
      '{ jurisdiction(code: "445103") { organisations(first: 501) { totalCount } } }',
      'INVALID_PAGE_SIZE',
    ],
    ['events: first: 0', '{ events(first: 0) { cursor } }', 'INVALID_PAGE_SIZE'],
    ['a cursor that is none', '{ pairings(after: "x") { nodes { id } } }', 'INVALID_CURSOR'],
    [
      'a nested cursor that is none, beside a good field',
      '{ memberUnits { totalCount } organisations(first: 1) { nodes { pairings(before: "x") { totalCount } } } }',
      'INVALID_CURSOR',
    ],
  ])('%s is refused whole, before any deployment is asked: 400', async (_, query, code, variables) => {
    const answer = await ask(query, variables);
    expect(answer.status).toBe(400);
    expect(onlyError(answer)).toMatchObject({ code, expected, received: expected });
    expect(answer).not.toHaveProperty('data');
    expect(answer.extensions).toEqual({ correlationId: expected });
  });

  test('a deployment holds to the size of a page itself', async () => {
    const body = JSON.stringify({ query: '{ pairings(first: 0) { totalCount } }' });
    const { name, url } = federation.deployments[0]!;
    const token = await signAssertion(world.keys.gateway, viewers.city, { deployment: name, body });
    const answer = await fetch(`${url}/pairings`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    });
    expect((await answer.json()) as Answer).toMatchObject({
      errors: [{ extensions: { code: 'INVALID_PAGE_SIZE', expected: '1 to 500 rows', received: '0' } }],
      data: { pairings: null },
    });
  });
});

describe('a cursor', () => {
  const page = (given: string, after?: string) =>
    `{ organisations(first: 2${given}${after === undefined ? '' : `, after: "${after}"`}) { edges { cursor } nodes { id } } }`;
  const byName = ', orderBy: { field: NAME }';

  async function cursorOf(given: string): Promise<string> {
    const { data } = await ask(page(given));
    return (data as { organisations: { edges: { cursor: string }[] } }).organisations.edges[0]!.cursor;
  }

  test('is taken where it was given', async () => {
    const cursor = await cursorOf(byName);
    expect((await ask(page(byName, cursor))).errors).toBeUndefined();
  });

  test.each([
    ['of another direction', byName, ', orderBy: { field: NAME, direction: DESCENDING }'],
    ['of another ordering', byName, ', orderBy: { field: EMPLOYEES }'],
    ['of another filter', byName, `${byName}, filter: { industry: [C] }`],
    ['of other jurisdictions', byName, `${byName}, jurisdictions: ["445103"]`],
  ])('%s is refused', async (_, given, elsewhere) => {
    const cursor = await cursorOf(given);
    const answer = await ask(page(elsewhere, cursor));
    expect(answer.status).toBe(400);
    expect(onlyError(answer)).toMatchObject({
      code: 'INVALID_CURSOR',
      path: ['organisations'],
      expected,
      received: expected,
    });
  });

  test('of another list is refused', async () => {
    const cursor = await cursorOf(byName);
    const error = onlyError(
      await ask(`{ memberUnits(first: 2, after: "${cursor}", orderBy: { field: NAME }) { nodes { id } } }`),
    );
    expect(error).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('that somebody made is refused, however well it is made', async () => {
    const key = encodeKey(['a', world.ledgers['445103']!.organisations[0]!.id], 'ASCENDING');
    const hash = createHash('sha256').update(key).digest();
    const forged = writeCursor({ seal: hash.subarray(0, 16), fingerprint: hash.subarray(16, 24), key });
    expect(onlyError(await ask(page(byName, forged)))).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('with one byte changed is refused', async () => {
    const cursor = await cursorOf(byName);
    for (const at of [1, 30, Math.floor(cursor.length * 0.7)]) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(onlyError(await ask(page(byName, changed)))).toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });
});
