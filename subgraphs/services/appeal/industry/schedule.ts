import type { RequestContext } from '@jiedui/kit/context';
import { type Graph, wholeData } from '@jiedui/kit/graph';
import type { Job } from '@jiedui/kit/jobs';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { isSection } from './section.ts';

/** 每日: the industry of appeals that were raised without one, as the graph tells it of their organisations. */
export const appealIndustries: Job = {
  schedule: '25 0 * * *',
  run: async (context) => {
    await fillIndustries(context);
  },
};

/** Organisations per question, and per transaction. */
const batch = 50;

/** What the graph does not know is asked again after 1, 2, 4, … days, and after so many at the most. */
const longestWait = 64;

/**
 * Fills in the industry of appeals that have none, and returns of how many. Without a gateway they wait; a batch of which the
 * graph does not tell everything waits whole, and so does all behind it. An organisation of which it tells none, having answered
 * wholly, is asked for more and more seldom. What an appeal has is never written over.
 * @throws GRAPH_UNAVAILABLE where the graph does not answer wholly
 */
export async function fillIndustries({
  em,
  owned,
  graph,
  signal,
  clock,
}: Pick<RequestContext, 'em' | 'owned' | 'graph' | 'signal' | 'clock'>): Promise<number> {
  if (!graph) return 0;
  const today = clock.today();
  let filled = 0;
  for (let last = ''; ;) {
    const rows = await run<{ organisation_id: RecordId }>(
      { em },
      sql`select distinct organisation_id from appeal
        where industry is null and owner = any(${[...owned]}::text[]) and organisation_id > ${last}
          and not exists (select 1 from unknown_industry u
            where u.organisation_id = appeal.organisation_id and u.again_on > ${today}::date)
        order by organisation_id limit ${batch}`,
    );
    if (rows.length === 0) return filled;
    const ids = rows.map(({ organisation_id }) => organisation_id);
    last = ids.at(-1)!;
    const industries = await industriesOf(graph, ids, signal);
    filled += await em.transactional(async (each: EntityManager) => {
      await remember(each, ids, industries, today);
      return write(each, owned, industries);
    });
  }
}

/** Organisation → its section; without those that the graph does not know. @throws GRAPH_UNAVAILABLE */
export async function industriesOf(
  graph: Graph,
  ids: readonly RecordId[],
  signal?: AbortSignal,
): Promise<Map<RecordId, string>> {
  const variables = Object.fromEntries(ids.map((id, n) => [`i${n}`, id]));
  const document = `query AppealIndustries(${ids.map((_, n) => `$i${n}: ID!`).join(', ')}) {
    ${ids.map((_, n) => `o${n}: organisation(id: $i${n}) { industry }`).join('\n')}
  }`;
  const data = wholeData(
    await graph.ask<Record<string, { industry: string } | null>>(document, variables, { signal }),
  );
  return new Map(
    ids.flatMap((id, n) => {
      const industry = data[`o${n}`]?.industry;
      // A later edition of the standard may have sections that this release does not know.
      return industry && isSection(industry) ? [[id, industry] as const] : [];
    }),
  );
}

/** Keeps of which of the organisations nothing was told, and when to ask again; forgets those of which it was. */
async function remember(
  em: EntityManager,
  ids: readonly RecordId[],
  industries: ReadonlyMap<RecordId, string>,
  today: string,
): Promise<void> {
  const unknown = ids.filter((id) => !industries.has(id));
  await run(
    { em },
    sql`delete from unknown_industry where organisation_id = any(${[...industries.keys()]}::text[])`,
  );
  // Of two runs at once the second finds the day that the first has set, and leaves it.
  await run(
    { em },
    sql`insert into unknown_industry as u (organisation_id, times, again_on)
      select id, 1, ${today}::date + 1 from unnest(${unknown}::text[]) as t(id) order by id
      on conflict (organisation_id) do update set times = u.times + 1,
        again_on = ${today}::date + least(2 ^ least(u.times, 30), ${longestWait})::int
      where u.again_on <= ${today}::date`,
  );
}

async function write(
  em: EntityManager,
  owned: RequestContext['owned'],
  industries: ReadonlyMap<RecordId, string>,
): Promise<number> {
  const told = sql`unnest(${[...industries.keys()]}::text[], ${[...industries.values()]}::text[]) as t(id, industry)`;
  // In the order of ids, as every other writer of several would: no two wait for each other.
  const rows = await run<{ id: string }>(
    { em },
    sql`with held as (select r.id, t.industry from appeal r join ${told} on t.id = r.organisation_id
        where r.industry is null and r.owner = any(${[...owned]}::text[]) order by r.id for update of r)
      update appeal r set industry = held.industry from held where r.id = held.id returning r.id`,
  );
  return rows.length;
}
