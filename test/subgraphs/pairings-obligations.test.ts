import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { defaultPolicy, policyOf } from '@jiedui/pairings/obligation/rules';
import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

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

const later = clockOf(() => new Date('2024-06-30T04:00:00Z'));

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

  test('what is due within days counts from the day, without what is met, exempt or overdue', async () => {
    const due = async (dueWithinDays: number, asOf: string, policies = {}) => {
      const { data, errors } = await world.ask(
        `query ($days: Int, $asOf: Date) { obligations(filter: {dueWithinDays: $days, pairing: "${pairing}"}, asOf: $asOf) {
          nodes { rule periodStart daysLeft } } }`,
        { variables: { days: dueWithinDays, asOf }, clock: later, policies },
      );
      expect(errors).toBeUndefined();
      return data.obligations.nodes.map(
        ({ rule, periodStart, daysLeft }: { rule: string; periodStart: string; daysLeft: number }) =>
          `${rule} ${periodStart} ${daysLeft}`,
      );
    };
    // The quarter is met. April's contact is due 30 days after the last of March.
    expect(await due(7, '2024-03-24')).toEqual(['CONTACT 2024-03-01 7']);
    expect(await due(6, '2024-03-24')).toEqual([]);
    expect(await due(0, '2024-03-31')).toEqual(['CONTACT 2024-03-01 0']);
    expect(await due(30, '2024-03-31')).toEqual(['CONTACT 2024-03-01 0', 'CONTACT 2024-04-01 30']);
    // Over the end of the year; and what the days of grace keep due after it.
    expect(await due(31, '2023-12-31')).toEqual([
      'CONTACT 2023-12-01 0',
      'LEDGER 2023-01-01 0',
      'RESEARCH_VISIT 2023-10-01 0',
      'SOLVED_PROBLEM 2023-01-01 0',
      'YEAR_END_REPORT 2023-01-01 0',
      'CONTACT 2024-01-01 31',
    ]);
    expect(await due(7, '2024-01-03', { obligations: { graceDays: 5 } })).toEqual([
      'CONTACT 2023-12-01 2',
      'LEDGER 2023-01-01 2',
      'RESEARCH_VISIT 2023-10-01 2',
      'SOLVED_PROBLEM 2023-01-01 2',
      'YEAR_END_REPORT 2023-01-01 2',
    ]);
    const refused = await world.ask('{ obligations(filter: {dueWithinDays: 367}) { totalCount } }');
    expect(codes(refused)).toEqual(['INVALID_INPUT']);
  });

  test('a quarter begins on the first of January, April, July and October, and a visit counts in its own alone', async () => {
    const visits = await of({ rule: ['RESEARCH_VISIT'], from: '2024-01-01', to: '2024-12-31' });
    expect(
      visits.map(({ periodStart, dueOn, status }: Record<string, string>) => [periodStart, dueOn, status]),
    ).toEqual([
      ['2024-01-01', '2024-03-31', 'MET'],
      ['2024-04-01', '2024-06-30', 'NOT_YET_DUE'],
      ['2024-07-01', '2024-09-30', 'NOT_YET_DUE'],
      ['2024-10-01', '2024-12-31', 'NOT_YET_DUE'],
    ]);
  });

  test('a matrix has the pairing by its title and the months of the periods, whatever the days of grace', async () => {
    const { data } = await world.ask(
      `{ obligationGroups(by: [PAIRING, MONTH], filter: {rule: [CONTACT], pairing: "${pairing}", to: "2024-03-31"}, asOf: "2024-03-03") {
        label pairing month met due overdue } }`,
      { policies: { obligations: { graceDays: 5, visitIsContact: false } } },
    );
    const cell = (month: number, met: number, due: number, overdue: number) => {
      return {
        label: `示例结对0001 · 2024年${month}月`,
        pairing,
        month: `2024-0${month}`,
        met,
        due,
        overdue,
      };
    };
    expect(data.obligationGroups).toEqual([cell(1, 0, 0, 1), cell(2, 1, 0, 0), cell(3, 0, 1, 0)]);
  });

  test('a research visit is a contact of its month where the policy says so', async () => {
    const january = (policies: object) =>
      world.ask(
        `{ obligations(filter: {rule: [CONTACT], pairing: "${pairing}", to: "2024-01-31"}) { nodes { status done satisfiedBy { heldOn } } } }`,
        { policies: { obligations: policies } },
      );
    expect((await january({ visitIsContact: true })).data.obligations.nodes).toEqual([
      { status: 'MET', done: 1, satisfiedBy: [{ heldOn: '2024-01-31' }] },
    ]);
    expect((await january({ visitIsContact: false })).data.obligations.nodes).toEqual([
      { status: 'OVERDUE', done: 0, satisfiedBy: [] },
    ]);
  });

  test.each([
    [0, ['OVERDUE', 'OVERDUE', 'DUE']],
    [0.5, ['EXEMPT', 'OVERDUE', 'DUE']],
    [0.7, ['EXEMPT', 'OVERDUE', 'EXEMPT']],
    [1, ['EXEMPT', 'OVERDUE', 'EXEMPT']],
  ])('with a least share of %f, 1 of 31, 29 of 29 and 20 of 31 days are %j', async (leastShare, expected) => {
    const { data } = await world.ask(
      `{ obligations(filter: {rule: [CONTACT], pairing: "${id(chaoan, 'pair', 2)}"}, asOf: "2024-03-15") { nodes { status } } }`,
      { policies: { obligations: { leastShare } } },
    );
    expect(data.obligations.nodes.map(({ status }: { status: string }) => status)).toEqual(expected);
  });

  test('within the days of grace what is undone is due, after them overdue; what is done in them does not count', async () => {
    const february = async (asOf: string) => {
      const { data } = await world.ask(
        `query ($asOf: Date) { obligations(filter: {rule: [CONTACT], pairing: "${pairing}", from: "2023-02-01", to: "2023-02-28"}, asOf: $asOf) {
          nodes { dueOn status daysLeft } } }`,
        { variables: { asOf }, policies: { obligations: { graceDays: 5 } } },
      );
      return data.obligations.nodes[0];
    };
    expect(await february('2023-03-05')).toEqual({ dueOn: '2023-03-05', status: 'DUE', daysLeft: 0 });
    expect(await february('2023-03-06')).toEqual({ dueOn: '2023-03-05', status: 'OVERDUE', daysLeft: -1 });
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
