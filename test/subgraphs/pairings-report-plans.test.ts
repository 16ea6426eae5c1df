import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { at } from './pairings-report-world.ts';
import { chaoan, city, officer, openWorld, raoping, type World } from './pairings-world.ts';

let world: World;
const tail = (n: number): string => `01${String(n).padStart(24, '0')}`;
const pairing = `${chaoan}-pair-${tail(7)}`;
const unit = `${chaoan}-unit-${tail(3)}`;

beforeAll(async () => {
  world = await openWorld(pairings);
  // Three owners of 400 pairings each, with 40 activities and five reports to a pairing.
  for (const statement of [
    `insert into pairing (id, owner, provenance, kind, title, sort_title, state, unit_id, organisation_id, started_on)
      select o || '-pair-01' || lpad(i::text, 24, '0'), o, 'DEMONSTRATION', 'UNIT_ORGANISATION', '示例结对' || i,
        'shi li jie dui ' || i % 97, 'CONFIRMED', o || '-unit-01' || lpad((i % 20)::text, 24, '0'),
        o || '-org-01' || lpad(i::text, 24, '0'), date '2018-01-01' + i
      from unnest(array['${city}', '${chaoan}', '${raoping}']) o, generate_series(1, 400) i`,
    `insert into activity (id, owner, provenance, kind, title, sort_title, held_on, pairing_id, unit_id)
      select replace(left(p.id, 12), 'pair', 'act') || lpad(((right(p.id, 6)::int) * 100 + i)::text, 25, '0'), p.owner, 'DEMONSTRATION',
        (array['CONTACT', 'CONTACT', 'RESEARCH_VISIT', 'TRAINING', 'SOLVED_PROBLEM'])[1 + i % 5], '示例活动', 's' || i,
        date '2021-05-01' + i * 27, p.id, p.unit_id
      from pairing p, generate_series(1, 40) i`,
    `insert into report (id, owner, provenance, kind, year, title, sort_title, name, period_from, period_to, state, pairing_id, unit_id)
      select replace(left(p.id, 12), 'pair', 'rep') || lpad(((right(p.id, 6)::int) * 10 + i)::text, 25, '0'), p.owner, 'DEMONSTRATION',
        'PAIRING', 2018 + i, '示例报告', 's' || i % 7, p.title, make_date(2018 + i, 1, 1), make_date(2018 + i, 12, 31), 'DRAFT', p.id, p.unit_id
      from pairing p, generate_series(1, 5) i`,
    'vacuum (analyze)',
  ]) {
    await world.select(statement);
  }
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

const report = `${chaoan}-rep-01${String(75).padStart(24, '0')}`;
const one = `["${chaoan}"]`;

test.each([
  ['the reports of a pairing', `{ pairing(id: "${pairing}") { reports { totalCount nodes { year } } } }`],
  [
    'a page of reports, the last year first',
    `{ reports(first: 50, jurisdictions: ${one}) { nodes { title } } }`,
  ],
  [
    'a page of reports by title',
    `{ reports(first: 50, jurisdictions: ${one}, orderBy: { field: TITLE }) { nodes { title } } }`,
  ],
  [
    'the reports of a unit',
    `{ _entities(representations: [{ __typename: "MemberUnit", id: "${unit}" }]) { ... on MemberUnit { reports { nodes { year } } } } }`,
  ],
  ['what a draft of a pairing says', `{ reportContent(id: "${report}") { figures { value } } }`],
])('%s: no table is read whole', async (_, query) => {
  const plans = await world.plansOf(query, {
    viewer: officer('COUNTY', chaoan),
    clock: at('2024-01-10T04:00:00Z'),
  });
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (pairing|activity|report)\b/);
});
