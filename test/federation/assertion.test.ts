import { signAssertion } from '@jiedui/gateway/viewer/assertion';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codesOf, createHttpClient, type Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
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

describe('straight at a county', () => {
  const question = { query: '{ organisations(first: 1) { nodes { name } } }' };

  async function straight(headers: Record<string, string>, asked = question): Promise<Answer> {
    await using county = createHttpClient(`${federation.deployments[2]!.url}/organisations`);
    return await county.ask(asked, headers);
  }

  async function assertion(
    deployment = federation.deployments[2]!.name,
    now?: number,
    forge: (token: string) => string = (token) => token,
  ): Promise<Record<string, string>> {
    const body = JSON.stringify(question);
    const token = await signAssertion(world.keys.gateway, viewers.auditor, { deployment, body }, now);
    return { authorization: `Bearer ${forge(token)}` };
  }

  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = (token: string) => `${encoded({ alg: 'none' })}.${token.split('.')[1]}.`;
  /** The claims of another viewer under the signature of this one. */
  const resigned = (token: string) => {
    const [header, claims, signature] = token.split('.') as [string, string, string];
    const own = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    return `${header}.${encoded({ ...own, sub: 'somebody else' })}.${signature}`;
  };

  test('a signed call is answered, once', async () => {
    const headers = await assertion();
    expect((await straight(headers)).status).toBe(200);
    expect((await straight(headers)).status).toBe(401);
  });

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['without an assertion', async () => ({})],
    [
      'with a client’s token',
      async () => ({ authorization: `Bearer ${await world.keys.token(viewers.auditor)}` }),
    ],
    ['with an assertion for another county', () => assertion('d-445102')],
    ['with an assertion of a clock 61 s behind', () => assertion(undefined, Date.now() - 61_000)],
    ['with an assertion of a clock 61 s ahead', () => assertion(undefined, Date.now() + 61_000)],
    ['with an assertion that nobody signed', () => assertion(undefined, undefined, unsigned)],
    ['with the signature of another assertion', () => assertion(undefined, undefined, resigned)],
    [
      'with identity headers of the client’s own',
      async () => ({ 'x-roles': 'AUDITOR', 'x-jiedui-viewer': 'auditor' }),
    ],
  ])('%s a call is refused: 401', async (_, headers) => {
    const answer = await straight(await headers());
    expect(answer.status).toBe(401);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.data).toBeUndefined();
  });

  test('with a body changed after signing a call is refused: 401', async () => {
    const answer = await straight(await assertion(), {
      query: '{ organisations(first: 2) { nodes { contactPhone } } }',
    });
    expect(answer.status).toBe(401);
  });

  test('a clock that differs by less than half a minute is taken', async () => {
    for (const off of [-25_000, 25_000]) {
      expect((await straight(await assertion(undefined, Date.now() + off))).status).toBe(200);
    }
  });

  test('_entities and _service need an assertion too', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      expect((await straight({}, { query })).status).toBe(401);
    }
  });
});
