import { services } from '@jiedui/services/subgraph';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, city, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

let world: World;
const department = id(city, 'unit', 7);

beforeAll(async () => {
  world = await openWorld(services);
  // Sizes at which reading all of a table is dearer than its indexes.
  await world.select(`insert into appeal (id, owner, provenance, title, sort_title, organisation_id, unit_id, tier, state,
      raised_at, steps, clock_started_on, clock_days, due_on, due_soon_on, escalates_on, industry)
    select o.owner || '-app-01' || lpad(i::text, 24, '0'), o.owner, 'DEMONSTRATION', '诉求' || i, 'su qiu ' || i,
      o.owner || '-org-01' || lpad((i % 500)::text, 24, '0'), o.owner || '-unit-01' || lpad((i % 40)::text, 24, '0'),
      case when i % 50 = 0 then 'T3' else 'T1' end, case when i % 50 = 0 then 'ESCALATED' else 'ACCEPTED' end,
      timestamptz '2022-01-01' + i * interval '1 hour', 1, '2022-01-01', 5, date '2022-01-10' + i % 900,
      date '2022-01-06' + i % 900, date '2022-01-20' + i % 900, case when i % 100 = 0 then null else 'C' end
    from generate_series(1, 30000) i, lateral (select (array['${chaoan}', '${raoping}'])[1 + i % 2] as owner) o`);
  await world.select(`insert into appeal_part (appeal_id, position, unit_id, task, assigned_at, assigned_as, clock_started_on, clock_days)
    select id, 1, case when right(id, 3) = '123' then '${department}' else '${city}-unit-01' || lpad('1', 24, '0') end, '事项',
      raised_at, 'COUNTY', '2022-01-01', 5 from appeal`);
  await world.select(`insert into appeal_step (appeal_id, position, step, to_state, tier, taken_at, taken_as)
    select id, 1, 'RAISE', 'RAISED', 'T1', raised_at, 'ORGANISATION' from appeal`);
  await world.select(`insert into contact_access (position, id, owner, read_at, subject, roles, records, previous, hash)
    select i, '${chaoan}-acc-01' || lpad(i::text, 24, '0'), '${chaoan}', timestamptz '2022-01-01' + i * interval '1 minute',
      'officer-' || i % 50, '{COUNTY}', array['${chaoan}-app-01' || lpad((2 * i)::text, 24, '0')], 'p' || i, 'h' || i
    from generate_series(1, 20000) i`);
  await world.select('analyze');
}, 120_000);
afterAll(() => world?.[Symbol.asyncDispose]());

const county = officer('COUNTY', chaoan);
const auditor = officer('AUDITOR', city);
const order = (field: string) => `orderBy: { field: ${field} }`;

test.each([
  ['the queue of a county', county, `{ appeals(${order('DUE_ON')}) { nodes { id } } }`, [chaoan]],
  ['the queue of several counties', auditor, `{ appeals(${order('DUE_ON')}) { nodes { id } } }`, undefined],
  [
    'what is escalated',
    officer('CITY', city),
    `{ appeals(filter: { escalated: true }, ${order('DUE_ON')}) { nodes { id } } }`,
    [chaoan],
  ],
  ['by when they were raised', county, `{ appeals(${order('RAISED_AT')}) { nodes { id } } }`, [chaoan]],
  ['by title', county, `{ appeals(${order('TITLE')}) { nodes { id } } }`, [chaoan]],
  [
    'those in which a department has a part',
    officer('UNIT', city, { unit: department }),
    `{ appeals(filter: { department: "${department}" }) { nodes { id parts { task } steps { step } } } }`,
    undefined,
  ],
  [
    'the log of an appeal',
    auditor,
    `{ contactAccesses(filter: { appeal: "${id(chaoan, 'app', 1)}" }) { nodes { id } } }`,
    [chaoan],
  ],
  ['the last entries of the log', auditor, '{ contactAccesses { nodes { id } } }', [chaoan]],
])('%s: read by an index', async (_, viewer, query, owned) => {
  const plans = await world.plansOf(query, { viewer, ...(owned && { owned }) });
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans)
    expect(plan).not.toMatch(/Seq Scan on (appeal|appeal_part|appeal_step|contact_access)\b/);
});

test('what is due for the schedule is found by an index', async () => {
  const rows =
    await world.select(`explain select id, escalates_on from appeal where escalates_on <= '2022-01-21'::date
    and owner = any('{${chaoan}}'::text[]) and (escalates_on, id) > ('-infinity'::date, '') order by escalates_on, id limit 200`);
  expect(JSON.stringify(rows)).not.toContain('Seq Scan');
});

test('the organisations whose industry is not known are found by an index', async () => {
  const rows = await world.select(`explain select distinct organisation_id from appeal
    where industry is null and owner = any('{${chaoan}}'::text[]) and organisation_id > '' order by organisation_id limit 50`);
  expect(JSON.stringify(rows)).not.toContain('Seq Scan');
});
