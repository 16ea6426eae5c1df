import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { type AskedMerge, lockedDuplicate } from '../duplicate.ts';
import { Organisation } from './entity.ts';

/**
 * Merges a duplicate into an organisation of the same jurisdiction and kind: what of that jurisdiction points to the
 * duplicate follows, and the duplicate ends as deregistered. Its facts are not copied: who wants one corrects it. What
 * jurisdictions above hold stays with the duplicate, which names its successor: they are asked nothing here.
 * @throws INVALID_TRANSITION where one of them is gone already; and as changeRecord
 */
export function merge(
  context: RequestContext,
  { key, into, duplicate: text, reason }: AskedMerge,
): Promise<Written> {
  const { id } = parseId(text, 'org');
  const asked = { key, id: into, reason, input: { duplicate: id } };
  const step = { ...asked, mutation: 'mergeOrganisations', tag: 'org', change: 'MERGED' } as const;
  return changeRecord(context, Organisation, step, async (kept, em) => {
    const duplicate = await lockedDuplicate(em, Organisation, 'org', kept, id);
    refuseUnfit(kept, duplicate);
    em.assign(duplicate, {
      status: 'DEREGISTERED',
      deregisteredOn: duplicate.deregisteredOn ?? context.clock.today(),
      mergedIntoId: kept.id,
      updatedAt: context.clock.now(),
    });
    await em.flush();
    await moveSurveys(em, kept, duplicate);
    await moveAssignments(em, kept, duplicate, context.clock.today());
    return moveParties(em, kept, duplicate);
  });
}

function refuseUnfit(kept: Organisation, duplicate: Organisation): void {
  if (kept.status === 'DEREGISTERED') {
    throw expectation('INVALID_TRANSITION', {
      expected: 'into: status OPERATING or SUSPENDED',
      received: kept.status,
    });
  }
  if (kept.kind !== duplicate.kind) {
    throw expectation('INVALID_INPUT', {
      expected: `duplicate: kind ${kept.kind}`,
      received: duplicate.kind,
    });
  }
}

/** A campaign visits an organisation once: where it visited both, the duplicate's survey stands without the campaign. */
async function moveSurveys(em: EntityManager, kept: Organisation, duplicate: Organisation): Promise<void> {
  await run(
    { em },
    sql`update survey s set organisation_id = ${kept.id}, campaign_id = case when exists (
          select from survey k where k.organisation_id = ${kept.id} and k.campaign_id = s.campaign_id)
        then null else s.campaign_id end
      where s.organisation_id = ${duplicate.id}`,
  );
}

/** An instructor is assigned to an organisation once at a time: who was assigned to both leaves the duplicate today. */
async function moveAssignments(
  em: EntityManager,
  kept: Organisation,
  duplicate: Organisation,
  today: string,
): Promise<void> {
  await run(
    { em },
    sql`update instructor_assignment a set organisation_id = ${kept.id}, ended_on = case when a.ended_on is null
          and exists (select from instructor_assignment k where k.organisation_id = ${kept.id}
            and k.instructor_id = a.instructor_id and k.ended_on is null)
        then greatest(${today}::date, a.assigned_on) else a.ended_on end
      where a.organisation_id = ${duplicate.id} and split_part(a.instructor_id, '-', 1) = ${kept.owner}`,
  );
}

/** A party organisation that had both as hosts has one host less; with one host left it is no joint one. */
async function moveParties(
  em: EntityManager,
  kept: Organisation,
  duplicate: Organisation,
): Promise<string[]> {
  await run(
    { em },
    sql`with doubled as (
        delete from party_organisation_host h using party_organisation_host k
        where h.organisation_id = ${duplicate.id} and h.own and k.organisation_id = ${kept.id}
          and k.party_organisation_id = h.party_organisation_id
        returning h.party_organisation_id
      )
      update party_organisation_host h set organisation_id = ${kept.id}
      where h.organisation_id = ${duplicate.id} and h.own
        and h.party_organisation_id not in (select d.party_organisation_id from doubled d)`,
  );
  const single = await run<{ name: string }>(
    { em },
    sql`update party_organisation p set establishment = 'SINGLE'
      where p.establishment = 'JOINT' and p.id in (
        select h.party_organisation_id from party_organisation_host h
        where h.party_organisation_id in (
          select k.party_organisation_id from party_organisation_host k where k.organisation_id = ${kept.id} and k.own)
        group by h.party_organisation_id having count(*) = 1)
      returning p.name`,
  );
  return single.map(
    ({ name }) => `${name}由联合组建变为单独组建。${name} has one host left: it is single now.`,
  );
}
