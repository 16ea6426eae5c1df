import 'reflect-metadata';

import assert from 'node:assert/strict';

import { contextOf } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { Operations } from '@jiedui/kit/operations';
import { openDatabase } from '@jiedui/kit/orm';
import { type Subgraph, subgraphSchema } from '@jiedui/kit/schema';
import type { Postgres } from '@jiedui/local/postgres/server';
import { scaleJurisdictions } from '@jiedui/local/seed/scale';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { Pool } from 'pg';

import { type DataPlan, prepareData } from './data.ts';
import { median, ratioOf, type Spread } from './statistics.ts';
import { figure, ratio } from './table.ts';

/**
 * A subgraph beside SQL that somebody wrote by hand for the very question, returning the same JSON from the same database:
 * what the graph costs. Both in this process, one question at a time, in turns.
 */

export interface ByHand {
  title: string;
  subgraph: Subgraph;
  questions: readonly Question[];
  data: Pick<DataPlan, 'rows' | 'jurisdictions' | 'activitiesPerPairing'>;
}

export interface Pace {
  rounds: number;
  /** Of one side in one round. Unit: milliseconds. */
  slice: number;
  progress: (line: string) => void;
}

export interface ByHandLine {
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

export interface Question {
  title: string;
  query: string;
  sql: string;
  /** The variables of the operation, and the parameters of the SQL. */
  samples: readonly { variables: Record<string, unknown>; parameters: readonly unknown[] }[];
}

/** Fills a database, checks that both sides answer the same, and measures. */
export async function benchByHand(
  postgres: Postgres,
  { subgraph, questions, data }: ByHand,
  { rounds, slice, progress }: Pace,
): Promise<ByHandLine[]> {
  const { layouts } = await prepareData(postgres, { ...data, layouts: [1], progress });
  const { databaseUrl, jurisdictions } = layouts.get(1)![0]!;
  const federation = federationOf(scaleJurisdictions(data));
  const database = await openDatabase({ url: databaseUrl, subgraphs: [subgraph] });
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  const operations = new Operations(subgraphSchema(subgraph));
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
    const lines: ByHandLine[] = [];
    for (const question of questions) {
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
export function renderByHand(title: string, lines: readonly ByHandLine[]): string {
  const cells = lines.map(
    ({ title, graph, byHand, ratio: time, cpuRatio, asked }) =>
      `| ${title} | ${ratio(time)} | ${figure(graph)} | ${figure(byHand)} | ${ratio(cpuRatio)} | ${asked} |`,
  );
  return `### ${title}

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
