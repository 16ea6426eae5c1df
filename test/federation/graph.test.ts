import { graphClient, wholeData } from '@jiedui/kit/graph';
import { industriesOf } from '@jiedui/services/appeal/industry/schedule';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// What a deployment gets from the gateway with its own token.

let world: World;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart, { processes: ['445122'], deadline: 2_000 });
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

async function graph() {
  const tokenFile = await world.keys.deploymentToken('chaoan', [parseJurisdictionCode('445103')]);
  return graphClient({ url: federation.url, tokenFile });
}

test('a deployment asks over all counties, and sees what the public sees', async () => {
  const query = '{ organisations(first: 2) { totalCount nodes { id name } } appealGroups(by: []) { count } }';
  const asDeployment = await (await graph()).ask(query);
  expect(asDeployment.jurisdictions).toHaveLength(4);
  expect(wholeData(asDeployment)).toEqual((await federation.ask(null, { query })).data);

  const hidden = await (
    await graph()
  ).ask('{ organisations(first: 1) { nodes { contactPhone } } appeals(first: 1) { totalCount } }');
  expect(hidden.whole).toBe(false);
  expect(new Set(hidden.errors.map(({ code }) => code))).toEqual(new Set(['FORBIDDEN']));
});

test('a deployment learns the industries of its organisations, by as many as are asked for at once', async () => {
  const organisations = world.ledgers['445103']!.organisations.slice(0, 50);
  expect(
    await industriesOf(
      await graph(),
      organisations.map(({ id }) => id),
    ),
  ).toEqual(new Map(organisations.map(({ id, industry }) => [id, industry])));
});

test('a silent county is named to the deployment that asks', async () => {
  const raoping = federation.deployments.find(({ codes }) => codes.includes('445122'))!;
  await raoping.process!.kill();
  const answer = await (await graph()).ask('{ organisations(first: 2) { totalCount } }');
  expect(answer.data).toMatchObject({ organisations: { totalCount: expect.any(Number) as number } });
  expect(answer.whole).toBe(false);
  expect(answer.jurisdictions.find(({ code }) => code === '445122')?.outcome).not.toBe('answered');
  expect(() => wholeData(answer)).toThrow(/445122/);
});
