import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import type { RecordId } from '@jiedui/schema/contract/id';

import { referenceIn } from '@jiedui/kit/ids';
import { Pairing } from '../pairing/entity.ts';
import { Activity } from './entity.ts';
import type { RecordActivityInput } from './input.ts';
import {
  brokenActivityRule,
  mayRecordActivity,
  outsidePairing,
  pairingNotFound,
  recordingForbidden,
} from './rules.ts';

/**
 * Records an activity once per key. Who may not is refused before anything of the input is judged; a broken rule is
 * refused before anything is written.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, NOT_FOUND, IDEMPOTENCY_KEY_REQUIRED,
 * IDEMPOTENCY_CONFLICT
 */
export async function recordActivity(
  context: RequestContext,
  key: string,
  input: RecordActivityInput,
): Promise<Activity | null> {
  const { clock, federation, viewer } = context;
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const draft = {
    jurisdiction,
    heldOn: input.heldOn,
    participants: input.participants ?? null,
    pairing: referenceIn(input.pairing, 'pair'),
    unit: referenceIn(input.unit, 'unit'),
  };
  if (!mayRecordActivity(viewer, draft, federation)) throw recordingForbidden(jurisdiction);
  const broken = brokenActivityRule(draft, clock.today(), federation);
  if (broken) throw broken;
  const title = requiredText(input.title, { field: 'title' });
  const texts = {
    place: optionalText(input.place, { field: 'place' }),
    outcome: optionalText(input.outcome, { field: 'outcome', most: 2000 }),
  };
  // Another owner's pairing cannot be looked up here; its id alone shows that it lies in the lineage.
  if (draft.pairing && context.owned.includes(draft.pairing.owner)) {
    const pairing = await loadRecord(context, Pairing, draft.pairing.id);
    if (!pairing) throw pairingNotFound(draft.pairing.id);
    const outside = outsidePairing(draft.heldOn, pairing);
    if (outside) throw outside;
  }
  const { id } = await once<{ id: RecordId }>(
    context,
    { key, mutation: 'recordActivity', input },
    async (em) => {
      const record = newRecord(context, 'act', jurisdiction);
      em.persist(
        em.create(Activity, {
          ...record,
          ...texts,
          kind: input.kind,
          title,
          sortTitle: sortKey(title),
          heldOn: draft.heldOn,
          participants: draft.participants,
          aspects: [...new Set(input.aspects)],
          pairingId: draft.pairing?.id ?? null,
          unitId: draft.unit?.id ?? null,
        }),
      );
      return { id: record.id };
    },
  );
  return loadRecord(context, Activity, id);
}
