import { clockOf } from '@jiedui/kit/clock';
import { contextOf, type RequestContext } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import { sortKey } from '@jiedui/kit/pinyin';
import { subgraphSchema } from '@jiedui/kit/schema';
import { MemberUnit } from '@jiedui/organisations/member-unit/entity';
import { Organisation } from '@jiedui/organisations/organisation/entity';
import { PartyOrganisation } from '@jiedui/organisations/party-organisation/entity';
import { PartyOrganisationHost } from '@jiedui/organisations/party-organisation/host';
import { organisations } from '@jiedui/organisations/subgraph';
import { newId, type RecordId, type RecordTag } from '@jiedui/schema/contract/id';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import type { Kysely } from '@mikro-orm/postgresql';
import { type ExecutionResult, graphql } from 'graphql';

import { createPreparedDatabase } from '../support/postgres.ts';

type KyselyPlugin = Parameters<Kysely<unknown>['withPlugin']>[0];

/** Deployments of the organisations subgraph on a real database, asked without the wire. */

export const city = parseJurisdictionCode('445100');
export const chaoan = parseJurisdictionCode('445103');
export const raoping = parseJurisdictionCode('445122');

export const federation = federationOf([
  { code: city, name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: chaoan, name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: city },
  { code: raoping, name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: city },
]);

export const cursorKey = 'a cursor key that only tests know, long enough';
export const today = '2022-12-01';
export const testClock = clockOf(() => new Date(`${today}T04:00:00Z`));

export interface County {
  database: Database;
  url: string;
  context(given?: Partial<RequestContext>): RequestContext;
  ask(
    source: string,
    variables?: Record<string, unknown>,
    given?: Partial<RequestContext>,
  ): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** A fresh, migrated database and the subgraph on it, owning these jurisdictions. */
export async function openCounty(...owned: JurisdictionCode[]): Promise<County> {
  const { url } = await createPreparedDatabase('organisations', async (template) => {
    const database = await openDatabase({ url: template, subgraphs: [organisations] });
    await database.migrate();
    await database.close();
  });
  const database = await openDatabase({ url, subgraphs: [organisations] });
  const schema = subgraphSchema(organisations);
  const seal = cursorSeal(cursorKey);
  const context = (given: Partial<RequestContext> = {}): RequestContext =>
    contextOf({
      viewer: publicViewer,
      em: database.em(),
      owned,
      federation,
      clock: testClock,
      seal,
      ...given,
    });
  return {
    database,
    url,
    context,
    ask: async (source, variableValues, given) =>
      graphql({ schema, source, variableValues, contextValue: context(given) }),
    close: () => database.close(),
  };
}

/** The answer's data; an answer with errors fails the test. */
export function dataOf<Data = Record<string, never>>({ data, errors }: ExecutionResult): Data {
  if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
  return JSON.parse(JSON.stringify(data)) as Data;
}

export function codesOf({ errors }: ExecutionResult): unknown[] {
  return (errors ?? []).map(({ extensions }) => extensions['code']);
}

let made = 0;

/** Ids that are the same in every run. */
export function testId(owner: JurisdictionCode, tag: RecordTag): RecordId {
  made += 1;
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, made);
  return newId(owner, tag, 1_600_000_000_000 + made, random);
}

const common = {
  provenance: 'DEMONSTRATION',
  source: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
} as const;

export function organisationRow(owner: JurisdictionCode, given: Partial<Organisation> = {}): Organisation {
  const name = given.name ?? '示例企业';
  return {
    ...common,
    id: testId(owner, 'org'),
    owner,
    name,
    sortName: sortKey(name),
    kind: 'NON_PUBLIC_ENTERPRISE',
    creditCodeAttested: false,
    industry: 'C',
    employees: 10,
    status: 'OPERATING',
    registeredOn: '2020-01-01',
    ...given,
  };
}

export function partyRow(owner: JurisdictionCode, given: Partial<PartyOrganisation> = {}): PartyOrganisation {
  const name = given.name ?? '示例党支部';
  return {
    ...common,
    id: testId(owner, 'party'),
    owner,
    name,
    sortName: sortKey(name),
    level: 'BRANCH',
    establishment: 'SINGLE',
    members: 5,
    secretaryIsOwner: false,
    ownerSecretaryApplies: true,
    foundedOn: '2021-07-01',
    hostKind: 'NON_PUBLIC_ENTERPRISE',
    ...given,
  };
}

export function unitRow(owner: JurisdictionCode, given: Partial<MemberUnit> = {}): MemberUnit {
  const name = given.name ?? '示例单位';
  return {
    ...common,
    id: testId(owner, 'unit'),
    owner,
    name,
    sortName: sortKey(name),
    functions: ['G'],
    level: owner === city ? 'CITY' : 'COUNTY',
    ...given,
  };
}

export async function store(
  { database }: County,
  rows: {
    organisations?: Organisation[];
    partyOrganisations?: PartyOrganisation[];
    hosts?: PartyOrganisationHost[];
    memberUnits?: MemberUnit[];
  },
): Promise<void> {
  const em = database.em();
  await em.insertMany(Organisation, rows.organisations ?? []);
  await em.insertMany(PartyOrganisation, rows.partyOrganisations ?? []);
  await em.insertMany(PartyOrganisationHost, rows.hosts ?? []);
  await em.insertMany(MemberUnit, rows.memberUnits ?? []);
}

export function officer(role: 'COUNTY' | 'CITY', code: JurisdictionCode): Viewer {
  return { subject: `officer-${code}`, roles: [role], jurisdictions: [code] };
}

/** An entity manager for reads that counts the statements it is asked for. */
export function countingEm({ database }: Pick<County, 'database'>): {
  em: RequestContext['em'];
  statements: () => number;
} {
  const em = database.em();
  let statements = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const counting = new Proxy(em, {
    get: (target, name) => {
      if (name === 'getKysely') return () => target.getKysely().withPlugin(counter);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { em: counting, statements: () => statements };
}
