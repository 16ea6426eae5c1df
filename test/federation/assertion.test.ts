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
  ): Promise<Record<string, string>> {
    const body = JSON.stringify(question);
    const token = await signAssertion(world.keys.gateway, viewers.auditor, { deployment, body }, now);
    return { authorization: `Bearer ${token}` };
  }

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
    ['with an assertion of two minutes ago', () => assertion(undefined, Date.now() - 121_000)],
    ['with an assertion of two minutes hence', () => assertion(undefined, Date.now() + 121_000)],
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

  test('_entities and _service need an assertion too', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      expect((await straight({}, { query })).status).toBe(401);
    }
  });
});
