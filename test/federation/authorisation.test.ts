import { readFile } from 'node:fs/promises';

import { mintClientToken } from '@jiedui/gateway/viewer/client-token';
import { createSigningKey, signerOf } from '@jiedui/gateway/viewer/keys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codesOf, type Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { viewersOf, type ViewerName, type Viewers } from '../support/viewers.ts';
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

async function ask(viewer: ViewerName, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  return federation.ask(viewers[viewer], { query, variables });
}

describe('a token', () => {
  const hour = 3_600_000;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const whole = () => mintClientToken(world.keys.client, viewers.auditor);
  /** The token again, with other claims or another header, under no signature that fits. */
  const changed = async (claims: object, header: object = {}) => {
    const [head, body, signature] = (await whole()).split('.') as [string, string, string];
    const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    return `${part({ ...read(head), ...header })}.${part({ ...read(body), ...claims })}.${signature}`;
  };

  test('that is good is taken', async () => {
    const answer = await federation.ask(
      null,
      { query: '{ appeals(first: 1) { totalCount } }' },
      { authorization: `Bearer ${await whole()}` },
    );
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
  });

  test.each<[string, () => Promise<string>]>([
    [
      'has expired',
      () => mintClientToken(world.keys.client, viewers.auditor, { now: Date.now() - 25 * hour }),
    ],
    [
      'is of the future (nbf)',
      () => mintClientToken(world.keys.client, viewers.auditor, { now: Date.now() + hour }),
    ],
    ['is for another audience', () => changed({ aud: 'somebody-else' })],
    ['has more roles than were signed', () => changed({ roles: ['CITY', 'AUDITOR'] })],
    ['is signed by nobody, alg: none', () => changed({}, { alg: 'none' })],
    [
      'is signed by a key of its own making',
      async () => mintClientToken(await signerOf((await createSigningKey()).privateJwk), viewers.auditor),
    ],
    [
      'is signed with the public key as a secret',
      async () => {
        const { createHmac } = await import('node:crypto');
        const [, body] = (await whole()).split('.');
        const signed = `${part({ alg: 'HS256', kid: world.keys.client.kid })}.${body}`;
        const secret = await readFile(world.keys.files.clientKeys);
        return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      },
    ],
    ['is a gateway’s, for a county', async () => mintClientToken(world.keys.gateway, viewers.auditor)],
  ])('that %s is refused: 401', async (_, make) => {
    const answer = await federation.ask(
      null,
      { query: '{ appeals(first: 1) { totalCount } }' },
      { authorization: `Bearer ${await make()}` },
    );
    expect(answer.status).toBe(401);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer).not.toHaveProperty('data');
  });
});

describe('what a viewer may not see', () => {
  test.each<[string, ViewerName, string, string]>([
    ['filtered', 'public', '{ a: appeals(filter: { tier: [T3] }) { totalCount nodes { id } } }', 'a'],
    ['sorted', 'public', '{ a: appeals(orderBy: { field: DUE_ON }) { nodes { id } } }', 'a'],
    ['grouped by the first receiver', 'public', '{ a: appealGroups(by: [UNIT]) { key count } }', 'a'],
    [
      'grouped by it among others',
      'organisation',
      '{ a: appealGroups(by: [TIER, UNIT]) { key count } }',
      'a',
    ],
    [
      'grouped by industry',
      'otherCounty',
      '{ a: appealGroups(by: [INDUSTRY], jurisdictions: ["445103"]) { key count } }',
      'a',
    ],
    ['filtered by who looked', 'county', '{ a: contactAccesses(filter: {}) { totalCount } }', 'a'],
    ['sorted by when', 'city', '{ a: contactAccesses(orderBy: { field: READ_AT }) { nodes { id } } }', 'a'],
  ])('cannot be %s: denied', async (_, viewer, query, root) => {
    const answer = await ask(viewer, query);
    expect(answer.data).toEqual({ [root]: null });
    expect(new Set(codesOf(answer))).toEqual(new Set(['FORBIDDEN']));
  });

  test.each([
    [
      'filter',
      'query Q($f: OrganisationFilter) { organisations(filter: $f) { totalCount } }',
      { f: { contactPhone: '138' } },
    ],
    [
      'sort',
      'query Q($f: OrganisationOrder) { organisations(orderBy: $f) { totalCount } }',
      { f: { field: 'CONTACT_PHONE' } },
    ],
    [
      'group',
      'query Q($f: [OrganisationDimension!]!) { organisationGroups(by: $f) { count } }',
      { f: ['CONTACT_PHONE'] },
    ],
  ])('has no %s in the schema at all: 400, also for those who may see it', async (_, query, variables) => {
    for (const viewer of ['public', 'county', 'auditor'] as const) {
      const answer = await ask(viewer, query, variables);
      expect([answer.status, ...codesOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
      expect(answer).not.toHaveProperty('data');
    }
  });
});

describe('the id of another county’s record', () => {
  const hidden = async (id: string, none: string, root: string, field: string) => {
    const [one, other] = await Promise.all(
      [id, none].map((each) => ask('otherCounty', `{ ${root}(id: "${each}") { ${field} } }`)),
    );
    expect(one!.data).toEqual({ [root]: null });
    expect([one!.status, one!.data, one!.errors]).toEqual([other!.status, other!.data, other!.errors]);
  };

  test('is answered as one that nobody has', async () => {
    const { id } = world.ledgers['445103']!.appeals[0]!;
    await hidden(id, `${id.slice(0, -4)}0000`, 'appeal', 'title');
  });

  test('finds nothing under the code of the viewer’s own county', async () => {
    const { id } = world.ledgers['445103']!.organisations[0]!;
    const own = id.replace('445103', '445122');
    await hidden(own, `${own.slice(0, -4)}0000`, 'organisation', 'name');
  });
});
