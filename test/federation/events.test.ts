import { setTimeout as sleep } from 'node:timers/promises';

import type { RecordId } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Answer, codesOf } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// The feed of events over a federation, as a front end follows it.

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

const counties = ['445102', '445103', '445122'] as const;
type County = (typeof counties)[number];
const auditor: Viewer = {
  subject: 'auditor',
  roles: ['AUDITOR'],
  jurisdictions: [parseJurisdictionCode('445100')],
};

interface Page {
  jurisdiction: { code: string; name: string };
  cursor: string;
  more: boolean;
  events: { id: string; appeal: { title: string; organisation: { name: string } } }[];
}

class Follower {
  readonly cursors = new Map<string, string>();
  readonly seen: string[] = [];
  readonly #federation: ShardedFederation;

  constructor(federation: ShardedFederation) {
    this.#federation = federation;
  }

  async read(): Promise<Answer & { pages: Page[] }> {
    const answer = await this.#federation.ask(auditor, {
      query: `query ($after: [ID!]) { events(after: $after, first: 500) {
        jurisdiction { code name } cursor more events { id appeal { title organisation { name } } } } }`,
      variables: { after: [...this.cursors.values()] },
    });
    const pages = (answer.data as { events: Page[] | null }).events ?? [];
    for (const { jurisdiction, cursor, events } of pages) {
      this.cursors.set(jurisdiction.code, cursor);
      this.seen.push(...events.map(({ appeal }) => appeal.title));
    }
    return { ...answer, pages };
  }

  /** Until as many events have come; positions are given a moment after the commit. */
  async until(count: number): Promise<string[]> {
    for (let wait = 0; wait < 100 && this.seen.length < count; wait++) {
      await this.read();
      await sleep(50);
    }
    return this.seen;
  }
}

let raised = 0;
async function raise(federation: ShardedFederation, county: County, title: string): Promise<void> {
  const officer: Viewer = {
    subject: 'officer',
    roles: ['COUNTY'],
    jurisdictions: [parseJurisdictionCode(county)],
  };
  const organisation = world.ledgers[county]!.organisations[0]!.id as RecordId;
  const { errors } = await federation.ask(officer, {
    query: `mutation ($key: ID!, $input: RaiseAppealInput!) {
      raiseAppeal(idempotencyKey: $key, input: $input) { appeal { id } } }`,
    variables: {
      key: `raise-${(raised += 1)}-${title}`,
      input: { jurisdiction: county, organisation, title },
    },
  });
  expect(errors).toBeUndefined();
}

describe.each(['apart', 'pairs', 'together'] as const)('with deployments %s', (name) => {
  let federation: ShardedFederation;
  beforeAll(async () => {
    federation = await world.shard(layouts[name], { background: true });
  }, 60_000);

  test('every jurisdiction has its page, in the order of codes, and its own cursor', async () => {
    const follower = new Follower(federation);
    for (const county of counties) await raise(federation, county, county);
    expect([...(await follower.until(3))].sort()).toEqual([...counties]);
    const { pages, extensions } = await follower.read();
    expect(pages.map(({ jurisdiction }) => jurisdiction.code)).toEqual(['445100', ...counties]);
    expect(pages.every(({ more, events }) => !more && events.length === 0)).toBe(true);
    expect(extensions).not.toHaveProperty('incomplete');
    await raise(federation, '445103', '其后');
    expect((await follower.until(4)).at(-1)).toBe('其后');
  });
});

test('a silent county is named, keeps its cursor, and catches up: nothing is missed', async () => {
  const raoping = '445122';
  const federation = await world.shard(layouts.apart, {
    processes: [raoping],
    background: true,
    deadline: 3_000,
    client: { health: { coolDown: 100, longestCoolDown: 400 } },
  });
  const follower = new Follower(federation);
  await raise(federation, raoping, '先前');
  await follower.until(1);
  const before = follower.cursors.get(raoping)!;
  await raise(federation, raoping, '未取到');
  const { process } = federation.deployments.find(({ codes }) => codes.includes(raoping))!;
  await process!.kill();

  await raise(federation, '445103', '其他地区');
  await follower.until(2);
  const silent = await follower.read();
  expect(silent.pages.map(({ jurisdiction }) => jurisdiction.code)).toEqual(['445100', '445102', '445103']);
  expect(codesOf(silent)).toEqual(['JURISDICTION_DOWN']);
  expect(silent.extensions).toMatchObject({ incomplete: [['events']] });
  expect(follower.seen).toEqual(['先前', '其他地区']);
  expect(follower.cursors.get(raoping)).toBe(before);

  await process!.restart();
  expect(await follower.until(3)).toEqual(['先前', '其他地区', '未取到']);
}, 60_000);
