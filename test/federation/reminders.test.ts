import { clockOf } from '@jiedui/kit/clock';
import { contextOf } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { openDatabase } from '@jiedui/kit/orm';
import { remind } from '@jiedui/pairings/reminder/remind';
import { pairings } from '@jiedui/pairings/subgraph';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** Digests of every jurisdiction, through the gateway. */
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
const written = new Map<string, number>();

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
  for (const { database: placed, codes } of federation.deployments) {
    const database = await openDatabase({ url: placed.url, subgraphs: [pairings] });
    const context = contextOf({
      viewer: publicViewer,
      em: database.em(),
      owned: codes.map(parseJurisdictionCode),
      federation: federationOf([]),
      clock: clockOf(() => new Date('2023-06-27T01:00:00Z')),
      seal: cursorSeal('the cursor key of these tests alone, 32+'),
    });
    written.set(codes[0]!, await remind(context));
    await database.close();
  }
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

interface Digest {
  id: string;
  due: number;
  overdue: number;
  readAt: string | null;
  unit: { id: string; name: string };
  jurisdiction: { code: string };
  items: { title: string; instructor: { name: string } | null; pairing: { title: string } | null }[];
}

const fields = `totalCount nodes { id due overdue readAt unit { id name } jurisdiction { code }
  items { title instructor { name } pairing { title } } }`;

async function seenBy(viewer: Viewer): Promise<{ totalCount: number; nodes: Digest[] }> {
  const { data, errors } = await federation.ask(viewer, { query: `{ reminders(first: 200) { ${fields} } }` });
  expect(errors).toBeUndefined();
  return (data as { reminders: { totalCount: number; nodes: Digest[] } }).reminders;
}

test('an auditor sees the digests of every jurisdiction, each with its unit and who owes what', async () => {
  const { totalCount, nodes } = await seenBy(viewers.auditor);
  expect(totalCount).toBe([...written.values()].reduce((sum, each) => sum + each, 0));
  expect(new Set(nodes.map(({ jurisdiction }) => jurisdiction.code))).toEqual(
    new Set([...written].filter(([, count]) => count > 0).map(([code]) => code)),
  );
  const items = nodes.flatMap((digest) => digest.items);
  for (const { title, instructor, pairing } of items) expect(pairing?.title ?? instructor?.name).toBe(title);
  expect(items.some(({ instructor }) => instructor !== null)).toBe(true);
  for (const { due, overdue, items: own, unit } of nodes) {
    expect(own).toHaveLength(due + overdue);
    expect(unit.name).toMatch(/\p{Script=Han}/u);
  }
});

test('an officer sees those of the own county; a liaison those of the unit, and marks them read where they lie', async () => {
  const ofCounty = await seenBy(viewers.county);
  expect(ofCounty.totalCount).toBe(written.get('445103'));
  expect(new Set(ofCounty.nodes.map(({ jurisdiction }) => jurisdiction.code))).toEqual(new Set(['445103']));

  const [first] = ofCounty.nodes;
  const liaison: Viewer = {
    subject: 'liaison',
    roles: ['UNIT'],
    jurisdictions: [parseJurisdictionCode('445103')],
    unit: first!.unit.id as NonNullable<Viewer['unit']>,
  };
  const own = await seenBy(liaison);
  expect(own.nodes.map(({ id }) => id)).toEqual([first!.id]);
  const marked = await federation.ask(liaison, {
    query: `mutation ($id: ID!) { markReminderRead(idempotencyKey: "mark-${first!.id}", id: $id) { reminder { id readAt } } }`,
    variables: { id: first!.id },
  });
  expect(marked.errors).toBeUndefined();
  const edge = await federation.ask(liaison, {
    query: `query ($unit: ID!) { memberUnit(id: $unit) { reminders(filter: {read: true}) { nodes { id readAt } } } }`,
    variables: { unit: first!.unit.id },
  });
  expect(edge.data).toEqual({
    memberUnit: { reminders: { nodes: [{ id: first!.id, readAt: expect.stringMatching(/Z$/) }] } },
  });
});

test('the public is refused', async () => {
  const { data, errors } = await federation.ask(null, { query: '{ reminders { totalCount } }' });
  expect(data).toEqual({ reminders: null });
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toContain('FORBIDDEN');
});
