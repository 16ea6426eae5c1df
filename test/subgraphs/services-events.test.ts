import { clockOf } from '@jiedui/kit/clock';
import { announceAppeal } from '@jiedui/services/appeal/announce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codes, id, officer, raoping } from './pairings-world.ts';
import {
  appealOf,
  auditor,
  begin,
  closeEvents,
  database,
  dispatch,
  Follower,
  happen,
  openEvents,
  type Page,
  query,
  upToDate,
  world,
} from './services-events-world.ts';

beforeAll(openEvents);
afterAll(closeEvents);

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

test('going on after a cursor reads what is after it, not the whole outbox', async () => {
  await world.select(`insert into appeal (id, owner, provenance, title, sort_title, organisation_id, tier, state, raised_at)
    select '445103-app-' || lpad(n::text, 26, '0'), '445103', 'DEMONSTRATION', 't', 't',
      '445103-org-' || lpad(n::text, 26, '0'), 'T1', 'RAISED', now() from generate_series(1, 20000) n`);
  await world.select(`insert into outbox (id, subgraph, type, owner, subject, payload, occurred_at)
    select '445103-evt-' || lpad(n::text, 26, '0'), 'services', 'appeal.raised', '445103',
      '445103-app-' || lpad(n::text, 26, '0'), '{"state": "RAISED", "tier": "T1"}', now() from generate_series(1, 20000) n`);
  while ((await dispatch.place()) > 0);
  await world.select('vacuum analyze outbox');
  await world.select('vacuum analyze appeal');
  const follower = await upToDate();
  const event = await happen(await appealOf(chaoan));
  await dispatch.place();
  const after = [...follower.cursors.values()].map((cursor) => `"${cursor}"`).join(', ');
  const feed = `{ events(after: [${after}]) { cursor events { id } } }`;
  for (const viewer of [auditor, officer('CITY', city)]) {
    const plans = await world.plansOf(feed, { viewer });
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (outbox|appeal)\b/);
  }
  expect(await follower.catchUp()).toEqual([event]);
  const waiting = await world.plansOf('{ eventDeliveries { event } }', { viewer: auditor });
  for (const plan of waiting) expect(plan).not.toMatch(/Seq Scan on outbox\b/);
}, 60_000);
