import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { newId, ownerOf } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type AccessFacts, hashOf, origin } from './chain.ts';

// Whoever holds it in a database adds to the log there: entries follow each other one by one.
const chainLock = 7_316_405_921;

/**
 * Notes that the viewer is shown the unmasked numbers of these records: one statement, an entry per owner. The transaction
 * ends before the answer is given.
 */
export async function noteAccess(context: RequestContext, records: readonly string[]): Promise<void> {
  const { clock, viewer } = context;
  const byOwner = new Map<string, Set<string>>();
  for (const id of records) {
    const owner = ownerOf(id);
    if (owner === null) throw new Error('A record without an owner was read');
    byOwner.set(owner, (byOwner.get(owner) ?? new Set()).add(id));
  }
  await context.em.transactional(async (em: EntityManager) => {
    await run({ em }, sql`select pg_advisory_xact_lock(${chainLock})`);
    // The time, too, is that of the log: later entries are not earlier.
    const at = clock.now();
    let [last = { position: 0, hash: origin }] = await run<{ position: number; hash: string }>(
      { em },
      sql`select position, hash from contact_access order by position desc limit 1`,
    );
    const rows = [...byOwner].sort().map(([owner, ids]) => {
      const facts: AccessFacts = {
        position: last.position + 1,
        id: newId(ownerOf(owner)!, 'acc', at.getTime()),
        owner,
        at,
        subject: viewer.subject,
        roles: viewer.roles,
        unit: viewer.unit ?? null,
        organisation: viewer.organisation ?? null,
        records: [...ids].sort(),
      };
      const row = { ...facts, previous: last.hash, hash: hashOf(last.hash, facts) };
      last = row;
      return row;
    });
    await run(
      { em },
      sql`insert into contact_access (position, id, owner, read_at, subject, roles, unit, organisation, records,
          previous, hash)
        values ${sql.join(
          rows.map(
            (row) => sql`(${row.position}, ${row.id}, ${row.owner}, ${row.at.toISOString()}::timestamptz,
              ${row.subject}, ${[...row.roles]}::text[], ${row.unit}, ${row.organisation},
              ${[...row.records]}::text[], ${row.previous}, ${row.hash})`,
          ),
        )}`,
    );
  });
}
