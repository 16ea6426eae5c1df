import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { newId, ownerOf } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type AccessFacts, hashOf, origin } from './chain.ts';

// With the owner: whoever holds it adds to the owner's log, whose entries follow each other one by one.
const chainLock = 731_640_592;

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
  const owners = [...byOwner.keys()].sort();
  await context.em.transactional(async (em: EntityManager) => {
    // In one order, so that no two readers wait for each other.
    await run(
      { em },
      sql`select pg_advisory_xact_lock(${chainLock}, hashtext(o.owner)) from unnest(${owners}::text[]) o(owner)`,
    );
    // The time, too, is that of the log: later entries are not earlier.
    const at = clock.now();
    const ends = await run<{ owner: string; position: number; hash: string }>(
      { em },
      sql`select distinct on (owner) owner, position, hash from contact_access
        where owner = any(${owners}::text[]) order by owner, position desc`,
    );
    const rows = owners.map((owner) => {
      const { position, hash: previous } = ends.find((end) => end.owner === owner) ?? {
        position: 0,
        hash: origin,
      };
      const facts: AccessFacts = {
        position: position + 1,
        id: newId(ownerOf(owner)!, 'acc', at.getTime()),
        owner,
        at,
        subject: viewer.subject,
        roles: viewer.roles,
        unit: viewer.unit ?? null,
        organisation: viewer.organisation ?? null,
        records: [...byOwner.get(owner)!].sort(),
      };
      return { ...facts, previous, hash: hashOf(previous, facts) };
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
