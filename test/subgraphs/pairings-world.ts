import { type Clock, clockOf } from '@jiedui/kit/clock';
import { settleAnswer } from '@jiedui/kit/before-answer';
import { contextOf, type RequestContext } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { openDatabase } from '@jiedui/kit/orm';
import { type Subgraph, subgraphSchema } from '@jiedui/kit/schema';
import { newId, type RecordId, type RecordTag } from '@jiedui/schema/contract/id';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Role, type Viewer } from '@jiedui/schema/contract/viewer';
import { execute, type ExecutionResult, parse, validate } from 'graphql';
import { Client } from 'pg';

import { createDatabase } from '../support/postgres.ts';
import { type Observed, observed } from './plans.ts';

export const city = parseJurisdictionCode('445100');
export const chaoan = parseJurisdictionCode('445103');
export const raoping = parseJurisdictionCode('445122');
export const all = [city, chaoan, raoping];

export const federation = federationOf([
  { code: city, name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: chaoan, name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: city },
  { code: raoping, name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: city },
]);

/** 2024-03-15 in Shanghai. */
export const noon: Clock = clockOf(() => new Date('2024-03-15T04:00:00Z'));

/** The n-th id of a type with an owner; the order of n is the order of ids. */
export function id(owner: JurisdictionCode, tag: RecordTag, n: number): RecordId {
  return newId(owner, tag, 1_700_000_000_000 + n, new Uint8Array(10));
}

export function officer(role: Role, jurisdiction: JurisdictionCode, rest: Partial<Viewer> = {}): Viewer {
  return { subject: `${role} of ${jurisdiction}`, roles: [role], jurisdictions: [jurisdiction], ...rest };
}

export interface Asked {
  variables?: Record<string, unknown>;
  viewer?: Viewer;
  /** Which jurisdictions the answering deployment owns; all three where absent. */
  owned?: readonly JurisdictionCode[];
  clock?: Clock;
  policies?: RequestContext['policies'];
  shareContacts?: readonly Role[];
}

export type Row = Record<string, unknown> & { id: RecordId };

export interface World extends AsyncDisposable {
  /** Of its database. */
  url: string;
  /** Answers as one shard would, without HTTP. `statements`: how many SQL statements it took. */
  ask(query: string, asked?: Asked): Promise<ExecutionResult & { statements: number; data?: any }>; // oxlint-disable-line typescript/no-explicit-any -- answers are read by tests
  /** The plan of every statement by which the query is answered. @throws where it has errors */
  plansOf(query: string, asked?: Asked): Promise<string[]>;
  /** Runs what a schedule would, as the deployment that owns all three. */
  scheduled<Answer>(
    clock: Clock,
    work: (context: RequestContext) => Promise<Answer>,
    policies?: RequestContext['policies'],
  ): Promise<Answer>;
  /** What code of the subgraph does within a transaction of its caller. */
  within<Answer>(
    work: (em: RequestContext['em'], context: RequestContext) => Promise<Answer>,
    asked?: Asked,
  ): Promise<Answer>;
  /** Writes owned rows; what a row does not say is taken from the table's defaults. */
  insert(table: string, rows: readonly Row[]): Promise<void>;
  select(statement: string): Promise<Record<string, unknown>[]>;
}

/** One subgraph on its own migrated database. */
export async function openWorld(subgraph: Subgraph): Promise<World> {
  const { url } = await createDatabase();
  const database = await openDatabase({ url, subgraphs: [subgraph] });
  await database.migrate();
  const client = new Client({ connectionString: url });
  await client.connect();
  const schema = subgraphSchema(subgraph);
  const seal = cursorSeal('the cursor key of these tests alone, 32+');

  const answer = async (
    query: string,
    {
      variables = {},
      viewer = publicViewer,
      owned = all,
      clock = noon,
      policies = {},
      shareContacts = [],
    }: Asked = {},
  ): Promise<{ result: ExecutionResult } & Observed> => {
    const observer = observed(database.em());
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { ...observer, result: { errors } };
    const contextValue = contextOf({
      viewer,
      em: observer.em,
      owned,
      federation,
      clock,
      seal,
      policies,
      shareContacts,
    });
    const result = await execute({ schema, document, variableValues: variables, contextValue });
    await settleAnswer(contextValue);
    return { ...observer, result };
  };
  return {
    url,
    async ask(query, asked) {
      const { result, statements } = await answer(query, asked);
      // Plain JSON, as it would come over the wire.
      return { ...(JSON.parse(JSON.stringify(result)) as ExecutionResult), statements: statements() };
    },
    async plansOf(query, asked) {
      const { result, plans } = await answer(query, asked);
      if (result.errors) throw new AggregateError(result.errors, result.errors[0]?.message);
      return plans(client);
    },
    scheduled: (clock, work, policies = {}) =>
      work(
        contextOf({ viewer: publicViewer, em: database.em(), owned: all, federation, clock, seal, policies }),
      ),
    async within(work, { viewer = publicViewer, owned = all, clock = noon, policies = {} } = {}) {
      const context = contextOf({ viewer, em: database.em(), owned, federation, clock, seal, policies });
      return context.em.transactional((em) => work(em as RequestContext['em'], context));
    },
    async insert(table, rows) {
      for (const row of rows) {
        const full: Row = { owner: row.id.slice(0, 6), provenance: 'DEMONSTRATION', ...row };
        // A table without provenance has a row that says so.
        const columns = Object.keys(full)
          .filter((name) => full[name] !== undefined)
          .join(', ');
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from json_populate_record(null::${table}, $1::json)`,
          [JSON.stringify(full)],
        );
      }
    },
    select: async (statement) => (await client.query<Record<string, unknown>>(statement)).rows,
    async [Symbol.asyncDispose]() {
      await client.end();
      await database.close();
    },
  };
}

/** The codes of an answer's errors, in order. */
export function codes({ errors = [] }: Pick<ExecutionResult, 'errors'>): unknown[] {
  return errors.map(({ extensions }) => extensions?.['code']);
}
