import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import { referenceIn } from '@jiedui/kit/ids';
import { Appeal } from './entity.ts';
import type { RaiseAppealInput } from './input.ts';
import { brokenAppealRule, mayRaise, raisingForbidden } from './rules.ts';
import { visibleAppeals } from './visible.ts';

/**
 * Raises an appeal once per key: tier T1, state RAISED, as of now; its receiver classes it later. Who may not is refused
 * before anything of the input is judged; a broken rule is refused before anything is written.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT
 */
export async function raiseAppeal(
  context: RequestContext,
  key: string,
  input: RaiseAppealInput,
): Promise<Appeal | null> {
  const { clock, federation, viewer } = context;
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const draft = {
    jurisdiction,
    organisation: parseId(input.organisation, 'org'),
    unit: referenceIn(input.unit, 'unit'),
    pairing: referenceIn(input.pairing, 'pair'),
  };
  if (!mayRaise(viewer, draft, federation)) throw raisingForbidden(jurisdiction);
  const broken = brokenAppealRule(draft, federation);
  if (broken) throw broken;
  const title = requiredText(input.title, { field: 'title' });
  const body = optionalText(input.body, { field: 'body', most: 5000 });
  const { id } = await once<{ id: RecordId }>(
    context,
    { key, mutation: 'raiseAppeal', input },
    async (em) => {
      const record = newRecord(context, 'app', jurisdiction);
      em.persist(
        em.create(Appeal, {
          ...record,
          title,
          sortTitle: sortKey(title),
          body,
          organisationId: draft.organisation.id,
          unitId: draft.unit?.id ?? null,
          pairingId: draft.pairing?.id ?? null,
          tier: 'T1',
          state: 'RAISED',
          raisedAt: clock.now(),
          resolvedAt: null,
        }),
      );
      return { id: record.id };
    },
  );
  return loadRecord(context, Appeal, id, visibleAppeals);
}
