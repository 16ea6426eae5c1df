import { run, sql } from '@jiedui/kit/sql';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A pair that an officer chose and nobody has accepted yet: a later run keeps it. */
export interface Choice {
  id: string;
  unit_id: string;
  organisation_id: string;
  party_organisation_id: string;
  grounds: string | null;
}

/** What officers have decided of an owner's pairs. */
export interface Decisions {
  excluded: (readonly [unit: string, organisation: string])[];
  choices: Choice[];
  /** Of two readings alike, nothing was decided, and no pairing changed, between them. */
  mark: string;
}

/** Whoever decides, and a run that writes its result, go one after the other until the transaction's end. */
export async function holdDecisions(em: EntityManager, owner: string): Promise<void> {
  await run({ em }, sql`select pg_advisory_xact_lock(hashtext('matching'), hashtext(${owner}))`);
}

export async function readDecisions(em: EntityManager, owner: string): Promise<Decisions> {
  const excluded = await run<{ id: string; unit_id: string; organisation_id: string }>(
    { em },
    sql`select id, unit_id, organisation_id from pair_exclusion where owner = ${owner} and lifted_on is null order by id`,
  );
  const choices = await run<Choice>(
    { em },
    sql`select id, unit_id, organisation_id, party_organisation_id, grounds from pairing_suggestion
      where owner = ${owner} and state = 'SUGGESTED' and overrides_id is not null order by id`,
  );
  const [pairings] = await run<{ count: string; last: string | null }>(
    { em },
    sql`select count(*), max(updated_at) as last from pairing where owner = ${owner}`,
  );
  return {
    excluded: excluded.map(({ unit_id, organisation_id }) => [unit_id, organisation_id] as const),
    choices,
    mark: JSON.stringify([excluded.map(({ id }) => id), choices.map(({ id }) => id), pairings]),
  };
}
