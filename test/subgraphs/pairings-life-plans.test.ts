import { run, sql } from '@jiedui/kit/sql';
import { rivalOf } from '@jiedui/pairings/pairing/rival';
import { pairings } from '@jiedui/pairings/subgraph';
import type { RecordId } from '@jiedui/schema/contract/id';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, city, openWorld, raoping, type World } from './pairings-world.ts';

let world: World;
const tail = (n: number): string => `01${String(n).padStart(24, '0')}`;

beforeAll(async () => {
  world = await openWorld(pairings);
  // Three owners of 400 pairings each, with 40 activities and two projects to a pairing: reading all is dearer than the indexes.
  for (const statement of [
    `insert into pairing (id, owner, provenance, kind, title, sort_title, state, unit_id, party_organisation_id, started_on, created_at)
      select o || '-pair-01' || lpad(i::text, 24, '0'), o, 'DEMONSTRATION', 'UNIT_ORGANISATION', '示例结对' || i,
        'shi li jie dui ' || i % 97, 'CONFIRMED', o || '-unit-01' || lpad((i % 20)::text, 24, '0'),
        o || '-party-01' || lpad(i::text, 24, '0'), date '2021-01-01' + i, timestamptz '2021-01-01'
      from unnest(array['${city}', '${chaoan}', '${raoping}']) o, generate_series(1, 400) i`,
    `insert into activity (id, owner, provenance, kind, title, sort_title, held_on, pairing_id, unit_id, instructor_id, items, created_at)
      select replace(left(p.id, 12), 'pair', 'act') || lpad(((right(p.id, 6)::int) * 100 + i)::text, 25, '0'), p.owner, 'DEMONSTRATION',
        'INSTRUCTOR_VISIT', '示例活动', 's' || i, date '2021-05-01' + i * 20, p.id, p.unit_id,
        p.owner || '-instr-01' || lpad(((right(p.id, 6)::int) % 50)::text, 24, '0'),
        case when i % 20 = 0 then '{TRAINING}' else '{}' end::text[], timestamptz '2021-01-01'
      from pairing p, generate_series(1, 40) i`,
    `insert into co_building_plan (pairing_id, owner, year, items)
      select p.id, p.owner, y, '{TRAINING,BRANDS}' from pairing p, generate_series(2021, 2024) y`,
    `insert into project (id, owner, provenance, name, sort_name, pairing_id, started_on, due_on, planned_due_on, created_at)
      select replace(left(p.id, 12), 'pair', 'proj') || lpad(((right(p.id, 6)::int) * 10 + i)::text, 25, '0'), p.owner, 'DEMONSTRATION',
        '示例项目', 's' || i, p.id, p.started_on, p.started_on + 100, p.started_on + 90, timestamptz '2021-01-01'
      from pairing p, generate_series(1, 2) i`,
    `insert into project_milestone (project_id, position, name, due_on)
      select id, i, '示例节点', due_on from project, generate_series(1, 3) i`,
    `insert into project_inspection (project_id, position, kind, inspected_on)
      select id, i, 'ONLINE', due_on from project, generate_series(1, 2) i`,
    'vacuum (analyze)',
  ]) {
    await world.select(statement);
  }
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

const readsAll =
  /Seq Scan on (pairing|activity|project|project_milestone|project_inspection|co_building_plan)(_history)?\b/;
const pairing = `${chaoan}-pair-${tail(7)}`;
const unit = `${chaoan}-unit-${tail(3)}`;
const instructor = `${chaoan}-instr-${tail(5)}`;
const own = `jurisdictions: ["${chaoan}"]`;

test.each([
  ['pairings as of a day', `{ pairings(first: 20, asOf: "2023-01-01", ${own}) { nodes { title } } }`],
  ['a pairing as of a day', `{ pairing(id: "${pairing}", asOf: "2023-01-01") { title } }`],
  [
    'what a pairing did and built, as of a day',
    `{ pairing(id: "${pairing}") { activities(asOf: "2023-01-01") { totalCount nodes { title } }
      projects(asOf: "2023-01-01") { totalCount nodes { name } } } }`,
  ],
  ['the history of a page of pairings', `{ pairings(first: 20, ${own}) { nodes { history { change } } } }`],
  [
    'the items of a page of pairings',
    `{ pairings(first: 20, ${own}) { nodes { items(year: 2022) { planned done lastActivity { heldOn } } } } }`,
  ],
  [
    'the items of a county in a year',
    `{ coBuildingGroups(by: [ITEM], filter: { from: 2023 }, ${own}) { planned done } }`,
  ],
  [
    'activities of an instructor',
    `{ activities(first: 20, filter: { instructor: "${instructor}" }, ${own}) { totalCount nodes { heldOn } } }`,
  ],
  [
    'projects with all that they consist of',
    `{ projects(first: 20, ${own}) { nodes { state milestones { name } inspections { kind } dueDates { dueOn } history { change } } } }`,
  ],
  [
    'the active pairing of a unit',
    `{ pairings(first: 20, filter: { unit: "${unit}", active: true }, ${own}) { nodes { id } } }`,
  ],
])('%s: no table is read whole', async (_, query) => {
  for (const plan of await world.plansOf(query)) expect(plan).not.toMatch(readsAll);
});

test('whether there is an active pairing already is looked up by the index that keeps a second one out', async () => {
  const sides = { organisationId: null, partyOrganisationId: `${chaoan}-party-${tail(9)}` as RecordId };
  const rival = rivalOf({ id: `${chaoan}-pair-${tail(0)}` as RecordId, owner: chaoan, ...sides });
  const plan = await world.within((em) => run<{ 'QUERY PLAN': string }>({ em }, sql`explain ${rival}`));
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('Index Scan using pairing_active');
  expect(await world.within((em) => run({ em }, rival))).toHaveLength(1);
});
