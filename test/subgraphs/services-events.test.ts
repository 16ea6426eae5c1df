import { clockOf } from '@jiedui/kit/clock';
import { Dispatch } from '@jiedui/kit/dispatch';
import { openDatabase, type Database } from '@jiedui/kit/orm';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { announceAppeal } from '@jiedui/services/appeal/announce';
import type { AppealState, AppealTier } from '@jiedui/services/appeal/terms';
import { services } from '@jiedui/services/subgraph';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import {
  all,
  chaoan,
  city,
  codes,
  id,
  officer,
  openWorld,
  raoping,
  type Row,
  type World,
} from './pairings-world.ts';

let world: World;
let database: Database;
let dispatch: Dispatch;
const auditor = officer('AUDITOR', city);

beforeAll(async () => {
  world = await openWorld(services);
  database = await openDatabase({ url: world.url, subgraphs: [services], connections: 20 });
  dispatch = new Dispatch({
    em: () => database.em(),
    subgraph: 'services',
    deliveries: [],
    courier: async () => ({ kind: 'delivered' }),
    log: { warn: () => undefined, error: () => undefined },
  });
});
afterAll(async () => {
  await database?.close();
  await world?.[Symbol.asyncDispose]();
});

let made = 0;
async function appealOf(owner: JurisdictionCode, rest: Partial<Row> = {}): Promise<RecordId> {
  made += 1;
  const appeal = id(owner, 'app', made);
  await world.insert('appeal', [
    {
      id: appeal,
      title: `诉求${made}`,
      sort_title: `su qiu ${made}`,
      organisation_id: id(owner, 'org', made),
      tier: 'T1',
      state: 'RAISED',
      raised_at: '2024-03-01T00:00:00Z',
      ...rest,
    },
  ]);
  return appeal;
}

/** A transaction that announces, and ends when it is told to. */
interface Open {
  event: RecordId;
  end(how: 'commit' | 'roll back'): Promise<void>;
}

async function begin(
  appeal: RecordId,
  state: AppealState = 'ACCEPTED',
  tier: AppealTier = 'T1',
): Promise<Open> {
  const announced = Promise.withResolvers<RecordId>();
  const decided = Promise.withResolvers<'commit' | 'roll back'>();
  const ended = database.em().transactional(async (em) => {
    announced.resolve(await announceAppeal(em, new Date(), { id: appeal, state, tier, pairingId: null }));
    if ((await decided.promise) === 'roll back') throw new Error('rolled back');
  });
  ended.catch(announced.reject);
  return {
    event: await announced.promise,
    end: async (how) => {
      decided.resolve(how);
      await ended.catch((error: Error) => {
        if (error.message !== 'rolled back') throw error;
      });
    },
  };
}

async function happen(appeal: RecordId, state?: AppealState, tier?: AppealTier): Promise<RecordId> {
  const open = await begin(appeal, state, tier);
  await open.end('commit');
  return open.event;
}

const query = `query ($after: [ID!], $first: Int, $types: [EventType!], $jurisdictions: [ID!]) {
  events(after: $after, first: $first, types: $types, jurisdictions: $jurisdictions) {
    jurisdiction { code } cursor more events { id type state tier appeal { id } }
  }
}`;

interface Page {
  jurisdiction: { code: string };
  cursor: string;
  more: boolean;
  events: { id: string; type: string; state: string; tier: string; appeal: { id: string } | null }[];
}

interface Reading {
  viewer?: Viewer;
  /** Who answers; the others are silent. */
  owned?: readonly JurisdictionCode[];
  first?: number;
  types?: string[];
  jurisdictions?: readonly string[];
}

/** Follows the feed as its documentation says: keeps a cursor for each jurisdiction, and the one before where none comes. */
class Follower {
  readonly cursors = new Map<string, string>();
  readonly seen: string[] = [];

  async read({ viewer = auditor, owned = all, ...variables }: Reading = {}): Promise<Page[]> {
    const { data, errors } = await world.ask(query, {
      variables: { after: [...this.cursors.values()], ...variables },
      viewer,
      owned,
    });
    if (errors) throw new AggregateError(errors);
    const pages = data.events as Page[];
    for (const { jurisdiction, cursor, events } of pages) {
      this.cursors.set(jurisdiction.code, cursor);
      this.seen.push(...events.map((event) => event.id));
    }
    return pages;
  }

  /** Reads on until nobody has more. */
  async catchUp(reading: Reading = {}): Promise<string[]> {
    const from = this.seen.length;
    while ((await this.read(reading)).some(({ more }) => more));
    return this.seen.slice(from);
  }
}

/** One that has read everything that there is. */
async function upToDate(viewer: Viewer = auditor): Promise<Follower> {
  await dispatch.place();
  const follower = new Follower();
  await follower.catchUp({ viewer, first: 500 });
  follower.seen.length = 0;
  return follower;
}

describe('the feed', () => {
  test('tells of each state that an appeal comes to, after the cursor, in order', async () => {
    const appeal = await appealOf(chaoan);
    const follower = await upToDate();
    const accepted = await happen(appeal, 'ACCEPTED');
    const resolved = await happen(appeal, 'RESOLVED', 'T2');
    await dispatch.place();
    const [page] = (await follower.read({ jurisdictions: [chaoan] })) as [Page];
    expect(page.events).toEqual([
      { id: accepted, type: 'APPEAL_ACCEPTED', state: 'ACCEPTED', tier: 'T1', appeal: { id: appeal } },
      { id: resolved, type: 'APPEAL_RESOLVED', state: 'RESOLVED', tier: 'T2', appeal: { id: appeal } },
    ]);
    expect(await follower.catchUp()).toEqual([]);
  });

  test('is told by the mutations: an appeal that is raised is an event', async () => {
    const follower = await upToDate();
    const { errors } = await world.ask(
      `mutation { raiseAppeal(idempotencyKey: "raised-for-the-feed", input: {
        jurisdiction: "${chaoan}", organisation: "${id(chaoan, 'org', 9)}", title: "诉求" }) { appeal { id } } }`,
      { viewer: officer('COUNTY', chaoan) },
    );
    expect(errors).toBeUndefined();
    await dispatch.place();
    const pages = await follower.read({ types: ['APPEAL_RAISED'] });
    expect(pages.flatMap(({ events }) => events.map(({ type }) => type))).toEqual(['APPEAL_RAISED']);
  });

  test('does not miss an event that was announced first and committed last', async () => {
    const [slow, quick] = [await appealOf(chaoan), await appealOf(chaoan)];
    const follower = await upToDate();
    const open = await begin(slow);
    const early = await happen(quick);
    await dispatch.place();
    expect(await follower.catchUp()).toEqual([early]);
    await dispatch.place();
    expect(await follower.catchUp()).toEqual([]);
    await open.end('commit');
    await dispatch.place();
    expect(await follower.catchUp()).toEqual([open.event]);
  });

  test('goes on after a page of any size, and says whether there is more', async () => {
    const appeal = await appealOf(chaoan);
    const follower = await upToDate();
    const announced: string[] = [];
    for (let n = 0; n < 5; n++) announced.push(await happen(appeal, n % 2 ? 'RESOLVED' : 'REOPENED'));
    await dispatch.place();
    const sizes: [number, boolean][] = [];
    for (let more = true; more;) {
      const [page] = (await follower.read({ first: 2, jurisdictions: [chaoan] })) as [Page];
      sizes.push([page.events.length, page.more]);
      ({ more } = page);
    }
    expect(sizes).toEqual([
      [2, true],
      [2, true],
      [1, false],
    ]);
    expect(follower.seen).toEqual(announced);
  });

  test('of some types passes over the others for good', async () => {
    const appeal = await appealOf(chaoan);
    const follower = await upToDate();
    await happen(appeal, 'ACCEPTED');
    const resolved = await happen(appeal, 'RESOLVED');
    await happen(appeal, 'CONFIRMED');
    await dispatch.place();
    expect(await follower.catchUp({ types: ['APPEAL_RESOLVED'] })).toEqual([resolved]);
    expect(await follower.catchUp()).toEqual([]);
  });

  test('gives a silent jurisdiction no cursor, and all of its events when it answers again', async () => {
    const [here, silent] = [await appealOf(chaoan), await appealOf(raoping)];
    const follower = await upToDate();
    const missed = [await happen(silent)];
    const told = await happen(here);
    await dispatch.place();
    const pages = await follower.read({ owned: [city, chaoan] });
    expect(pages.map(({ jurisdiction }) => jurisdiction.code)).toEqual([city, chaoan]);
    expect(follower.seen).toEqual([told]);
    missed.push(await happen(silent, 'RESOLVED'));
    await dispatch.place();
    expect(await follower.catchUp()).toEqual(missed);
  });

  test('starts a jurisdiction that has no cursor at its beginning, and of two cursors takes the earlier', async () => {
    const appeal = await appealOf(chaoan);
    const follower = await upToDate();
    const before = follower.cursors.get(chaoan)!;
    const event = await happen(appeal);
    await dispatch.place();
    await follower.catchUp();
    follower.cursors.set('earlier', before);
    expect(await follower.catchUp()).toEqual([event]);
    expect((await new Follower().catchUp()).includes(event)).toBe(true);
  });

  test('misses nothing new where the database was set back to an earlier day', async () => {
    const appeal = await appealOf(chaoan);
    await happen(appeal);
    const follower = await upToDate();
    const kept = await world.select('select max(position) as last from outbox');
    for (let n = 0; n < 3; n++) await happen(appeal);
    await dispatch.place();
    await follower.catchUp();
    // What came after the backup is gone; new events get the positions that those had.
    await world.select(`delete from outbox where position > ${String(kept[0]!['last'])}`);
    follower.seen.length = 0;
    const anew = [await happen(appeal, 'REOPENED'), await happen(appeal, 'RESOLVED')];
    await dispatch.place();
    expect(await follower.catchUp()).toEqual(anew);
  });

  test.each([
    ['a cursor that it did not give', { after: ['Zm9yZ2Vk'] }, 'INVALID_CURSOR'],
    ['no events at all', { first: 0 }, 'INVALID_PAGE_SIZE'],
    ['more than a page', { first: 501 }, 'INVALID_PAGE_SIZE'],
    ['an unknown jurisdiction', { jurisdictions: ['999999'] }, 'UNKNOWN_JURISDICTION'],
  ])('refuses %s', async (_, variables, code) => {
    expect(codes(await world.ask(query, { variables, viewer: auditor }))).toEqual([code]);
  });
});

describe('who sees an appeal sees its events:', () => {
  test('each role, as the appeals themselves', async () => {
    const organisation = id(chaoan, 'org', 77);
    const unit = id(city, 'unit', 77);
    const own = await appealOf(chaoan, { organisation_id: organisation });
    const addressed = await appealOf(chaoan, { unit_id: unit });
    const escalated = await appealOf(chaoan, { tier: 'T3', state: 'ESCALATED' });
    const elsewhere = await appealOf(raoping);
    const viewers = {
      county: officer('COUNTY', chaoan),
      otherCounty: officer('COUNTY', raoping),
      city: officer('CITY', city),
      organisation: officer('ORGANISATION', chaoan, { organisation }),
      unit: officer('UNIT', city, { unit }),
      auditor,
    };
    const followers = new Map<string, Follower>();
    for (const [name, viewer] of Object.entries(viewers)) followers.set(name, await upToDate(viewer));
    const names = new Map<string, string>();
    for (const [name, appeal] of Object.entries({ own, addressed, escalated, elsewhere })) {
      names.set(await happen(appeal), name);
    }
    await dispatch.place();
    const seen: Record<string, string[]> = {};
    for (const [name, viewer] of Object.entries(viewers)) {
      const follower = followers.get(name)!;
      seen[name] = (await follower.catchUp({ viewer, first: 1 })).map((each) => names.get(each)!).sort();
      // Also where what it saw was not the last.
      expect(await follower.catchUp({ viewer })).toEqual([]);
    }
    expect(seen).toEqual({
      county: ['addressed', 'escalated', 'own'],
      otherCounty: ['elsewhere'],
      city: ['escalated'],
      organisation: ['own'],
      unit: ['addressed'],
      auditor: ['addressed', 'elsewhere', 'escalated', 'own'],
    });
  });

  test.each(['PUBLIC', 'INSTRUCTOR', 'DEPLOYMENT'] as const)('%s sees none, and is refused', async (role) => {
    expect(codes(await world.ask(query, { viewer: officer(role, chaoan) }))).toEqual(['FORBIDDEN']);
  });
});

/** What happens beside a follower: transactions begin, commit or roll back in any order; positions are given; it reads. */
type Happening =
  | { kind: 'begin'; subject: number }
  | { kind: 'end'; which: number; how: 'commit' | 'roll back' }
  | { kind: 'place' }
  | { kind: 'read'; silent: number; first: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('begin' as const), subject: fc.nat(8) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(8),
      how: fc.constantFrom('commit' as const, 'commit' as const, 'roll back' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'place' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      silent: fc.nat(7),
      first: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

test('a follower gets every committed event, whatever commits late and whoever is silent in between', async () => {
  const subjects: RecordId[] = [];
  for (let n = 0; n < 9; n++) subjects.push(await appealOf(all[n % 3]!));
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (happenings) => {
      const follower = await upToDate();
      const open = new Map<RecordId, Open>();
      const committed = new Map<string, { subject: RecordId; n: number }>();
      let commits = 0;
      const end = async (subject: RecordId, how: 'commit' | 'roll back'): Promise<void> => {
        const transaction = open.get(subject)!;
        open.delete(subject);
        await transaction.end(how);
        if (how === 'commit') committed.set(transaction.event, { subject, n: (commits += 1) });
      };
      for (const each of happenings) {
        if (each.kind === 'begin') {
          const subject = subjects[each.subject]!;
          // One writer at a time holds a subject.
          if (!open.has(subject)) open.set(subject, await begin(subject));
        } else if (each.kind === 'end') {
          const subject = [...open.keys()][each.which % Math.max(open.size, 1)];
          if (subject) await end(subject, each.how);
        } else if (each.kind === 'place') {
          await dispatch.place();
        } else {
          const owned = all.filter((_, n) => (each.silent & (1 << n)) === 0);
          await follower.read({ owned, first: each.first });
        }
      }
      for (const subject of open.keys()) await end(subject, 'commit');
      await dispatch.place();
      await follower.catchUp({ first: 2 });
      expect([...follower.seen].sort()).toEqual([...committed.keys()].sort());
      for (const subject of subjects) {
        const order = follower.seen.flatMap((event) =>
          committed.get(event)!.subject === subject ? committed.get(event)!.n : [],
        );
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    }),
    { seed, numRuns: runs(60) },
  );
}, 120_000);

test('what is announced under a clock that goes back is later all the same', async () => {
  const appeal = await appealOf(chaoan);
  const at = async (now: string): Promise<void> => {
    await database.em().transactional(async (em) => {
      const clock = clockOf(() => new Date(now));
      await announceAppeal(em, clock.now(), { id: appeal, state: 'ACCEPTED', tier: 'T1', pairingId: null });
    });
  };
  await at('2024-05-01T00:00:00.000Z');
  await at('2024-04-01T00:00:00.000Z');
  await at('2024-05-01T00:00:00.001Z');
  const times = await world.select(`select occurred_at from outbox where subject = '${appeal}' order by seq`);
  expect(times.map(({ occurred_at }) => (occurred_at as Date).toISOString())).toEqual([
    '2024-05-01T00:00:00.000Z',
    '2024-05-01T00:00:00.001Z',
    '2024-05-01T00:00:00.002Z',
  ]);
});
