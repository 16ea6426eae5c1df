import type { RequestContext } from '@jiedui/kit/context';
import { sortKey } from '@jiedui/kit/pinyin';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type Asked, givenIn, type Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { refuseErrors, warningsOf } from '@jiedui/kit/problem';
import { Organisation } from './entity.ts';
import type { CorrectOrganisationInput } from './input.ts';
import { checkOrganisation, organisationColumns, type OrganisationFacts } from './rules.ts';

/** Corrects facts of an organisation: the whole is judged as if it were registered so. @throws as changeRecord */
export function correct(
  context: RequestContext,
  asked: Asked,
  input: CorrectOrganisationInput,
): Promise<Written> {
  const given = givenIn(input);
  const step = { ...asked, mutation: 'correctOrganisation', tag: 'org', change: 'CORRECTED', input } as const;
  return changeRecord(context, Organisation, step, async (organisation, em) => {
    const facts = corrected(organisation, given);
    const problems = checkOrganisation(facts, { today: context.clock.today() });
    refuseErrors(problems);
    const columns = organisationColumns(facts);
    if (columns.employees < organisation.employees) await refuseTooFew(em, organisation, columns.employees);
    const kindChanged = columns.kind !== organisation.kind;
    em.assign(organisation, { ...columns, sortName: sortKey(columns.name) });
    if (kindChanged) await changeHostKind(em, organisation);
    return warningsOf(problems);
  });
}

/** The facts of the record with the given ones in their place. Pure. */
export function corrected(organisation: Organisation, given: OrganisationFacts): OrganisationFacts {
  // Somebody vouched for the code that was there, not for another.
  const attested = given.creditCode === undefined && organisation.creditCodeAttested;
  return { ...organisation, creditCodeAttested: attested, ...given };
}

/** @throws INVALID_INPUT where a party organisation would have more members than its hosts have employees */
async function refuseTooFew(em: EntityManager, { id }: Organisation, employees: number): Promise<void> {
  const [over] = await run<{ name: string; members: number }>(
    { em },
    sql`select p.name, p.members from party_organisation p
      join party_organisation_host h on h.party_organisation_id = p.id
      left join organisation o on o.id = h.organisation_id
      where p.id in (select own.party_organisation_id from party_organisation_host own
        where own.organisation_id = ${id} and own.own)
      group by p.id having bool_and(h.own) and
        sum(case when o.id = ${id} then ${employees}::integer else o.employees end) < p.members
      order by p.id limit 1`,
  );
  if (!over) return;
  throw expectation('INVALID_INPUT', {
    expected: `employees: at least the ${over.members} members of ${over.name}`,
    received: employees,
  });
}

/** The kind of a party organisation is that of its first host. */
async function changeHostKind(em: EntityManager, { id, kind }: Organisation): Promise<void> {
  await run(
    { em },
    sql`update party_organisation set host_kind = ${kind} where id in (
      select h.party_organisation_id from party_organisation_host h
      where h.organisation_id = ${id} and h.own and h.position = (
        select min(first.position) from party_organisation_host first
        where first.party_organisation_id = h.party_organisation_id))`,
  );
}
