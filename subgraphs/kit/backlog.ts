import type { EntityManager } from '@mikro-orm/postgresql';

import { run, sql } from './sql.ts';

/** Events on their way: to one consumer, or, of one subgraph, to their place in the order, which a relay gives them. */
export interface Backlog {
  stage: 'to_place' | 'to_deliver';
  /** The subgraph, or the consumer. */
  of: string;
  waiting: number;
  /** Of those, the ones that wait for somebody's decision. */
  parked: number;
  /** Age of the oldest. Unit: seconds. */
  oldest: number;
}

/** What is on its way from these subgraphs and to these consumers, as it stands in the database. */
export async function backlogs(
  em: EntityManager,
  { subgraphs, consumers }: { subgraphs: readonly string[]; consumers: readonly string[] },
  signal?: AbortSignal,
): Promise<readonly Backlog[]> {
  const age = sql`coalesce(extract(epoch from now() - min(occurred_at)), 0)::float8`;
  return run<Backlog>(
    { em, signal },
    sql`select 'to_deliver' as stage, consumer as of, count(event)::int as waiting,
        count(parked_at)::int as parked, ${age} as oldest
      from unnest(${[...consumers]}::text[]) as asked (consumer)
      left join lateral (
        select event, parked_at, occurred_at from delivery d join outbox o on o.id = d.event
        where d.consumer = asked.consumer collate "C" and delivered_at is null and skipped_at is null
      ) on_way on true
      group by consumer
      union all
      select 'to_place', subgraph, count(seq)::int, 0, ${age}
      from unnest(${[...subgraphs]}::text[]) as asked (subgraph)
      left join lateral (
        select seq, occurred_at from outbox o where o.subgraph = asked.subgraph collate "C" and position is null
      ) on_way on true
      group by subgraph`,
  );
}
