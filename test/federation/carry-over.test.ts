import { setTimeout as sleep } from 'node:timers/promises';

import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { handlingIn, type Handling, raiseAppeal, takeStep } from '../support/appeal-steps.ts';
import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// A resolved appeal of 潮安 becomes a solved problem of the city's pairing, whoever hosts whom.

let world: World;
let viewers: Viewers;
beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

describe.each([
  ['each in its own deployment', layouts.apart],
  ['hosted by the city', layouts.pairs],
])('%s', (_, layout) => {
  let federation: ShardedFederation;
  let handling: Handling;
  let appeal: RecordId;

  beforeAll(async () => {
    federation = await world.shard(layout, { background: true });
    handling = handlingIn(world.ledgers, '445100', '445103');
    const unit = world.ledgers['445100']!.memberUnits[0]!.id;
    appeal = await raiseAppeal(federation, handling, { key: 'raised-once', unit, title: '只有办理的人知道' });
    await takeStep(federation, handling, { key: 'accepted-once', id: appeal, step: 'acceptAppeal' });
  }, 60_000);

  const query = (): string => `{
    activities(filter: { pairing: "${handling.pairing}", kind: [SOLVED_PROBLEM], provenance: [ENTERED] }) {
      nodes { title source appeal { title } }
    }
  }`;
  async function solved(count: number, viewer: Viewer): Promise<object[]> {
    let nodes: object[] = [];
    for (let wait = 0; wait < 100; wait++) {
      const { data } = await federation.ask(viewer, { query: query() });
      ({ nodes } = (data as { activities: { nodes: object[] } }).activities);
      if (nodes.length === count) return nodes;
      await sleep(100);
    }
    return nodes;
  }

  test('it is there when the appeal is resolved, and who may see the appeal finds it there', async () => {
    await takeStep(federation, handling, { key: 'resolved-once', id: appeal, step: 'resolveAppeal' });
    const plain = { title: '协调解决实际问题', source: 'CITY 445100' };
    expect(await solved(1, viewers.county)).toEqual([{ ...plain, appeal: { title: '只有办理的人知道' } }]);
    for (const viewer of [viewers.public, viewers.city, viewers.otherCounty]) {
      expect(await solved(1, viewer)).toEqual([{ ...plain, appeal: null }]);
    }
  });

  test('it goes when the organisation says that it is not', async () => {
    await takeStep(federation, handling, { key: 'disputed-once', id: appeal, step: 'confirmAppeal' });
    expect(await solved(0, viewers.public)).toEqual([]);
  });
});
