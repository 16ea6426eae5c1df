import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { remind } from '@jiedui/pairings/reminder/remind';
import { pairings } from '@jiedui/pairings/subgraph';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  type Asked,
  chaoan,
  city,
  codes,
  id,
  officer,
  openWorld,
  raoping,
  type World,
} from './pairings-world.ts';

let world: World;

const countyUnit = id(chaoan, 'unit', 1);
const otherUnit = id(chaoan, 'unit', 2);
const cityUnit = id(city, 'unit', 3);
const instructor = id(chaoan, 'instr', 1);

beforeAll(async () => {
  world = await openWorld(pairings);
  const pairing = (n: number, unit_id: RecordId | null, more: object = {}) => ({
    id: id(chaoan, 'pair', n),
    kind: 'UNIT_ORGANISATION',
    state: 'CONFIRMED',
    title: `示例结对${n}`,
    sort_title: `shi li jie dui ${n}`,
    unit_id,
    started_on: '2023-01-01',
    principles: [],
    mechanisms: [],
    ...more,
  });
  await world.insert('pairing', [
    pairing(1, countyUnit),
    pairing(2, countyUnit),
    pairing(3, otherUnit, { started_on: '2024-03-01' }),
    pairing(4, null, { started_on: '2024-03-01' }),
    pairing(5, otherUnit, { state: 'PROPOSED' }),
  ]);
  await world.insert('instructor_service', [
    {
      id: instructor,
      provenance: undefined,
      title: '示例指导员001',
      unit_id: cityUnit,
      organisation_ids: [],
      started_on: '2024-03-01',
    },
  ]);
  await world.insert('activity', [
    // The first pairing has had its March contact, and all of its first quarter's and last year's but February's contact.
    activity(1, 1, 'CONTACT', '2024-03-05'),
    activity(2, 1, 'CONTACT', '2024-01-05'),
    activity(3, 1, 'RESEARCH_VISIT', '2024-03-06'),
    activity(4, 3, 'RESEARCH_VISIT', '2024-03-06'),
  ]);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.select('truncate reminder, reminder_item'));

function activity(n: number, pairing: number, kind: string, held_on: string) {
  return {
    id: id(chaoan, 'act', n),
    kind,
    title: '示例活动',
    sort_title: 's',
    held_on,
    pairing_id: id(chaoan, 'pair', pairing),
    aspects: [],
    items: [],
  };
}

const remindOn = (day: string, policies: Asked['policies'] = {}): Promise<number> =>
  world.scheduled(
    clockOf(() => new Date(`${day}T01:00:00Z`)),
    remind,
    policies,
  );

const auditor: Viewer = { subject: 'auditor', roles: ['AUDITOR'], jurisdictions: [city] };
const liaison = (unit: RecordId): Viewer => ({
  subject: `liaison ${unit}`,
  roles: ['UNIT'],
  jurisdictions: [unit.startsWith(city) ? city : chaoan],
  unit,
});

interface Item {
  title: string;
  rule: string;
  status: string;
  daysLeft: number;
}
interface Digest {
  id: string;
  remindedOn: string;
  unit: { id: string } | null;
  due: number;
  overdue: number;
  readAt: string | null;
  items: Item[];
}

const query = `query ($filter: ReminderFilter) { reminders(first: 100, filter: $filter) { totalCount nodes { id remindedOn
  unit { id } due overdue readAt items { title rule status daysLeft pairing { id } instructor { id } } } } }`;
async function seenBy(viewer: Viewer, filter: object = {}): Promise<Digest[]> {
  const { data, errors } = await world.ask(query, { viewer, variables: { filter } });
  expect(errors).toBeUndefined();
  expect(data.reminders.totalCount).toBe(data.reminders.nodes.length);
  return data.reminders.nodes;
}

const told = ({ items }: Digest): string[] =>
  items.map(({ title, rule, status, daysLeft }) => `${title} ${rule} ${status} ${daysLeft}`);

describe('a digest', () => {
  test('tells each unit what is due within the days ahead and has been overdue for some', async () => {
    // A unit of 潮安, the city's unit of its instructor, and what no unit owes; the other unit owes nothing within the days.
    expect(await remindOn('2024-03-26')).toBe(3);
    const digests = await seenBy(auditor);
    const of = (unit: string | null) => digests.find((each) => (each.unit?.id ?? null) === unit)!;
    expect(told(of(countyUnit))).toEqual([
      '示例结对1 CONTACT OVERDUE -26',
      '示例结对2 CONTACT OVERDUE -26',
      '示例结对2 CONTACT DUE 5',
      '示例结对2 RESEARCH_VISIT DUE 5',
    ]);
    expect(of(countyUnit)).toMatchObject({ remindedOn: '2024-03-26', due: 2, overdue: 2, readAt: null });
    // A visit is a contact too; of the quarter the pairing lived too short a part.
    expect(of(otherUnit)).toBeUndefined();
    expect(told(of(cityUnit))).toEqual(['示例指导员001 INSTRUCTOR_VISIT DUE 5']);
    expect(told(of(null))).toEqual(['示例结对4 CONTACT DUE 5']);
  });

  test('is written once a day, and again the day after', async () => {
    const first = await remindOn('2024-03-25');
    expect(first).toBeGreaterThan(0);
    expect(await remindOn('2024-03-25')).toBe(0);
    expect(await remindOn('2024-03-26')).toBe(first);
    const items = await world.select('select obligation_id, reminded_on from reminder_item');
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(items.length);
  });

  test('is of the days that the policy says, with what is due on the day itself and without what is over long since', async () => {
    const reminders = (policy: object) => ({ reminders: policy });
    expect(await remindOn('2024-03-31', reminders({ daysAhead: 0, overdueDays: 0 }))).toBe(3);
    expect((await seenBy(liaison(countyUnit))).map(told)).toEqual([
      ['示例结对2 CONTACT DUE 0', '示例结对2 RESEARCH_VISIT DUE 0'],
    ]);
    // February's contacts were due on the 29th, 31 days before the 31st of March.
    await world.select('truncate reminder, reminder_item');
    await remindOn('2024-03-31', reminders({ daysAhead: 0, overdueDays: 30 }));
    expect((await seenBy(liaison(countyUnit)))[0]).toMatchObject({ due: 2, overdue: 0 });
    await world.select('truncate reminder, reminder_item');
    await remindOn('2024-03-31', reminders({ daysAhead: 0, overdueDays: 31 }));
    expect((await seenBy(liaison(countyUnit)))[0]).toMatchObject({ due: 2, overdue: 2 });
  });

  test('has no unit and no item where nobody owes anything', async () => {
    expect(await remindOn('2022-01-10')).toBe(0);
    expect(await seenBy(auditor)).toEqual([]);
  });

  test('stays as it was when the obligation is met later', async () => {
    await remindOn('2024-03-26');
    const before = await seenBy(liaison(cityUnit));
    await world.insert('activity', [
      { ...activity(90, 1, 'INSTRUCTOR_VISIT', '2024-03-27'), pairing_id: null, instructor_id: instructor },
      { ...activity(91, 1, 'INSTRUCTOR_VISIT', '2024-03-28'), pairing_id: null, instructor_id: instructor },
    ]);
    await remindOn('2024-03-28');
    expect(await seenBy(liaison(cityUnit))).toEqual(before);
    await world.select(`delete from activity where kind = 'INSTRUCTOR_VISIT'`);
  });
});

describe('who sees and reads a digest', () => {
  beforeEach(async () => {
    await remindOn('2024-03-26');
  });

  test('the liaison of the unit, officers of the owner and auditors; nobody else', async () => {
    const units = async (viewer: Viewer) => (await seenBy(viewer)).map(({ unit }) => unit?.id ?? null).sort();
    expect(await units(liaison(countyUnit))).toEqual([countyUnit]);
    // The city's unit, of whom the county reminds.
    expect(await units(liaison(cityUnit))).toEqual([cityUnit]);
    expect(await units(officer('COUNTY', chaoan))).toHaveLength(3);
    expect(await units(auditor)).toHaveLength(3);
    expect(await units(officer('COUNTY', raoping))).toEqual([]);
    expect(await units(officer('CITY', city))).toEqual([]);
    expect(await units(liaison(otherUnit))).toEqual([]);
    for (const viewer of [
      undefined,
      { ...liaison(countyUnit), jurisdictions: [raoping] },
      officer('ORGANISATION', chaoan),
    ]) {
      expect(codes(await world.ask('{ reminders { totalCount } }', viewer ? { viewer } : {}))).toEqual([
        'FORBIDDEN',
      ]);
    }
  });

  const mark = (id: string, viewer: Viewer, key = `mark-${id}`) =>
    world.ask(
      `mutation ($key: ID!, $id: ID!) { markReminderRead(idempotencyKey: $key, id: $id) { reminder { id readAt } } }`,
      { viewer, variables: { id, key } },
    );

  test('the liaison marks it as read, once; the first time stays, and an officer cannot', async () => {
    const [digest] = await seenBy(liaison(countyUnit), { read: false });
    expect(codes(await mark(digest!.id, officer('COUNTY', chaoan)))).toEqual(['FORBIDDEN']);
    // What may not be seen is not there.
    expect(codes(await mark(digest!.id, liaison(otherUnit)))).toEqual(['NOT_FOUND']);
    const { data } = await mark(digest!.id, liaison(countyUnit));
    expect(data.markReminderRead.reminder.readAt).toBe('2024-03-15T04:00:00.000Z');
    expect((await mark(digest!.id, liaison(countyUnit))).data).toEqual(data);
    const again = await mark(digest!.id, liaison(countyUnit), 'another-key');
    expect(again.data).toEqual(data);
    expect(await seenBy(liaison(countyUnit), { read: false })).toEqual([]);
    expect(await seenBy(liaison(countyUnit), { read: true })).toHaveLength(1);
  });

  test('what no unit owes is read by an officer of the owner', async () => {
    const digest = (await seenBy(officer('COUNTY', chaoan))).find(({ unit }) => unit === null)!;
    expect(codes(await mark(digest.id, auditor))).toEqual(['FORBIDDEN']);
    expect((await mark(digest.id, officer('COUNTY', chaoan))).errors).toBeUndefined();
  });

  test('an id of another type, one that is not here and a missing key are refused', async () => {
    const wrong = liaison(countyUnit);
    expect(codes(await mark(id(chaoan, 'pair', 1), wrong))).toEqual(['INVALID_ID']);
    expect(codes(await mark(id(chaoan, 'rem', 1), wrong))).toEqual(['NOT_FOUND']);
    const [digest] = await seenBy(wrong);
    expect(codes(await mark(digest!.id, wrong, 'short'))).toEqual(['IDEMPOTENCY_KEY_REQUIRED']);
  });

  test('a page of a unit’s reminders is one statement, with their items two', async () => {
    const { statements } = await world.ask('{ reminders(first: 10) { nodes { due items { title } } } }', {
      viewer: auditor,
    });
    expect(statements).toBe(2);
  });
});
