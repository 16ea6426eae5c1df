import { type Asked, changeRecord, givenIn, type Step } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { holdsRole } from '@jiedui/kit/viewer-rules';
import { unlessWithdrawn, withdrawnRecord } from '@jiedui/kit/withdrawn';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { PublicService } from './entity.ts';
import type { CorrectPublicServiceInput } from './input.ts';
import { publicServices } from './listing.ts';
import { draftOf, factsOf } from './record.ts';
import { mayRecordService, recordingForbidden } from './rules.ts';
import type { PublicServiceStep } from './terms.ts';

/**
 * Corrects facts of a public service: the whole is judged as if it were recorded so.
 * @throws INVALID_TRANSITION once withdrawn; INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_*
 */
export function correctPublicService(
  context: RequestContext,
  asked: Asked,
  input: CorrectPublicServiceInput,
): Promise<RecordId> {
  const given = givenIn(input);
  const step = { ...asked, mutation: 'correctPublicService', change: 'CORRECTED', input } as const;
  return changeService(context, step, (service, em) => {
    const whole = {
      ...wantedOf(service),
      ...given,
      // What a public service cannot be without is not cleared: its own rule refuses an empty title.
      kind: given.kind ?? service.kind,
      title: given.title === null ? '' : (given.title ?? service.title),
      providedOn: given.providedOn ?? service.providedOn,
      count: given.count ?? service.count,
    };
    const draft = draftOf(service.owner, whole);
    // Who gave the service does not make it another's.
    if (!mayRecordService(context.viewer, draft, context.federation))
      throw recordingForbidden(service.owner, context.viewer);
    em.assign(service, factsOf(context, draft, whole, given));
  });
}

/**
 * Withdraws a public service: its row goes, so that no list or count can take it in; the history keeps it, with who and why.
 * @throws as correctPublicService
 */
export function withdrawPublicService(context: RequestContext, asked: Asked): Promise<RecordId> {
  const step = { ...asked, mutation: 'withdrawPublicService', change: 'WITHDRAWN' } as const;
  return changeService(context, step, (service, em) => void em.remove(service));
}

/** The public service of an id; where it was withdrawn, as it last stood. Null where there is none here. */
export async function loadPublicService(
  context: RequestContext,
  id: RecordId,
): Promise<PublicService | null> {
  return (await loadRecord(context, PublicService, id)) ?? withdrawnRecord(context, kept, id);
}

const kept = { entity: PublicService, history: publicServices.history! };

const wantedOf = ({
  organisationId,
  partyOrganisationId,
  unitId,
  pairingId,
  beneficiaryOrganisationId,
  ...rest
}: PublicService) => ({
  ...rest,
  organisation: organisationId ?? null,
  partyOrganisation: partyOrganisationId ?? null,
  unit: unitId ?? null,
  pairing: pairingId ?? null,
  beneficiaryOrganisation: beneficiaryOrganisationId ?? null,
});

async function changeService(
  context: RequestContext,
  step: Omit<Step, 'tag'> & { change: PublicServiceStep },
  work: (service: PublicService, em: EntityManager) => void,
): Promise<RecordId> {
  const { viewer, federation } = context;
  const provider = (id: RecordId) => holdsRole(viewer, ['UNIT', 'ORGANISATION'], ownerOf(id) ?? '');
  const { id } = await unlessWithdrawn(context, kept, { id: step.id, what: 'a public service' }, () =>
    changeRecord(
      context,
      PublicService,
      { ...step, tag: 'svc' },
      (service, em) => {
        if (!mayRecordService(viewer, draftOf(service.owner, wantedOf(service)), federation)) {
          throw recordingForbidden(service.owner, context.viewer);
        }
        work(service, em);
        return [];
      },
      provider,
    ),
  );
  return id;
}
