import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';

import { officersOwner, type Written } from '@jiedui/kit/change';
import { refusingDoubles } from '../change.ts';
import { refuseErrors, warningsOf } from '@jiedui/kit/problem';
import { Organisation } from './entity.ts';
import type { RegisterOrganisationInput } from './input.ts';
import { checkOrganisation, organisationColumns } from './rules.ts';

/** Registers an organisation once per key. @throws FORBIDDEN, INVALID_INPUT, CONFLICT, IDEMPOTENCY_*, UNKNOWN_JURISDICTION */
export async function register(
  context: RequestContext,
  key: string,
  input: RegisterOrganisationInput,
): Promise<Written> {
  const owner = officersOwner(context, input.jurisdiction);
  const problems = checkOrganisation(input, { today: context.clock.today() });
  refuseErrors(problems);
  const columns = organisationColumns(input);
  const reason = optionalText(input.reason, { field: 'reason', most: 500 });
  refuseSilentAttestation(columns, reason);
  return refusingDoubles(owner, () =>
    once(context, { key, mutation: 'registerOrganisation', input }, async (em) => {
      await attribute(em, context, { change: 'REGISTERED', reason });
      const record = newRecord(context, 'org', owner);
      em.persist(em.create(Organisation, { ...record, ...columns, sortName: sortKey(columns.name) }));
      return { id: record.id, warnings: warningsOf(problems) };
    }),
  );
}

function refuseSilentAttestation(
  { creditCodeAttested }: { creditCodeAttested: boolean },
  reason: string | null,
): void {
  if (!creditCodeAttested || reason !== null) return;
  throw expectation('INVALID_INPUT', {
    expected: 'reason: on what grounds the credit code is attested',
    received: null,
  });
}
