import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';

import type { Asked, Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { Organisation } from './entity.ts';
import type { OrganisationStatus } from './kinds.ts';

/** The steps between the states of an organisation. */
export type StatusStep = 'SUSPENDED' | 'RESUMED' | 'DEREGISTERED';

type Dated = Pick<Organisation, 'status' | 'registeredOn' | 'suspendedOn' | 'resumedOn' | 'deregisteredOn'>;

const steps: Readonly<
  Record<
    StatusStep,
    { mutation: string; from: readonly OrganisationStatus[]; after: (on: string) => Partial<Dated> }
  >
> = {
  SUSPENDED: {
    mutation: 'suspendOrganisation',
    from: ['OPERATING'],
    after: (on) => ({ status: 'SUSPENDED', suspendedOn: on, resumedOn: null }),
  },
  RESUMED: {
    mutation: 'resumeOrganisation',
    from: ['SUSPENDED'],
    after: (on) => ({ status: 'OPERATING', suspendedOn: null, resumedOn: on }),
  },
  DEREGISTERED: {
    mutation: 'deregisterOrganisation',
    from: ['OPERATING', 'SUSPENDED'],
    after: (on) => ({ status: 'DEREGISTERED', deregisteredOn: on }),
  },
};

/**
 * What a step leaves of an organisation. Pure.
 * @throws INVALID_TRANSITION from another state; INVALID_INPUT for a day that has not come, or lies before the last step
 */
export function afterStep(organisation: Dated, step: StatusStep, on: string, today: string): Partial<Dated> {
  const { from, after } = steps[step];
  const { status, registeredOn, suspendedOn, resumedOn } = organisation;
  if (!from.includes(status)) {
    throw expectation('INVALID_TRANSITION', { expected: `status ${from.join(' or ')}`, received: status });
  }
  const earliest = [registeredOn, suspendedOn, resumedOn].reduce<string>(
    (latest, day) => (day != null && day > latest ? day : latest),
    registeredOn,
  );
  if (on > today || on < earliest) {
    throw expectation('INVALID_INPUT', { expected: `on: ${earliest} to ${today}`, received: on });
  }
  return after(on);
}

/** Suspends, resumes or strikes off an organisation. @throws INVALID_TRANSITION, and as changeRecord */
export function changeStatus(
  context: RequestContext,
  step: StatusStep,
  asked: Asked,
  on: string,
): Promise<Written> {
  const { mutation } = steps[step];
  return changeRecord(
    context,
    Organisation,
    { ...asked, mutation, tag: 'org', change: step, input: { on } },
    async (organisation, em) => {
      em.assign(organisation, afterStep(organisation, step, on, context.clock.today()));
      if (step !== 'DEREGISTERED') return [];
      const hosted = await run<{ name: string }>(
        { em },
        sql`select p.name from party_organisation p join party_organisation_host h on h.party_organisation_id = p.id
          where h.organisation_id = ${organisation.id} and h.own order by p.sort_name, p.id limit 5`,
      );
      return hosted.map(({ name }) => `仍设有党组织：${name}。A party organisation is still in it: ${name}.`);
    },
  );
}
