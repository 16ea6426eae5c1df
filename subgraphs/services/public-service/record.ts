import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import type { RecordId } from '@jiedui/schema/contract/id';

import { referenceIn } from '@jiedui/kit/ids';
import { PublicService } from './entity.ts';
import type { RecordPublicServiceInput } from './input.ts';
import { brokenServiceRule, mayRecordService, recordingForbidden } from './rules.ts';

/**
 * Records a public service once per key. Who may not is refused before anything of the input is judged; a broken rule
 * is refused before anything is written.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT
 */
export async function recordPublicService(
  context: RequestContext,
  key: string,
  input: RecordPublicServiceInput,
): Promise<PublicService | null> {
  const { clock, federation, viewer } = context;
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const draft = {
    jurisdiction,
    providedOn: input.providedOn,
    count: input.count,
    persons: input.persons ?? null,
    organisation: referenceIn(input.organisation, 'org'),
    partyOrganisation: referenceIn(input.partyOrganisation, 'party'),
    unit: referenceIn(input.unit, 'unit'),
    pairing: referenceIn(input.pairing, 'pair'),
  };
  if (!mayRecordService(viewer, draft, federation)) throw recordingForbidden(jurisdiction);
  const broken = brokenServiceRule(draft, clock.today(), federation);
  if (broken) throw broken;
  const title = requiredText(input.title, { field: 'title' });
  const beneficiary = optionalText(input.beneficiary, { field: 'beneficiary' });
  const { id } = await once<{ id: RecordId }>(
    context,
    { key, mutation: 'recordPublicService', input },
    async (em) => {
      const record = newRecord(context, 'svc', jurisdiction);
      em.persist(
        em.create(PublicService, {
          ...record,
          kind: input.kind,
          title,
          sortTitle: sortKey(title),
          providedOn: draft.providedOn,
          count: draft.count,
          persons: draft.persons,
          beneficiary,
          actionLine: input.actionLine ?? null,
          organisationId: draft.organisation?.id ?? null,
          partyOrganisationId: draft.partyOrganisation?.id ?? null,
          unitId: draft.unit?.id ?? null,
          pairingId: draft.pairing?.id ?? null,
        }),
      );
      return { id: record.id };
    },
  );
  return loadRecord(context, PublicService, id);
}
