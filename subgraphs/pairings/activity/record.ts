import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { referenceIn } from '@jiedui/kit/ids';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { aspectsOf, inOrder, itemsOf, unknownItem } from '../co-building/items.ts';
import { heldPairing } from '../pairing/hold.ts';
import { Activity } from './entity.ts';
import type { RecordActivityInput } from './input.ts';
import {
  type ActivityDraft,
  brokenActivityRule,
  claimedReport,
  mayRecordActivity,
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
): Promise<RecordId> {
  const { federation, viewer } = context;
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const draft = draftOf({ ...input, jurisdiction });
  if (!mayRecordActivity(viewer, draft, federation)) throw recordingForbidden(jurisdiction, viewer);
  const facts = factsOf(context, draft, input);
  const { id } = await once<{ id: RecordId }>(
    context,
    { key, mutation: 'recordActivity', input },
    async (em) => {
      await attribute(em, context, { change: 'REGISTERED' });
      await refuseOutside(em, context, draft);
      const record = newRecord(context, 'act', jurisdiction);
      em.persist(em.create(Activity, { ...record, ...facts }));
      return { id: record.id };
    },
  );
  return id;
}

type Wanted = Omit<RecordActivityInput, 'jurisdiction'> & Pick<ActivityDraft, 'jurisdiction'>;

/** @throws INVALID_ID */
export function draftOf({
  jurisdiction,
  heldOn,
  participants,
  pairing,
  unit,
  instructor,
}: Wanted): ActivityDraft {
  return {
    jurisdiction,
    heldOn,
    participants: participants ?? null,
    pairing: referenceIn(pairing, 'pair'),
    unit: referenceIn(unit, 'unit'),
    instructor: referenceIn(instructor, 'instr'),
  };
}

/** What an activity says, as its columns hold it; items that it had may be configured no more. @throws INVALID_INPUT */
export function factsOf(
  context: RequestContext,
  draft: ActivityDraft,
  { kind, title: text, place, outcome, aspects, items: wanted }: Omit<RecordActivityInput, 'jurisdiction'>,
  had: readonly string[] = [],
) {
  const { clock, federation } = context;
  const configured = itemsOf(context);
  const asked = wanted ?? [];
  const broken =
    claimedReport(kind) ??
    brokenActivityRule(draft, clock.today(), federation) ??
    unknownItem(
      configured,
      asked.filter((code) => !had.includes(code)),
    );
  if (broken) throw broken;
  const known = inOrder(configured, asked);
  const items = [...known, ...had.filter((code) => asked.includes(code) && !known.includes(code))];
  const title = requiredText(text, { field: 'title' });
  return {
    kind,
    title,
    sortTitle: sortKey(title),
    heldOn: draft.heldOn,
    place: optionalText(place, { field: 'place' }),
    participants: draft.participants,
    outcome: optionalText(outcome, { field: 'outcome', most: 2000 }),
    // The aspect of an item need not be said again.
    aspects: [...new Set([...(aspects ?? []), ...aspectsOf(configured, items)])],
    items,
    pairingId: draft.pairing?.id ?? null,
    unitId: draft.unit?.id ?? null,
    instructorId: draft.instructor?.id ?? null,
  };
}

/** Refuses what lies outside of its pairing's period, which is held until the transaction ends. @throws NOT_FOUND, INVALID_INPUT */
export async function refuseOutside(
  em: EntityManager,
  context: Pick<RequestContext, 'owned'>,
  { heldOn, pairing }: Pick<ActivityDraft, 'heldOn' | 'pairing'>,
): Promise<void> {
  if (pairing) await heldPairing(em, context, pairing, { field: 'heldOn', day: heldOn });
}
