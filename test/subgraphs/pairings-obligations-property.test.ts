import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { pairings } from '@jiedui/pairings/subgraph';
import type { RecordId } from '@jiedui/schema/contract/id';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import {
  dullGroups,
  dullObligations,
  type OracleActivity,
  type OracleDebtor,
  type OracleObligation,
} from './pairings-obligations-oracle.ts';
import { chaoan, city, id, openWorld, type World } from './pairings-world.ts';

/** The statement against a loop over pairings and instructors, rules, periods and activities: lists, their activities, and groups. */

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
const rules = [
  'LEDGER',
  'CONTACT',
  'RESEARCH_VISIT',
  'SOLVED_PROBLEM',
  'YEAR_END_REPORT',
  'INSTRUCTOR_VISIT',
];
const states = ['MET', 'DUE', 'OVERDUE', 'NOT_YET_DUE', 'EXEMPT'];
const dimensions = ['JURISDICTION', 'SUBJECT', 'RULE', 'MONTH', 'STATUS'] as const;

const cases = fc.record({
  pairings: fc.array(
    fc.record({
      owner: fc.constantFrom(...owners),
      kind: fc.constantFrom('UNIT_ORGANISATION', 'UNIT_ORGANISATION', 'SCHOOL_SCHOOL'),
      state: fc.constantFrom('PROPOSED', 'CONFIRMED', 'ENDED', 'RENEWED', 'REFUSED'),
      days: fc.tuple(day, fc.option(day)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  instructors: fc.array(
    fc.record({ owner: fc.constantFrom(...owners), days: fc.tuple(day, fc.option(day)) }),
    { maxLength: 2 },
  ),
  activities: fc.array(
    fc.record({
      owner: fc.constantFrom(...owners),
      instructor: fc.option(fc.nat({ max: 1 })),
      pairing: fc.option(fc.nat({ max: 3 }), { freq: 8 }),
      kind: fc.constantFrom(
        'CONTACT',
        'RESEARCH_VISIT',
        'SOLVED_PROBLEM',
        'LEDGER_COMPILED',
        'YEAR_END_REPORT',
        'TRAINING',
        'INSTRUCTOR_VISIT',
        'INSTRUCTOR_VISIT',
        'INSTRUCTOR_VISIT',
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
    fc.asyncProperty(
      cases,
      async ({ pairings: made, instructors, activities: done, span, policy, filter, by }) => {
        const debtors = [
          ...made.map(({ owner, kind, state, days }, index) => ({
            id: id(owner, 'pair', index),
            owner,
            pairing: {
              kind,
              state: state === 'REFUSED' ? 'ENDED' : state,
              refusedOn: state === 'REFUSED' ? '2023-01-01' : null,
            },
            ...lifeOf(days),
          })),
          ...instructors.map(({ owner, days }, index) => ({
            id: id(owner, 'instr', index),
            owner,
            pairing: null,
            ...lifeOf(days),
          })),
        ];
        const idOf = (of: number | null, found: { id: string }[]): string | null =>
          of === null || found.length === 0 ? null : found[of % found.length]!.id;
        const acts = done.map(({ owner, pairing, instructor, kind, heldOn }, index) => ({
          id: id(owner, 'act', index),
          owner,
          kind,
          heldOn,
          pairingId: idOf(pairing, debtors.slice(0, made.length)),
          instructorId: idOf(instructor, debtors.slice(made.length)),
        }));
        await fill(debtors, acts);
        const [from, to] = span.slice(0, 2).sort() as [string, string];
        const asked = { from, to, ...filter };
        const asOf = span[2];
        const { data, errors } = await world.ask(query, {
          variables: { filter: asked, asOf, by },
          clock,
          policies: { obligations: policy },
        });
        expect(errors).toBeUndefined();
        const expected = dullObligations(debtors, acts, asked, asOf, policy);
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
      },
    ),
    { seed, numRuns: Math.max(150, runs(300)) },
  );
  expect([...seen].sort()).toEqual([...states].sort());
}, 120_000);

function lifeOf([a, b]: [string, string | null]): { startedOn: string; endedOn: string | null } {
  if (b === null) return { startedOn: a, endedOn: null };
  return b < a ? { startedOn: b, endedOn: a } : { startedOn: a, endedOn: b };
}

async function fill(
  debtors: readonly (OracleDebtor & { id: RecordId })[],
  activities: readonly (OracleActivity & { id: RecordId })[],
): Promise<void> {
  await world.select('truncate pairing, pairing_history, activity, activity_history, instructor_service');
  for (const { id, owner, pairing, startedOn, endedOn } of debtors) {
    const row = { id, owner, title: id, started_on: startedOn, ended_on: endedOn };
    if (pairing) {
      const { kind, state, refusedOn } = pairing;
      const facts = { kind, state, refused_on: refusedOn, sort_title: 't', principles: [], mechanisms: [] };
      await world.insert('pairing', [{ ...row, ...facts }]);
    } else {
      await world.insert('instructor_service', [
        { ...row, unit_id: unit, organisation_ids: [], provenance: undefined },
      ]);
    }
  }
  await world.insert(
    'activity',
    activities.map(({ heldOn, pairingId, instructorId, ...row }) => ({
      ...row,
      title: 't',
      sort_title: 't',
      held_on: heldOn,
      pairing_id: pairingId,
      instructor_id: instructorId,
      aspects: [],
      items: [],
    })),
  );
}

const unit = id(city, 'unit', 1);

interface Node {
  jurisdiction: { code: string };
  satisfiedBy: { id: string }[];
}

function valueOf(dimension: (typeof dimensions)[number], obligation: OracleObligation): string {
  switch (dimension) {
    case 'JURISDICTION':
      return obligation.owner;
    case 'SUBJECT':
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
