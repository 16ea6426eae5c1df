import { run, sql } from '@jiedui/kit/sql';
import { momentText } from '@jiedui/kit/table';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type AccessRow, type Verdict, verifyChain } from './chain.ts';

const batch = 2_000;

/** Checks the whole log of a database; reads it in pieces. */
export function verifyAccessLog(em: EntityManager): Promise<Verdict> {
  return verifyChain(entries(em));
}

async function* entries(em: EntityManager): AsyncGenerator<AccessRow> {
  for (let last = 0; ;) {
    const rows = await run<Omit<AccessRow, 'at'> & { read_at: string }>(
      { em },
      sql`select position, id, owner, read_at, subject, roles, unit, organisation, records, previous, hash
        from contact_access where position > ${last} order by position limit ${batch}`,
    );
    for (const { read_at: at, ...row } of rows) yield { ...row, at: new Date(momentText(at)) };
    if (rows.length < batch) return;
    last = rows.at(-1)!.position;
  }
}
