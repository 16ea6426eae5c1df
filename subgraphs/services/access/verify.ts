import { run, sql } from '@jiedui/kit/sql';
import { momentText } from '@jiedui/kit/table';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type AccessRow, type Verdict, verifyChain } from './chain.ts';

const batch = 2_000;

/** Checks the log of each owner in a database; reads it in pieces. No entries at all: no verdict. */
export async function verifyAccessLog(em: EntityManager): Promise<Verdict[]> {
  const owners = await run<{ owner: string }>(
    { em },
    sql`select distinct owner from contact_access order by owner`,
  );
  const verdicts: Verdict[] = [];
  for (const { owner } of owners) verdicts.push(await verifyChain(owner, entries(em, owner)));
  return verdicts;
}

async function* entries(em: EntityManager, owner: string): AsyncGenerator<AccessRow> {
  for (let last = 0; ;) {
    const rows = await run<Omit<AccessRow, 'at'> & { read_at: string }>(
      { em },
      sql`select position, id, owner, read_at, subject, roles, unit, organisation, records, previous, hash
        from contact_access where owner = ${owner} and position > ${last} order by position limit ${batch}`,
    );
    for (const { read_at: at, ...row } of rows) yield { ...row, at: new Date(momentText(at)) };
    if (rows.length < batch) return;
    last = rows.at(-1)!.position;
  }
}
