import 'reflect-metadata';

import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, city, openWorld, raoping, type World } from './pairings-world.ts';

let world: World;
const tail = (n: number): string => `01${String(n).padStart(24, '0')}`;

beforeAll(async () => {
  world = await openWorld(pairings);
  // Three owners of 400 pairings each, with 60 activities to a pairing: reading all is dearer than the indexes.
  for (const statement of [
    `insert into pairing (id, owner, provenance, kind, title, sort_title, state, unit_id, started_on)
      select o || '-pair-01' || lpad(i::text, 24, '0'), o, 'DEMONSTRATION', 'UNIT_ORGANISATION', '示例结对' || i,
        'shi li jie dui ' || i % 97, 'CONFIRMED', o || '-unit-01' || lpad((i % 20)::text, 24, '0'), date '2021-01-01' + i
      from unnest(array['${city}', '${chaoan}', '${raoping}']) o, generate_series(1, 400) i`,
    `insert into activity (id, owner, provenance, kind, title, sort_title, held_on, pairing_id, unit_id)
      select replace(left(p.id, 12), 'pair', 'act') || lpad(((right(p.id, 6)::int) * 100 + i)::text, 25, '0'), p.owner, 'DEMONSTRATION',
        (array['CONTACT', 'CONTACT', 'RESEARCH_VISIT', 'TRAINING', 'SOLVED_PROBLEM'])[1 + i % 5], '示例活动', 's' || i,
        date '2021-05-01' + i * 17, p.id, p.unit_id
      from pairing p, generate_series(1, 60) i`,
    'vacuum (analyze)',
  ]) {
    await world.select(statement);
  }
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

const readsAll = /Seq Scan on (pairing|activity)\b/;
const pairing = `${chaoan}-pair-${tail(7)}`;
const unit = `${chaoan}-unit-${tail(3)}`;

test.each([
  [
    'the obligations of a pairing',
    `{ pairing(id: "${pairing}") { obligations { totalCount nodes { status } } } }`,
  ],
  [
    'a page of the matrix of a county',
    `{ pairings(first: 50, jurisdictions: ["${chaoan}"], orderBy: {field: TITLE}) { nodes {
        obligations(first: 12, filter: {rule: [CONTACT], from: "2023-01-01", to: "2023-12-31"}) { nodes { status } } } } }`,
  ],
  [
    'what a unit owes within a week',
    `{ obligations(filter: {unit: "${unit}", dueWithinDays: 7}, jurisdictions: ["${chaoan}"]) { totalCount nodes { dueOn } } }`,
  ],
  [
    'the activities behind a page of obligations',
    `{ obligations(first: 50, filter: {pairing: "${pairing}"}) { nodes { satisfiedBy { heldOn } } } }`,
  ],
  [
    'the month of one county by pairing',
    `{ obligationGroups(by: [PAIRING, MONTH], filter: {rule: [CONTACT], running: true}, jurisdictions: ["${chaoan}"]) { met } }`,
  ],
])('%s: no table is read whole', async (_, query) => {
  for (const plan of await world.plansOf(query)) expect(plan).not.toMatch(readsAll);
});
