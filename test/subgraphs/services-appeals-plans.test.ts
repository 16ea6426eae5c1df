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
  await world.select(`insert into appeal_step (appeal_id, position, step, from_state, to_state, tier, taken_at, taken_as)
    select id, i, (array['RAISE', 'ACCEPT', 'FOLLOW_UP', 'FOLLOW_UP'])[i], case i when 1 then null when 2 then 'RAISED' else 'ACCEPTED' end,
      case i when 1 then 'RAISED' else 'ACCEPTED' end, 'T1', raised_at + i * interval '1 day', 'ORGANISATION'
    from appeal, generate_series(1, 4) i`);
  await world.select(`update appeal set state = 'CLOSED', closed_at = raised_at + interval '9 days', resolved_at = raised_at + interval '7 days',
      resolution_days = 5, satisfied = true, called_back_at = raised_at + interval '8 days', due_on = '9999-12-31'
    where right(id, 1) in ('1', '2', '3', '4')`);
  await world.select(`update appeal_part set answered_at = assigned_at + interval '3 days', answer = '答复' || repeat('。', 60), deadline_on = date '2022-01-10'
    where right(appeal_id, 1) in ('1', '2', '3', '4')`);
  await world.select(`insert into public_service (id, owner, provenance, kind, title, sort_title, provided_on, organisation_id, beneficiary_kind,
      beneficiary_organisation_id)
    select o.owner || '-svc-01' || lpad(i::text, 24, '0'), o.owner, 'DEMONSTRATION', 'WARMTH', '服务' || i, 'fu wu ' || i, date '2022-01-01' + i % 700,
      o.owner || '-org-01' || lpad((i % 500)::text, 24, '0'), 'ORGANISATION', o.owner || '-org-01' || lpad((i % 700)::text, 24, '0')
    from generate_series(1, 20000) i, lateral (select (array['${chaoan}', '${raoping}'])[1 + i % 2] as owner) o`);
  await world.select(`insert into contact_access (position, id, owner, read_at, subject, roles, records, previous, hash)
    select i, '${chaoan}-acc-01' || lpad(i::text, 24, '0'), '${chaoan}', timestamptz '2022-01-01' + i * interval '1 minute',
      'officer-' || i % 50, '{COUNTY}', array['${chaoan}-app-01' || lpad((2 * i)::text, 24, '0')], 'p' || i, 'h' || i
    from generate_series(1, 20000) i`);
  // Indexes are read alone only where the database knows that nothing has changed since.
  await world.select('vacuum (analyze)');
}, 120_000);
afterAll(() => world?.[Symbol.asyncDispose]());

const county = officer('COUNTY', chaoan);
const auditor = officer('AUDITOR', city);
const own = `jurisdictions: ["${chaoan}"]`;
const quarter = `from: "2023-07-01", asOf: "2023-09-30", ${own}`;
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
  ['indicators of a county', county, `{ appealIndicators(by: []) { ratio { value } } }`, [chaoan]],
  [
    'indicators of a past quarter',
    county,
    `{ appealIndicators(by: [], ${quarter}) { ratio { value } } }`,
    [chaoan],
  ],
  ['counts of a county', county, `{ appealGroups(by: [TIER, STATE]) { count } }`, [chaoan]],
  [
    'counts of a past day',
    county,
    `{ appealGroups(by: [TIER, STATE], asOf: "2023-09-30", ${own}) { count } }`,
    [chaoan],
  ],
  ['days to resolution', county, `{ appealResolution(by: []) { days { median } } }`, [chaoan]],
  [
    'days to resolution in a past quarter',
    county,
    `{ appealResolution(by: [], ${quarter}) { days { median } } }`,
    [chaoan],
  ],
  [
    'the appeals behind an indicator',
    county,
    `{ appealIndicatorAppeals(code: APPEALS_ON_TIME, part: DENOMINATOR, ${order('DUE_ON')}) { totalCount nodes { id } } }`,
    [chaoan],
  ],
  [
    'the appeals behind an indicator of a past quarter',
    county,
    `{ appealIndicatorAppeals(code: APPEALS_ON_TIME, part: DENOMINATOR, ${quarter}, ${order('DUE_ON')}) { totalCount nodes { id } } }`,
    [chaoan],
  ],
  [
    'parts by department',
    county,
    `{ appealPartGroups(by: [DEPARTMENT], ${own}) { parts appeals onTime { value } } }`,
    [chaoan],
  ],
  [
    'parts by department in a past quarter',
    county,
    `{ appealPartGroups(by: [DEPARTMENT, STATE], ${quarter}) { parts onTime { value } } }`,
    [chaoan],
  ],
  [
    'the parts that a department owes',
    officer('UNIT', city, { unit: department }),
    `{ appealParts(filter: { department: "${department}", state: [OPEN, OVERDUE] }) { totalCount nodes { position } } }`,
    undefined,
  ],
  [
    'the services that an organisation received',
    county,
    `{ publicServices(filter: { beneficiaryOrganisation: "${chaoan}-org-01${'7'.padStart(24, '0')}" }) { totalCount nodes { id } } }`,
    [chaoan],
  ],
  [
    'the history of public services',
    county,
    `{ publicServices(first: 50) { nodes { id history { change reason } } } }`,
    [chaoan],
  ],
])('%s: read by an index', async (_, viewer, query, owned) => {
  const plans = await world.plansOf(query, { viewer, ...(owned && { owned }) });
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans)
    expect(plan).not.toMatch(
      /Seq Scan on (appeal|appeal_part|appeal_step|contact_access|public_service|public_service_history)\b/,
    );
});

test('what is due for the schedule is found by an index', async () => {
  const rows =
    await world.select(`explain select id, escalates_on from appeal where escalates_on <= '2022-01-21'::date
    and owner = any('{${chaoan}}'::text[]) and (escalates_on, id) > ('-infinity'::date, '') order by escalates_on, id limit 200`);
  expect(JSON.stringify(rows)).not.toContain('Seq Scan');
});

test('the organisations whose industry is not known are found by an index', async () => {
  const rows = await world.select(`explain select distinct organisation_id from appeal
    where industry is null and owner = any('{${chaoan}}'::text[]) and organisation_id > ''
      and not exists (select 1 from unknown_industry u where u.organisation_id = appeal.organisation_id and u.again_on > current_date)
    order by organisation_id limit 50`);
  // The few that nobody knows may be read whole.
  expect(JSON.stringify(rows)).not.toContain('Seq Scan on appeal');
});
