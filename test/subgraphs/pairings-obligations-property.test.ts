import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { pairings } from '@jiedui/pairings/subgraph';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import { dullGroups, dullObligations, type OracleObligation } from './pairings-obligations-oracle.ts';
import { chaoan, city, id, openWorld, type World } from './pairings-world.ts';

/** The statement against a loop over pairings, rules, periods and activities: lists, their activities, and groups. */

let world: World;
beforeAll(async () => {
  world = await openWorld(pairings);
});
afterAll(() => world[Symbol.asyncDispose]());

/** 2023 to 2025, one of which is a leap year; the first and last days of months more often than others. */
const anyDay = fc
  .integer({ min: 0, max: 3 * 366 - 3 })
  .map((days) => new Date(Date.UTC(2023, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const monthEdge = fc
  .tuple(fc.integer({ min: 0, max: 35 }), fc.constantFrom(0, 1, 2))
  .map(([month, day]) => new Date(Date.UTC(2023, month, day)).toISOString().slice(0, 10));
const day = fc.oneof(anyDay, monthEdge, fc.constantFrom('2024-02-28', '2024-02-29', '2024-03-01'));
const owners = [city, chaoan];
const rules = ['LEDGER', 'CONTACT', 'RESEARCH_VISIT', 'SOLVED_PROBLEM', 'YEAR_END_REPORT'];
const states = ['MET', 'DUE', 'OVERDUE', 'NOT_YET_DUE', 'EXEMPT'];
const dimensions = ['JURISDICTION', 'PAIRING', 'RULE', 'MONTH', 'STATUS'] as const;

const cases = fc.record({
  pairings: fc.array(
    fc.record({
      owner: fc.constantFrom(...owners),
      kind: fc.constantFrom('UNIT_ORGANISATION', 'UNIT_ORGANISATION', 'SCHOOL_SCHOOL'),
      state: fc.constantFrom('PROPOSED', 'CONFIRMED', 'ENDED', 'RENEWED'),
      days: fc.tuple(day, fc.option(day)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  activities: fc.array(
    fc.record({
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
    }),
    { maxLength: 40 },
  ),
  span: fc.tuple(day, day, day),
  policy: fc.record({
    leastShare: fc.constantFrom(0, 0.25, 0.5, 1),
    graceDays: fc.constantFrom(0, 0, 5, 40),
    visitIsContact: fc.boolean(),
  }),
  filter: fc.record(
    {
      rule: fc.subarray(rules, { minLength: 1 }),
      status: fc.subarray(states, { minLength: 1 }),
      running: fc.constant(true),
      dueWithinDays: fc.constantFrom(0, 7, 100),
    },
    { requiredKeys: [] },
  ),
  by: fc.subarray([...dimensions]),
});

const query = `query ($filter: ObligationFilter, $asOf: Date, $by: [ObligationDimension!]!) {
  obligations(first: 500, filter: $filter, asOf: $asOf, orderBy: {field: ID}) { totalCount nodes {
    id jurisdiction { code } rule periodStart periodEnd dueOn required done status daysLeft satisfiedBy { id } } }
  obligationGroups(by: $by, filter: $filter, asOf: $asOf) {
    key count met due overdue compliance { numerator denominator } } }`;

test('obligations, the activities behind them and their groups are what a loop gives', async () => {
  const seen = new Set<string>();
  const clock = clockOf(() => new Date('2026-02-01T04:00:00Z'));
  await fc.assert(
    fc.asyncProperty(cases, async ({ pairings: made, activities: done, span, policy, filter, by }) => {
      const rows = made.map(({ owner, kind, state, days: [a, b] }, index) => ({
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
      await world.select('truncate pairing, activity, pairing_history, activity_history');
      await world.insert(
        'pairing',
        rows.map(({ startedOn, endedOn, ...row }) => ({
          ...row,
          title: row.id,
          sort_title: 't',
          started_on: startedOn,
          ended_on: endedOn,
          principles: [],
          mechanisms: [],
        })),
      );
      await world.insert(
        'activity',
        acts.map(({ heldOn, pairingId, ...row }) => ({
          ...row,
          title: 't',
          sort_title: 't',
          held_on: heldOn,
          pairing_id: pairingId,
          aspects: [],
        })),
      );
      const [from, to] = span.slice(0, 2).sort() as [string, string];
      const asked = { from, to, ...filter };
      const asOf = span[2];
      const { data, errors } = await world.ask(query, {
        variables: { filter: asked, asOf, by },
        clock,
        policies: { obligations: policy },
      });
      expect(errors).toBeUndefined();
      const expected = dullObligations(rows, acts, asked, asOf, policy);
      for (const { status } of expected) seen.add(status);
      expect(
        data.obligations.nodes.map(({ jurisdiction, satisfiedBy, ...node }: Node) => ({
          ...node,
          owner: jurisdiction.code,
          satisfiedBy: satisfiedBy.map(({ id }) => id),
        })),
      ).toEqual(expected);
      expect(data.obligations.totalCount).toBe(expected.length);
      const groups = dullGroups(expected, (each) => by.map((dimension) => valueOf(dimension, each)));
      const none = { count: 0, met: 0, due: 0, overdue: 0, compliance: { numerator: 0, denominator: 0 } };
      // No dimension is one group, also over nothing.
      expect(data.obligationGroups).toEqual(
        by.length === 0 && groups.length === 0 ? [{ key: '[]', ...none }] : groups,
      );
    }),
    { seed, numRuns: runs(300) },
  );
  expect([...seen].sort()).toEqual([...states].sort());
}, 120_000);

interface Node {
  jurisdiction: { code: string };
  satisfiedBy: { id: string }[];
}

function valueOf(dimension: (typeof dimensions)[number], obligation: OracleObligation): string {
  switch (dimension) {
    case 'JURISDICTION':
      return obligation.owner;
    case 'PAIRING':
      return obligation.id.split('/')[0]!;
    case 'RULE':
      return obligation.rule;
    case 'MONTH':
      return obligation.periodEnd.slice(0, 7);
    case 'STATUS':
      return obligation.status;
    default:
      throw new Error(`Unplanned ${dimension satisfies never}`);
  }
}
