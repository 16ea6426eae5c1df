import 'reflect-metadata';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, type County, dataOf, officer, openCounty, raoping } from './county.ts';
import { observed } from './plans.ts';

let county: County;
let client: Client;

beforeAll(async () => {
  county = await openCounty(chaoan, raoping);
  client = new Client({ connectionString: county.url });
  await client.connect();
  // Sizes at which reading all of a table is dearer than its indexes.
  await client.query(`insert into organisation (id, owner, provenance, name, sort_name, kind, industry, status,
      employees, town, credit_code, registered_on, created_at)
    select o.owner || '-org-01' || lpad(i::text, 24, '0'), o.owner, 'DEMONSTRATION', chr(20000 + i % 5000) || '计划企业' || i, 'p' || i % 500 || ' ji hua qi ye ' || i,
      'NON_PUBLIC_ENTERPRISE', chr(65 + i % 20), 'OPERATING', i % 700, '镇' || i % 12, 'CODE' || i, date '2010-01-01' + i % 4000, timestamptz '2020-01-01'
    from generate_series(1, 20000) i, lateral (select (array['${chaoan}', '${raoping}'])[1 + i % 2] as owner) o`);
  await client.query(`insert into party_organisation (id, owner, provenance, name, sort_name, level, establishment, members, founded_on, host_kind, created_at)
    select replace(id, '-org-', '-party-'), owner, provenance, name, sort_name, 'BRANCH', 'SINGLE', 5, registered_on, kind, created_at
    from organisation where employees % 2 = 0`);
  await client.query(`insert into party_organisation_host (party_organisation_id, organisation_id, position)
    select id, replace(id, '-party-', '-org-'), 1 from party_organisation`);
  await client.query(`insert into member_unit (id, owner, provenance, name, sort_name, functions, level)
    select '${chaoan}-unit-01' || lpad(i::text, 24, '0'), '${chaoan}', 'DEMONSTRATION', '单位' || i, 'dan wei ' || i, '{G}', 'COUNTY'
    from generate_series(1, 40) i`);
  await client.query(`insert into campaign (id, owner, provenance, title, sort_title, starts_on, ends_on, state, closed_on)
    select '${chaoan}-camp-01' || lpad(i::text, 24, '0'), '${chaoan}', 'DEMONSTRATION', '摸底' || i, 'mo di ' || i,
      date '2015-01-01' + i, date '2015-02-01' + i, 'CLOSED', date '2015-02-01' + i from generate_series(1, 3000) i`);
  await client.query(`insert into survey (id, owner, provenance, organisation_id, campaign_id, state, surveyed_on, method, employees,
      members, operating, has_party_organisation)
    select replace(o.id, '-org-', '-survey-'), owner, provenance, o.id,
      case when owner = '${chaoan}' then '${chaoan}-camp-01' || lpad((o.employees % 300 + 1)::text, 24, '0') end,
      'SCREENED', registered_on + 100, 'VISIT', 10, 1, true, false
    from organisation o`);
  await client.query(`insert into instructor (id, owner, provenance, name, sort_name, source_unit_id, state, nominated_on)
    select '${chaoan}-instr-01' || lpad(i::text, 24, '0'), '${chaoan}', 'DEMONSTRATION', '指导员' || i, 'zhi dao yuan ' || i,
      '${chaoan}-unit-01' || lpad((i % 40 + 1)::text, 24, '0'), 'DISPATCHED', date '2020-01-01' + i % 700
    from generate_series(1, 6000) i`);
  await client.query(`insert into instructor_assignment (instructor_id, position, organisation_id, assigned_on)
    select '${chaoan}-instr-01' || lpad((i % 6000 + 1)::text, 24, '0'), i / 6000 + 1,
      '${chaoan}-org-01' || lpad((i * 2)::text, 24, '0'), date '2022-01-01' from generate_series(1, 10000) i`);
  await client.query(`insert into demonstration_site (id, owner, provenance, title, sort_title, party_organisation_id, host_kind,
      state, assessed_on)
    select replace(id, '-party-', '-site-'), owner, provenance, name, sort_name, id, host_kind, 'CANDIDATE', founded_on
    from party_organisation`);
  await client.query(`insert into demonstration_site_criterion (site_id, position, criterion, met)
    select id, 1, 'SOUND_ORGANISATION', true from demonstration_site`);
  await client.query(`insert into workflow_step (record_id, position, state, taken_on, taken_as)
    select id, 1, 'SCREENED', surveyed_on, 'COUNTY' from survey
    union all select id, 1, 'CANDIDATE', assessed_on, 'COUNTY' from demonstration_site
    union all select id, 1, 'NOMINATED', nominated_on, 'COUNTY' from instructor`);
  await client.query('vacuum (analyze)');
}, 120_000);
afterAll(async () => {
  await client.end();
  await county.close();
});

/** The plan of every statement by which the operation is answered. */
async function plansOf(source: string): Promise<string[]> {
  const { em, plans } = observed(county.database.em());
  dataOf(await county.ask(source, {}, { em, viewer: officer('COUNTY', chaoan) }));
  const found = await plans(client);
  expect(found.length).toBeGreaterThan(0);
  return found;
}

const large = new RegExp(
  `Seq Scan on (${[
    'organisation',
    'organisation_history',
    'party_organisation',
    'party_organisation_history',
    'party_organisation_host',
    'party_organisation_host_history',
    'survey',
    'campaign',
    'instructor',
    'instructor_assignment',
    'demonstration_site',
    'demonstration_site_criterion',
    'workflow_step',
  ].join('|')})\\b`,
);
const organisationId = (owner: string, number: number): string =>
  `${owner}-org-01${String(number).padStart(24, '0')}`;

test.each([
  ['a page by name', '{ organisations { nodes { name } pageInfo { hasNextPage } } }'],
  ['the last page', '{ organisations(last: 50) { nodes { name } } }'],
  [
    'by registration, downwards',
    '{ organisations(orderBy: {field: REGISTERED_ON, direction: DESCENDING}) { nodes { name } } }',
  ],
  ['by employees', '{ organisations(orderBy: {field: EMPLOYEES}, first: 100) { nodes { name } } }'],
  ['by creation', '{ organisations(orderBy: {field: CREATED}) { nodes { name } } }'],
  ['of one jurisdiction', `{ organisations(jurisdictions: ["${raoping}"]) { nodes { name } } }`],
  [
    'of one kind and town',
    '{ organisations(filter: {kind: [NON_PUBLIC_ENTERPRISE], town: ["镇3"]}) { nodes { name } } }',
  ],
  [
    'without a party organisation',
    '{ organisations(filter: {hasPartyOrganisation: false}) { nodes { name } } }',
  ],
  ['by credit code', '{ organisations(filter: {creditCode: "CODE777"}) { totalCount nodes { name } } }'],
  [
    'its relations',
    '{ organisations(first: 50) { nodes { jurisdiction { name } partyOrganisations { totalCount nodes { name } } } } }',
  ],
  ['one by its id', `{ organisation(id: "${raoping}-org-01${'1'.padStart(24, '0')}") { name } }`],
  [
    'party organisations with their hosts',
    '{ partyOrganisations(first: 50) { nodes { name hosts { name } } } }',
  ],
  [
    'a jurisdiction’s organisations',
    `{ jurisdiction(code: "${chaoan}") { organisations { nodes { name } } partyOrganisations { nodes { name } } } }`,
  ],
  [
    'a piece of a name',
    `{ organisations(filter: {nameContains: "${String.fromCharCode(20007)}计"}) { totalCount nodes { name } } }`,
  ],
  ['one character of a name', '{ organisations(filter: {nameContains: "企"}) { nodes { name } } }'],
  [
    'a piece of a party organisation’s name',
    `{ partyOrganisations(filter: {nameContains: "${String.fromCharCode(20009)}"}) { totalCount nodes { name } } }`,
  ],
  ['a page as of a day', '{ organisations(asOf: "2022-06-01") { nodes { name } } }'],
  [
    'the next pages as of a day',
    '{ partyOrganisations(first: 100, asOf: "2022-06-01") { nodes { name } pageInfo { hasNextPage } } }',
  ],
  [
    'one as of a day, and its changes',
    `{ organisation(id: "${organisationId(raoping, 1)}", asOf: "2022-06-01") { name history { at } } }`,
  ],
  [
    'the party organisations of a page as of a day',
    `{ organisation(id: "${organisationId(raoping, 1)}") { partyOrganisations(asOf: "2022-06-01") { nodes { name } } } }`,
  ],
  ['surveys with their steps', '{ surveys(first: 50) { nodes { organisation { name } steps { state } } } }'],
  [
    'the surveys of an organisation',
    `{ organisation(id: "${organisationId(chaoan, 2)}") { surveys { totalCount nodes { state } } } }`,
  ],
  [
    'a campaign with its surveys',
    `{ campaign(id: "${chaoan}-camp-01${'7'.padStart(24, '0')}") { surveys { totalCount nodes { state } } } }`,
  ],
  ['campaigns', '{ campaigns { nodes { title } } }'],
  [
    'instructors with their assignments and steps',
    '{ instructors(first: 50) { nodes { assignments { organisation { name } } steps { state } } } }',
  ],
  [
    'the instructors of an organisation',
    `{ organisation(id: "${organisationId(chaoan, 2)}") { instructors { nodes { name } } } }`,
  ],
  [
    'demonstration sites with criteria and steps',
    '{ demonstrationSites(first: 50) { nodes { criteria { met } steps { state } partyOrganisation { name } } } }',
  ],
  [
    'who is not yet visited',
    `{ campaign(id: "${chaoan}-camp-01${'7'.padStart(24, '0')}") { notYetVisited(first: 20) { nodes { name } } } }`,
  ],
  [
    'the records behind a number',
    '{ indicatorPartyOrganisations(code: OWNER_SECRETARY, part: DENOMINATOR) { nodes { name } } indicatorOrganisations(code: ORGANISATIONAL_COVERAGE, part: NUMERATOR, kind: NON_PUBLIC_ENTERPRISE) { nodes { name } } }',
  ],
  [
    'those that stand',
    '{ partyOrganisations(filter: {dissolved: false}, orderBy: {field: MEMBERS, direction: DESCENDING}) { nodes { name } } }',
  ],
  [
    'duplicates and changes',
    `{ organisation(id: "${organisationId(raoping, 2001)}") { duplicates { name } mergedInto { name } history { at } partyOrganisations { nodes { duplicates { name } mergedInto { name } history { at } } } } }`,
  ],
  ['a search by one character', '{ organisationSearch(text: "企") { nodes { name } } }'],
  ['a search by two characters', '{ organisationSearch(text: "计划") { nodes { name } } }'],
  [
    'a search that finds little',
    `{ organisationSearch(text: "${String.fromCharCode(20007)}计") { nodes { name } } }`,
  ],
  ['a search by pinyin', '{ organisationSearch(text: "jihua") { nodes { name } } }'],
  [
    'a search by initials',
    '{ organisationSearch(text: "jhqy12", jurisdictions: ["445122"]) { nodes { name } } }',
  ],
])('%s is served by an index', async (_, source) => {
  for (const plan of await plansOf(source)) expect(plan).not.toMatch(large);
});

test('the progress of a campaign reads the surveys of that campaign alone', async () => {
  const source = `{ campaign(id: "${chaoan}-camp-01${'7'.padStart(24, '0')}") { progress { town surveyed } } }`;
  for (const plan of await plansOf(source)) expect(plan).not.toMatch(/Seq Scan on (survey|campaign)\b/);
});
