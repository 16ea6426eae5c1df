import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { brokenAssignmentRule, type Assigned } from './rules.ts';
import type { Instructor } from './entity.ts';

/**
 * The organisations that an instructor is to be sent to, checked. Those of other owners cannot be looked up: their ids
 * alone show that they lie in the lineage.
 * @throws INVALID_ID, INVALID_INPUT, NOT_FOUND
 */
export async function assignable(
  context: RequestContext,
  instructor: Pick<Instructor, 'owner' | 'categories'>,
  ids: readonly string[],
): Promise<RecordId[]> {
  const references = ids.map((id) => parseId(id, 'org'));
  const known = await lookUp(
    context,
    references.map(({ id }) => id),
  );
  const organisations = references.map((reference): Assigned => ({
    reference,
    own: known.get(reference.id) ?? null,
  }));
  const broken = brokenAssignmentRule(instructor, organisations, context.federation);
  if (broken) throw broken;
  const missing = organisations.find(
    ({ reference, own }) => own === null && context.owned.includes(reference.owner),
  );
  if (missing) {
    throw expectation('NOT_FOUND', {
      expected: 'an organisation that exists',
      received: missing.reference.id,
    });
  }
  return references.map(({ id }) => id);
}

async function lookUp(
  context: RequestContext,
  ids: readonly RecordId[],
): Promise<Map<RecordId, NonNullable<Assigned['own']>>> {
  const rows = await run<{ id: RecordId; operating: boolean; has_party_organisation: boolean }>(
    context,
    sql`select r.id, r.status = 'OPERATING' as operating,
        exists (select 1 from party_organisation_host h where h.organisation_id = r.id and h.own) as has_party_organisation
      from organisation r
      where r.id = any(${[...ids]}::text[]) and r.owner = any(${[...context.owned]}::text[])`,
  );
  return new Map(
    rows.map(({ id, operating, has_party_organisation }) => [
      id,
      { operating, hasPartyOrganisation: has_party_organisation },
    ]),
  );
}

/** Ends the assignments that are not wanted any more and begins those that are new. */
export async function assign(
  em: EntityManager,
  instructorId: RecordId,
  organisationIds: readonly RecordId[],
  on: string,
): Promise<void> {
  const wanted = sql`${[...organisationIds]}::text[]`;
  await run(
    { em },
    sql`update instructor_assignment set ended_on = ${on}
      where instructor_id = ${instructorId} and ended_on is null and organisation_id <> all(${wanted})`,
  );
  await run(
    { em },
    sql`insert into instructor_assignment (instructor_id, position, organisation_id, assigned_on)
      select ${instructorId}, row_number() over (order by w.n) + coalesce(
          (select max(position) from instructor_assignment where instructor_id = ${instructorId}), 0),
        w.id, ${on}::date
      from unnest(${wanted}) with ordinality as w(id, n)
      where not exists (select 1 from instructor_assignment a
        where a.instructor_id = ${instructorId} and a.organisation_id = w.id and a.ended_on is null)`,
  );
}
