import 'reflect-metadata';

import assert from 'node:assert/strict';

import { contextOf } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { Operations } from '@jiedui/kit/operations';
import { openDatabase } from '@jiedui/kit/orm';
import { subgraphSchema } from '@jiedui/kit/schema';
import type { Postgres } from '@jiedui/local/postgres/server';
import { scaleJurisdictions } from '@jiedui/local/seed/scale';
import { organisations } from '@jiedui/organisations/subgraph';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { Pool } from 'pg';

import { prepareData } from './data.ts';
import { median, ratioOf, type Spread } from './statistics.ts';
import { figure, ratio } from './table.ts';

/**
 * The organisations subgraph beside SQL that somebody wrote by hand for the very question, returning the same JSON from the
 * same database: what the graph costs. Both in this process, one question at a time, in turns.
 */

export interface OrganisationsBench {
  /** Organisations, all of one jurisdiction. */
  rows: number;
  rounds: number;
  /** Of one side in one round. Unit: milliseconds. */
  slice: number;
  progress: (line: string) => void;
}

export interface OrganisationsLine {
  title: string;
  /** Milliseconds from question to JSON: the middle of all. */
  graph: number;
  byHand: number;
  /** The graph's time against the SQL's, over the rounds: less is better. */
  ratio: Spread;
  /** The same of CPU in this process: the driver is in both. */
  cpuRatio: Spread;
  asked: number;
}

interface Question {
  title: string;
  query: string;
  sql: string;
  /** The variables of the operation, and the parameters of the SQL. */
  samples: readonly { variables: Record<string, unknown>; parameters: readonly unknown[] }[];
}

const page: Question = {
  title: 'A page of 50 with two nested relations',
  query: `query ($town: String!) { organisations(first: 50, filter: { town: [$town] }) { nodes {
    id name kind industry employees registeredOn
    jurisdiction { code name }
    partyOrganisations(first: 5) { nodes { id name level members } } } } }`,
  sql: `select json_build_object('organisations', json_build_object('nodes', coalesce(json_agg(json_build_object(
      'id', r.id, 'name', r.name, 'kind', r.kind, 'industry', r.industry, 'employees', r.employees,
      'registeredOn', r.registered_on,
      'jurisdiction', json_build_object('code', r.owner, 'name', $3::text),
      'partyOrganisations', (select json_build_object('nodes', coalesce(json_agg(json_build_object(
          'id', p.id, 'name', p.name, 'level', p.level, 'members', p.members) order by p.sort_name, p.id), '[]'))
        from (select p.* from party_organisation_host h join party_organisation p on p.id = h.party_organisation_id
          where h.organisation_id = r.id order by p.sort_name, p.id limit 5) p)
    ) order by r.sort_name, r.id), '[]')))::text as json
    from (select * from organisation where owner = $1 and town = $2 order by sort_name, id limit 50) r`,
  samples: Array.from({ length: 12 }, (_, index) => {
    const town = `示例镇${String(index + 1).padStart(2, '0')}`;
    return { variables: { town }, parameters: ['445100', town, '示例市'] };
  }),
};

const search: Question = {
  title: 'A search for two characters',
  query: `query ($text: String!) { organisationSearch(text: $text, first: 50) { nodes { id name kind town } } }`,
  sql: `select json_build_object('organisationSearch', json_build_object('nodes', coalesce(json_agg(json_build_object(
      'id', r.id, 'name', r.name, 'kind', r.kind, 'town', r.town) order by r.rank, r.sort_name, r.id), '[]')))::text as json
    from (select *, case when name = $1 then 0 when starts_with(name, $1) then 1 else 2 end as rank from organisation
      where owner = $2 and organisation_terms(name, sort_name) @@ ('''' || $1 || ''':*')::tsquery
      order by rank, sort_name, id limit 50) r`,
  samples: ['安宝', '海润', '鹏荣', '金锦', '中安', '新鑫', '企业', '示例'].map((text) => ({
    variables: { text },
    parameters: [text, '445100'],
  })),
};

const groups: Question = {
  title: 'Organisations counted by industry and kind',
  query: `{ organisationGroups(by: [INDUSTRY, KIND]) { industry kind count employees } }`,
  sql: `select json_build_object('organisationGroups', json_agg(json_build_object(
      'industry', industry, 'kind', kind, 'count', count, 'employees', employees) order by industry, kind))::text as json
    from (select industry, kind, count(*) as count, sum(employees) as employees from organisation
      where owner = $1 group by 1, 2) r`,
  samples: [{ variables: {}, parameters: ['445100'] }],
};

/** Fills a database, checks that both sides answer the same, and measures. */
export async function benchOrganisations(
  postgres: Postgres,
  { rows, rounds, slice, progress }: OrganisationsBench,
): Promise<OrganisationsLine[]> {
  const { layouts } = await prepareData(postgres, { rows, jurisdictions: 1, layouts: [1], progress });
  const { databaseUrl, jurisdictions } = layouts.get(1)![0]!;
  const federation = federationOf(scaleJurisdictions({ jurisdictions: 1 }));
  const database = await openDatabase({ url: databaseUrl, subgraphs: [organisations] });
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  const operations = new Operations(subgraphSchema(organisations));
  const seal = cursorSeal('a cursor key of the bench, known to all');

  const ask = async (query: string, variables: Record<string, unknown>): Promise<string> => {
    const context = contextOf({
      viewer: publicViewer,
      em: database.em(),
      owned: jurisdictions,
      federation,
      seal,
    });
    const { result } = await operations.run({ query, variables, operationName: undefined }, context);
    if (result.errors) throw new AggregateError(result.errors, result.errors[0]?.message);
    return JSON.stringify(result.data);
  };
  const byHand = async (sql: string, parameters: readonly unknown[]): Promise<string> => {
    const { rows: found } = await pool.query<{ json: string }>(sql, [...parameters]);
    return found[0]!.json;
  };

  try {
    const lines: OrganisationsLine[] = [];
    for (const question of [page, search, groups]) {
      for (const { variables, parameters } of question.samples) {
        assert.deepEqual(
          JSON.parse(await ask(question.query, variables)),
          JSON.parse(await byHand(question.sql, parameters)),
          `${question.title} ${JSON.stringify(variables)}: both sides must answer the same`,
        );
      }
      progress(`${question.title}: both sides answer the same`);
      const sides = {
        graph: (index: number) => ask(question.query, sampleOf(question, index).variables),
        byHand: (index: number) => byHand(question.sql, sampleOf(question, index).parameters),
      };
      const taken = { graph: [] as Round[], byHand: [] as Round[] };
      for (let round = 0; round <= rounds; round++) {
        const order = round % 2 === 0 ? (['graph', 'byHand'] as const) : (['byHand', 'graph'] as const);
        for (const side of order) {
          const each = await measure(sides[side], slice);
          // The first round warms up.
          if (round > 0) taken[side].push(each);
        }
      }
      const times = (side: readonly Round[]): number[] => side.flatMap((round) => round.times);
      lines.push({
        title: question.title,
        graph: median(times(taken.graph)),
        byHand: median(times(taken.byHand)),
        ratio: ratioOf(taken.graph.map(mean), taken.byHand.map(mean)),
        cpuRatio: ratioOf(
          taken.graph.map(({ cpu }) => cpu),
          taken.byHand.map(({ cpu }) => cpu),
        ),
        asked: times(taken.graph).length + times(taken.byHand).length,
      });
      progress(`${question.title}: measured`);
    }
    return lines;
  } finally {
    await pool.end();
    await database.close();
  }
}

/** The lines as a section of the report. */
export function renderOrganisations(lines: readonly OrganisationsLine[], rows: number): string {
  const cells = lines.map(
    ({ title, graph, byHand, ratio: time, cpuRatio, asked }) =>
      `| ${title} | ${ratio(time)} | ${figure(graph)} | ${figure(byHand)} | ${ratio(cpuRatio)} | ${asked} |`,
  );
  return `### The organisations subgraph and SQL by hand, ${rows} organisations in one jurisdiction

| question | time | graph, ms | SQL, ms | CPU of the process | asked |
|---|---:|---:|---:|---:|---:|
${cells.join('\n')}
`;
}

interface Round {
  times: number[];
  /** Of this process, per question. Unit: milliseconds. */
  cpu: number;
}

async function measure(ask: (index: number) => Promise<string>, slice: number): Promise<Round> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const end = performance.now() + slice;
  for (let index = 0; performance.now() < end || index < 3; index++) {
    const start = performance.now();
    await ask(index);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { times, cpu: (user + system) / 1000 / times.length };
}

function mean({ times }: Round): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}

function sampleOf({ samples }: Question, index: number): Question['samples'][number] {
  return samples[index % samples.length]!;
}
