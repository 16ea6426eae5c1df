import 'reflect-metadata';

import type { RequestContext } from '@jiedui/kit/context';
import type { Kysely } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, type County, dataOf, officer, openCounty, raoping } from './county.ts';

type KyselyPlugin = Parameters<Kysely<unknown>['withPlugin']>[0];
type Node = Parameters<ReturnType<Kysely<unknown>['getExecutor']>['compileQuery']>[0];

let county: County;
let client: Client;

beforeAll(async () => {
  county = await openCounty(chaoan, raoping);
  client = new Client({ connectionString: county.url });
  await client.connect();
  // Sizes at which reading all of a table is dearer than its indexes.
  await client.query(`insert into organisation (id, owner, provenance, name, sort_name, kind, industry, status,
      employees, town, credit_code, registered_on)
    select o.owner || '-org-01' || lpad(i::text, 24, '0'), o.owner, 'DEMONSTRATION', chr(20000 + i % 5000) || '计划企业' || i, 'p' || i % 500 || ' ji hua qi ye ' || i,
      'NON_PUBLIC_ENTERPRISE', chr(65 + i % 20), 'OPERATING', i % 700, '镇' || i % 12, 'CODE' || i, date '2010-01-01' + i % 4000
    from generate_series(1, 20000) i, lateral (select (array['${chaoan}', '${raoping}'])[1 + i % 2] as owner) o`);
  await client.query(`insert into party_organisation (id, owner, provenance, name, sort_name, level, establishment, members, founded_on, host_kind)
    select replace(id, '-org-', '-party-'), owner, provenance, name, sort_name, 'BRANCH', 'SINGLE', 5, registered_on, kind
    from organisation where employees % 2 = 0`);
  await client.query(`insert into party_organisation_host (party_organisation_id, organisation_id, position)
    select id, replace(id, '-party-', '-org-'), 1 from party_organisation`);
  await client.query('vacuum (analyze)');
}, 120_000);
afterAll(async () => {
  await client.end();
  await county.close();
});

/** The plan of every statement by which the operation is answered. */
async function plansOf(source: string): Promise<string[]> {
  const em = county.database.em();
  const nodes: Node[] = [];
  const collector: KyselyPlugin = {
    transformQuery: ({ node }) => {
      nodes.push(node as Node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const collecting = new Proxy(em, {
    get: (target, name) => {
      if (name === 'getKysely') return () => target.getKysely().withPlugin(collector);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as RequestContext['em'];
  dataOf(await county.ask(source, {}, { em: collecting, viewer: officer('COUNTY', chaoan) }));
  const plans: string[] = [];
  for (const node of nodes) {
    const compiled = em.getKysely().getExecutor().compileQuery(node, { queryId: 'plan' });
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${compiled.sql}`, [
      ...compiled.parameters,
    ]);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  expect(plans.length).toBeGreaterThan(0);
  return plans;
}

const large = /Seq Scan on (organisation|party_organisation|party_organisation_host)\b/;

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
