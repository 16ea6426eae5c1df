import 'reflect-metadata';

import { clockOf } from '@jiedui/kit/clock';
import { contextOf, type RequestContext } from '@jiedui/kit/context';
import { courier } from '@jiedui/kit/courier';
import { cursorSeal } from '@jiedui/kit/cursor';
import { Dispatch } from '@jiedui/kit/dispatch';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import type { OutboxEvent } from '@jiedui/kit/outbox';
import { run, sql } from '@jiedui/kit/sql';
import { subgraphSchema } from '@jiedui/kit/schema';
import { seedDatabase } from '@jiedui/local/seed/insert';
import { seeds } from '@jiedui/local/seed/seeds';
import { followedByPairings } from '@jiedui/organisations/instructor/announce';
import { organisations } from '@jiedui/organisations/subgraph';
import { pairings } from '@jiedui/pairings/subgraph';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { type ExecutionResult, graphql } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createMigratedDatabase } from '../support/postgres.ts';
import {
  chaoan,
  city,
  codesOf,
  dataOf,
  federation,
  officer,
  organisationRow,
  store,
  unitRow,
} from './county.ts';

/** What the organisations subgraph announces of instructors, as the pairings subgraph takes it in. */

let database: Database;
let url: string;
const subgraphs = [organisations, pairings];
const schemas = { organisations: subgraphSchema(organisations), pairings: subgraphSchema(pairings) };
const owned: readonly JurisdictionCode[] = [city, chaoan];
const own: Viewer = { subject: 'deployment-both', roles: ['DEPLOYMENT'], jurisdictions: owned };
const seal = cursorSeal('the cursor key of these tests alone, 32+');
const clock = clockOf(() => new Date('2022-12-20T04:00:00Z'));

beforeAll(async () => {
  ({ url } = await createMigratedDatabase());
  database = await openDatabase({ url, subgraphs });
  await store({ database } as Parameters<typeof store>[0], {
    organisations: [first, second],
    memberUnits: [unit],
  });
});
afterAll(() => database.close());

const first = organisationRow(chaoan, { name: '示例陶瓷企业' });
const second = organisationRow(chaoan, { name: '示例诊所' });
const unit = unitRow(city, { name: '示例市局' });

function contextFor(viewer: Viewer): RequestContext {
  return contextOf({ viewer, em: database.em(), owned, federation, clock, seal });
}

const ask = async (
  name: keyof typeof schemas,
  source: string,
  variableValues: Record<string, unknown> = {},
  viewer: Viewer = officer('COUNTY', chaoan),
): Promise<ExecutionResult> =>
  graphql({ schema: schemas[name], source, variableValues, contextValue: contextFor(viewer) });

const parked: object[] = [];
/** Carries what was announced, as the deployment of these jurisdictions does. */
async function carry(on = database, jurisdictions = owned): Promise<void> {
  const viewer: Viewer = { subject: 'deployment', roles: ['DEPLOYMENT'], jurisdictions };
  const dispatch = new Dispatch({
    em: () => on.em(),
    subgraph: 'organisations',
    deliveries: [followedByPairings],
    courier: courier({
      subgraphs,
      contextOf: () => ({ ...contextFor(viewer), em: on.em(), owned: jurisdictions }),
    }),
    log: { warn: () => undefined, error: (details) => void parked.push(details) },
  });
  await dispatch.round();
  expect(parked).toEqual([]);
}

let keys = 0;
async function step(mutation: string, type: string, input: object, viewer?: Viewer): Promise<string> {
  keys += 1;
  const answer = await ask(
    'organisations',
    `mutation ($key: ID!, $input: ${type}!) { done: ${mutation}(idempotencyKey: $key, input: $input) { instructor { id } } }`,
    { key: `service-key-${keys}`, input },
    viewer,
  );
  return dataOf<{ done: { instructor: { id: string } } }>(answer).done.instructor.id;
}

const advance = (instructor: string, to: string, takenOn: string, more: object = {}) =>
  step('advanceInstructor', 'AdvanceInstructorInput', { instructor, to, takenOn, ...more });
const liaison: Viewer = { subject: 'liaison', roles: ['UNIT'], jurisdictions: [city], unit: unit.id };

async function owed(instructor: string): Promise<object[]> {
  const answer = await ask(
    'pairings',
    `query ($filter: ObligationFilter) { obligations(filter: $filter) { nodes {
      title rule periodStart dueOn required done status unit { id } instructor { id } pairing { id } organisations { id } satisfiedBy { heldOn } } } }`,
    { filter: { instructor } },
  );
  return dataOf<{ obligations: { nodes: object[] } }>(answer).obligations.nodes;
}

test('an instructor who is dispatched owes two visits a month until the end, wherever the source unit lies', async () => {
  const instructor = await step('nominateInstructor', 'NominateInstructorInput', {
    jurisdiction: chaoan,
    name: '示例指导员001',
    sourceUnit: unit.id,
    nominatedOn: '2022-10-01',
  });
  await step(
    'advanceInstructor',
    'AdvanceInstructorInput',
    { instructor, to: 'VETTED', takenOn: '2022-10-02' },
    liaison,
  );
  await advance(instructor, 'ASSESSED', '2022-10-03');
  await carry();
  expect(await owed(instructor)).toEqual([]);

  await advance(instructor, 'DISPATCHED', '2022-10-04', { organisations: [first.id] });
  await carry();
  for (const heldOn of ['2022-10-10', '2022-10-24', '2022-11-15']) {
    keys += 1;
    dataOf(
      await ask(
        'pairings',
        'mutation ($key: ID!, $input: RecordActivityInput!) { recordActivity(idempotencyKey: $key, input: $input) { activity { id } } }',
        {
          key: `service-key-${keys}`,
          input: { jurisdiction: chaoan, kind: 'INSTRUCTOR_VISIT', title: '入企指导', heldOn, instructor },
        },
      ),
    );
  }
  const common = {
    title: '示例指导员001',
    rule: 'INSTRUCTOR_VISIT',
    required: 2,
    unit: { id: unit.id },
    instructor: { id: instructor },
    pairing: null,
    organisations: [{ id: first.id }],
  };
  expect(await owed(instructor)).toEqual([
    {
      ...common,
      periodStart: '2022-10-01',
      dueOn: '2022-10-31',
      done: 2,
      status: 'MET',
      satisfiedBy: [{ heldOn: '2022-10-10' }, { heldOn: '2022-10-24' }],
    },
    {
      ...common,
      periodStart: '2022-11-01',
      dueOn: '2022-11-30',
      done: 1,
      status: 'OVERDUE',
      satisfiedBy: [{ heldOn: '2022-11-15' }],
    },
    { ...common, periodStart: '2022-12-01', dueOn: '2022-12-31', done: 0, status: 'DUE', satisfiedBy: [] },
  ]);

  await step('reassignInstructor', 'ReassignInstructorInput', {
    instructor,
    organisations: [second.id],
    changedOn: '2022-12-05',
  });
  await advance(instructor, 'ENDED', '2022-12-19');
  await carry();
  const [, , last] = await owed(instructor);
  expect(last).toMatchObject({ dueOn: '2022-12-19', status: 'OVERDUE', organisations: [{ id: second.id }] });

  // Of the city's unit, what is owed in the county.
  const { data } = await ask(
    'pairings',
    '{ obligationGroups(by: [UNIT, SUBJECT], filter: {rule: [INSTRUCTOR_VISIT]}) { label unit subject met overdue } }',
  );
  expect(JSON.parse(JSON.stringify(data))).toEqual({
    obligationGroups: [
      { label: `${unit.id} · 示例指导员001`, unit: unit.id, subject: instructor, met: 1, overdue: 2 },
    ],
  });
});

test('who was never dispatched is not announced, and what is refused is announced to nobody', async () => {
  const instructor = await step('nominateInstructor', 'NominateInstructorInput', {
    jurisdiction: chaoan,
    name: '示例指导员002',
    sourceUnit: unit.id,
    nominatedOn: '2022-10-01',
  });
  await advance(instructor, 'ENDED', '2022-10-02');
  await expect(
    step('reassignInstructor', 'ReassignInstructorInput', {
      instructor,
      organisations: [second.id],
      changedOn: '2022-12-05',
    }),
  ).rejects.toThrow('DISPATCHED');
  const found = await run({ em: database.em() }, sql`select 1 from outbox where subject = ${instructor}`);
  expect(found).toEqual([]);
});

test('an event that arrives again, also after a later one, changes nothing; a stranger tells nothing', async () => {
  const events = await run<{ id: string; type: string; subject: string; payload: object }>(
    { em: database.em() },
    sql`select id, type, subject, payload from outbox order by seq`,
  );
  expect(events.map(({ type }) => type)).toEqual([
    'instructor.dispatched',
    'instructor.reassigned',
    'instructor.ended',
  ]);
  const before = await services(database);
  const tell = async (event: (typeof events)[number], viewer: Viewer, change: object = {}) => {
    const variables = followedByPairings.variables(event as unknown as OutboxEvent);
    return ask(
      'pairings',
      followedByPairings.document,
      { ...variables, input: { ...(variables['input'] as object), ...change } },
      viewer,
    );
  };
  expect((await tell(events[0]!, own)).errors).toBeUndefined();
  expect(await services(database)).toEqual(before);
  expect(codesOf(await tell(events[0]!, own, { name: '示例别名' }))).toEqual(['IDEMPOTENCY_CONFLICT']);
  const stranger: Viewer = { ...own, jurisdictions: [city] };
  expect(codesOf(await tell(events[0]!, stranger))).toEqual(['FORBIDDEN']);
  expect(codesOf(await tell(events[0]!, officer('COUNTY', chaoan)))).toEqual(['FORBIDDEN']);
  const other = { ...events[0]!, id: events[0]!.id.replace(chaoan, city) };
  expect(codesOf(await tell(other, own))).toEqual(['INVALID_INPUT']);
  expect(await services(database)).toEqual(before);
});

test('who was dispatched before anybody announced it is announced by the upgrade, as a seed has it', async () => {
  const ledgers = seeds['cangzhou']!();
  const codes = Object.keys(ledgers).map(parseJurisdictionCode);
  const seeded = await createMigratedDatabase();
  await seedDatabase(seeded.url, 'cangzhou', Object.values(ledgers), codes);
  const older = await openDatabase({ url: seeded.url, subgraphs });
  try {
    const expected = await services(older);
    expect(expected.length).toBeGreaterThan(68);
    const em = older.em();
    await run({ em }, sql`truncate instructor_service`);
    await run({ em }, sql`delete from migration where name = 'organisations-0015-announce-instructors'`);
    expect(await older.migrate()).toEqual(['organisations-0015-announce-instructors']);
    await carry(older, codes);
    expect(await services(older)).toEqual(expected);
  } finally {
    await older.close();
  }
});

const services = (on: Database): Promise<object[]> =>
  run({ em: on.em() }, sql`select * from instructor_service order by id collate "C"`);
