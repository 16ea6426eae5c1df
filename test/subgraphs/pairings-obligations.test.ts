import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { openDatabase } from '@jiedui/kit/orm';
import { run, sql } from '@jiedui/kit/sql';
import { obligationsOf } from '@jiedui/pairings/obligation/derive';
import { defaultPolicy, policyOf } from '@jiedui/pairings/obligation/rules';
import { pairings } from '@jiedui/pairings/subgraph';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createMigratedDatabase } from '../support/postgres.ts';
import { runs, seed } from '../support/random-runs.ts';
import { dullObligations } from './pairings-obligations-oracle.ts';
import { chaoan, city, codes, id, openWorld, type Row, type World } from './pairings-world.ts';

const pairing = id(chaoan, 'pair', 1);
const unit = id(chaoan, 'unit', 1);

function pairingRow(change: object = {}): Row {
  return {
    id: pairing,
    kind: 'UNIT_ORGANISATION',
    state: 'CONFIRMED',
    title: '示例结对0001',
    sort_title: 'shi li jie dui 0001',
    unit_id: unit,
    started_on: '2022-01-01',
    principles: [],
    mechanisms: [],
    ...change,
  };
}

let activities = 0;
function activityRow(kind: string, heldOn: string, change: object = {}): Row {
  activities += 1;
  return {
    id: id(chaoan, 'act', activities),
    kind,
    title: '示例活动',
    sort_title: 'shi li huo dong',
    held_on: heldOn,
    aspects: [],
    pairing_id: pairing,
    ...change,
  };
}

describe('what a pairing owes', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(pairings);
    await world.insert('pairing', [
      pairingRow(),
      pairingRow({ id: id(chaoan, 'pair', 2), started_on: '2024-01-31', ended_on: '2024-03-20' }),
      pairingRow({ id: id(chaoan, 'pair', 3), state: 'PROPOSED' }),
      pairingRow({ id: id(chaoan, 'pair', 4), kind: 'ENTERPRISE_VILLAGE' }),
    ]);
    await world.insert('activity', [
      activityRow('CONTACT', '2024-02-29'),
      activityRow('CONTACT', '2024-02-28'),
      activityRow('RESEARCH_VISIT', '2024-01-31'),
      activityRow('LEDGER_COMPILED', '2024-01-05'),
      // Of the jurisdiction above: it does not count here.
      activityRow('SOLVED_PROBLEM', '2024-02-01', { id: id(city, 'act', 900) }),
    ]);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const query = `query ($filter: ObligationFilter, $asOf: Date) { obligations(first: 100, filter: $filter, asOf: $asOf) {
    totalCount nodes { rule periodStart dueOn done status daysLeft satisfiedBy { heldOn } } } }`;
  async function of(filter: object, asOf = '2024-03-15') {
    const answer = await world.ask(query, { variables: { filter: { pairing, ...filter }, asOf } });
    expect(answer.errors).toBeUndefined();
    return answer.data.obligations.nodes;
  }

  test('a year is 1 ledger, 12 contacts, 4 research visits, 1 solved problem and 1 report', async () => {
    const { data } = await world.ask(
      `{ obligationGroups(by: [RULE], filter: {pairing: "${pairing}"}, asOf: "2024-03-15") { rule count met overdue due compliance { numerator denominator } } }`,
    );
    expect(data.obligationGroups).toEqual([
      {
        rule: 'CONTACT',
        count: 12,
        met: 2,
        overdue: 0,
        due: 1,
        compliance: { numerator: 2, denominator: 2 },
      },
      { rule: 'LEDGER', count: 1, met: 1, overdue: 0, due: 0, compliance: { numerator: 1, denominator: 1 } },
      {
        rule: 'RESEARCH_VISIT',
        count: 4,
        met: 1,
        overdue: 0,
        due: 0,
        compliance: { numerator: 1, denominator: 1 },
      },
      {
        rule: 'SOLVED_PROBLEM',
        count: 1,
        met: 0,
        overdue: 0,
        due: 1,
        compliance: { numerator: 0, denominator: 0 },
      },
      {
        rule: 'YEAR_END_REPORT',
        count: 1,
        met: 0,
        overdue: 0,
        due: 1,
        compliance: { numerator: 0, denominator: 0 },
      },
    ]);
  });

  test('February of a leap year ends on the 29th, and says which activities met it', async () => {
    expect(await of({ rule: ['CONTACT'], from: '2024-02-01', to: '2024-02-29' })).toEqual([
      {
        rule: 'CONTACT',
        periodStart: '2024-02-01',
        dueOn: '2024-02-29',
        done: 2,
        status: 'MET',
        daysLeft: null,
        satisfiedBy: [{ heldOn: '2024-02-28' }, { heldOn: '2024-02-29' }],
      },
    ]);
  });

  test('as of the day before, what was done the day after is not known', async () => {
    const [february] = await of({ rule: ['CONTACT'], from: '2024-02-01', to: '2024-02-01' }, '2024-02-27');
    expect(february).toMatchObject({ status: 'DUE', done: 0, daysLeft: 2, satisfiedBy: [] });
  });

  test('the running periods are the month, the quarter and the year in which the day lies', async () => {
    const of29 = async (filter: object) => {
      const found: { rule: string; periodStart: string }[] = await of(filter, '2024-02-29');
      return found.map(({ rule, periodStart }) => `${rule} ${periodStart}`).sort();
    };
    const years = ['LEDGER 2024-01-01', 'SOLVED_PROBLEM 2024-01-01', 'YEAR_END_REPORT 2024-01-01'];
    expect(await of29({ running: true })).toEqual(
      ['CONTACT 2024-02-01', 'RESEARCH_VISIT 2024-01-01', ...years].sort(),
    );
    // In April the quarter that ran in February has ended; the year has not.
    expect(await of29({ running: true, from: '2024-04-01' })).toEqual(years);
  });

  test('the last day of a period is due, the day after is overdue', async () => {
    const march = { rule: ['CONTACT'], from: '2023-03-01', to: '2023-03-31' };
    expect((await of(march, '2023-03-31'))[0]).toMatchObject({ status: 'DUE', daysLeft: 0 });
    expect((await of(march, '2023-04-01'))[0]).toMatchObject({ status: 'OVERDUE', daysLeft: -1 });
    expect((await of(march, '2023-02-28'))[0]).toMatchObject({ status: 'NOT_YET_DUE', daysLeft: 31 });
  });

  test('a pairing that began on the 31st is exempt from that month, and due on its own last day', async () => {
    const short = await of({ rule: ['CONTACT'], pairing: id(chaoan, 'pair', 2) });
    expect(short.map(({ dueOn, status }: { dueOn: string; status: string }) => [dueOn, status])).toEqual([
      ['2024-01-31', 'EXEMPT'],
      ['2024-02-29', 'OVERDUE'],
      ['2024-03-20', 'DUE'],
    ]);
  });

  test('a pairing that is only proposed, and one of an enterprise and a village, owe nothing', async () => {
    const { data } = await world.ask('{ obligationGroups(by: [PAIRING]) { pairing } }');
    expect(data.obligationGroups.map((group: { pairing: string }) => group.pairing)).toEqual([
      pairing,
      id(chaoan, 'pair', 2),
    ]);
  });

  test('the edges of a page of pairings are one statement, also with their activities', async () => {
    const { statements, data } = await world.ask(
      `{ pairings(first: 10) { nodes { obligations(first: 50, filter: {rule: [CONTACT]}, asOf: "2024-03-15") {
        nodes { status satisfiedBy { heldOn } } } } } }`,
    );
    expect(statements).toBe(3);
    expect(data.pairings.nodes.flatMap((node: any) => node.obligations.nodes)).toHaveLength(15); // oxlint-disable-line typescript/no-explicit-any -- an answer
  });

  test('pages go on where the last one ended, and a cursor of another period is refused', async () => {
    const text = `query ($filter: ObligationFilter, $after: String) { obligations(first: 7, after: $after, filter: $filter, asOf: "2024-03-15") {
      nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: { data?: any } = await world.ask(text, { variables: { after } }); // oxlint-disable-line typescript/no-explicit-any -- an answer
      const page = answer.data.obligations;
      seen.push(...page.nodes.map((node: { id: string }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(19 + 7);
    const first = await world.ask(text);
    const other = await world.ask(text, {
      variables: { after: first.data.obligations.pageInfo.endCursor, filter: { from: '2023-01-01' } },
    });
    expect(codes(other)).toEqual(['INVALID_CURSOR']);
  });

  test('days in the wrong order, too many years and a day to come are refused', async () => {
    const asked = (variables: object) => world.ask(query, { variables: { ...variables } });
    expect(codes(await asked({ filter: { from: '2024-02-01', to: '2024-01-31' } }))).toEqual([
      'INVALID_INPUT',
    ]);
    expect(codes(await asked({ filter: { from: '2000-01-01', to: '2024-01-31' } }))).toEqual([
      'INVALID_INPUT',
    ]);
    expect(codes(await asked({ asOf: '2024-03-16' }))).toEqual(['INVALID_INPUT']);
  });

  test('without days it is the year of the clock', async () => {
    const answer = await world.ask('{ obligations(first: 1) { nodes { dueOn } } }', {
      clock: clockOf(() => new Date('2022-12-31T17:00:00Z')),
    });
    // One o'clock in the morning of 2023 in Shanghai.
    expect(answer.data.obligations.nodes).toEqual([{ dueOn: '2023-01-31' }]);
  });
});

test('a deployment decides a part of the policy, and has the documented defaults in the rest', () => {
  expect(policyOf({ policies: {} })).toEqual(defaultPolicy);
  expect(policyOf({ policies: { obligations: { graceDays: 5 } } })).toEqual({
    ...defaultPolicy,
    graceDays: 5,
  });
});

describe('the statement', () => {
  const day = fc
    .integer({ min: 0, max: 3 * 365 })
    .map((days) => new Date(Date.UTC(2023, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
  const owners = [city, chaoan];
  const pairingCase = fc.record({
    owner: fc.constantFrom(...owners),
    kind: fc.constantFrom('UNIT_ORGANISATION', 'UNIT_ORGANISATION', 'SCHOOL_SCHOOL'),
    state: fc.constantFrom('PROPOSED', 'CONFIRMED', 'ENDED', 'RENEWED'),
    days: fc.tuple(day, fc.option(day)),
  });
  const activityCase = fc.record({
    owner: fc.constantFrom(...owners),
    pairing: fc.option(fc.nat({ max: 3 }), { freq: 8 }),
    kind: fc.constantFrom(
      'CONTACT',
      'RESEARCH_VISIT',
      'SOLVED_PROBLEM',
      'LEDGER_COMPILED',
      'YEAR_END_REPORT',
      'TRAINING',
    ),
    heldOn: day,
  });
  const worlds = fc.record({
    pairings: fc.array(pairingCase, { minLength: 1, maxLength: 4 }),
    activities: fc.array(activityCase, { maxLength: 40 }),
    span: fc.tuple(day, day, day),
    policy: fc.record({
      leastShare: fc.constantFrom(0, 0.25, 0.5, 1),
      graceDays: fc.constantFrom(0, 0, 5),
      visitIsContact: fc.boolean(),
    }),
  });

  test('gives what a loop over pairings, rules, periods and activities gives', async () => {
    const { url } = await createMigratedDatabase();
    const database = await openDatabase({ url, subgraphs: [pairings], connections: 1 });
    const em = database.em();
    const seen = new Set<string>();
    try {
      await fc.assert(
        fc.asyncProperty(worlds, async ({ pairings: cases, activities: done, span, policy }) => {
          const rows = cases.map(({ owner, kind, state, days: [a, b] }, index) => ({
            id: id(owner, 'pair', index),
            owner,
            kind,
            state,
            startedOn: b !== null && b < a ? b : a,
            endedOn: b === null ? null : b < a ? a : b,
          }));
          const acts = done.map(({ owner, pairing: of, kind, heldOn }, index) => ({
            id: id(owner, 'act', index),
            owner,
            kind,
            heldOn,
            pairingId: of === null ? null : (rows[of % rows.length]!.id as string),
          }));
          const [from, to] = span.slice(0, 2).sort() as [string, string];
          await run({ em }, sql`truncate pairing, activity`);
          await run(
            { em },
            sql`insert into pairing (id, owner, provenance, kind, title, sort_title, state, started_on, ended_on)
              select r.id, r.owner, 'DEMONSTRATION', r.kind, 't', 't', r.state, r."startedOn", r."endedOn"
              from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
                as r(id text, owner text, kind text, state text, "startedOn" date, "endedOn" date)`,
          );
          await run(
            { em },
            sql`insert into activity (id, owner, provenance, kind, title, sort_title, held_on, pairing_id)
              select r.id, r.owner, 'DEMONSTRATION', r.kind, 't', 't', r."heldOn", r."pairingId"
              from jsonb_to_recordset(${JSON.stringify(acts)}::jsonb)
                as r(id text, owner text, kind text, "heldOn" date, "pairingId" text)`,
          );
          const days = { from, to, asOf: span[2] };
          const found = await run(
            { em },
            sql`select id, due_on as "dueOn", done, status, days_left as "daysLeft"
              from ${obligationsOf(days, policy)} r order by id collate "C"`,
          );
          const expected = dullObligations(rows, acts, days, policy);
          for (const { status } of expected) seen.add(status);
          expect(found).toEqual(expected);
        }),
        { seed, numRuns: runs(150) },
      );
    } finally {
      await database.close();
    }
    expect([...seen].sort()).toEqual(['DUE', 'EXEMPT', 'MET', 'NOT_YET_DUE', 'OVERDUE']);
  });
});
