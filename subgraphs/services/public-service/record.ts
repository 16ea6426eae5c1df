import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { referenceIn } from '@jiedui/kit/ids';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { boundedInt, optionalText, requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';

import { PublicService } from './entity.ts';
import type { PublicServiceLine, RecordPublicServiceInput, RecordPublicServicesInput } from './input.ts';
import {
  beneficiaries,
  brokenBeneficiaryRule,
  brokenProviderRule,
  brokenServiceRule,
  mayRecordService,
  providers,
  type PublicServiceDraft,
  recordingForbidden,
} from './rules.ts';

const mostTogether = 500;

/**
 * Records a public service once per key. Who may not is refused before anything of the input is judged; a broken rule
 * is refused before anything is written.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT
 */
export async function recordPublicService(
  context: RequestContext,
  key: string,
  input: RecordPublicServiceInput,
): Promise<RecordId> {
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const facts = judged(context, jurisdiction, input);
  const { id } = await once<{ id: RecordId }>(
    context,
    { key, mutation: 'recordPublicService', input },
    async (em) => {
      await attribute(em, context, { change: 'REGISTERED' });
      return { id: store(em, context, jurisdiction, facts) };
    },
  );
  return id;
}

/**
 * Records several, all or none, once per key: the first that may not be recorded is named by its place.
 * @throws as recordPublicService
 */
export async function recordPublicServices(
  context: RequestContext,
  key: string,
  input: RecordPublicServicesInput,
): Promise<RecordId[]> {
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  boundedInt(input.services.length, { field: 'services', least: 1, most: mostTogether });
  const all = input.services.map((line, place) => atPlace(place, () => judged(context, jurisdiction, line)));
  const { ids } = await once<{ ids: RecordId[] }>(
    context,
    { key, mutation: 'recordPublicServices', input },
    async (em) => {
      await attribute(em, context, { change: 'REGISTERED' });
      return { ids: all.map((facts) => store(em, context, jurisdiction, facts)) };
    },
  );
  return ids;
}

/** @throws INVALID_ID */
export function draftOf(jurisdiction: JurisdictionCode, wanted: PublicServiceLine): PublicServiceDraft {
  return {
    jurisdiction,
    providedOn: wanted.providedOn,
    count: wanted.count,
    persons: wanted.persons ?? null,
    organisation: referenceIn(wanted.organisation, 'org'),
    partyOrganisation: referenceIn(wanted.partyOrganisation, 'party'),
    unit: referenceIn(wanted.unit, 'unit'),
    pairing: referenceIn(wanted.pairing, 'pair'),
    beneficiaryKind: wanted.beneficiaryKind ?? null,
    beneficiaryOrganisation: referenceIn(wanted.beneficiaryOrganisation, 'org'),
  };
}

/**
 * What a public service says, as its columns hold it. A correction is judged by who gave it, or by whom it was for, where it
 * says something of that: records from before, and those of a source, may lack it, and are corrected all the same.
 * @throws INVALID_INPUT
 */
export function factsOf(
  { clock, federation }: Pick<RequestContext, 'clock' | 'federation'>,
  draft: PublicServiceDraft,
  wanted: PublicServiceLine,
  said: object | null = null,
) {
  const says = (fields: readonly string[]) => said === null || fields.some((field) => field in said);
  const broken = brokenServiceRule(draft, clock.today(), federation);
  if (broken) throw broken;
  const title = requiredText(wanted.title, { field: 'title' });
  const beneficiary = optionalText(wanted.beneficiary, { field: 'beneficiary' });
  const unsaid =
    (says(providers) ? brokenProviderRule(draft) : null) ??
    (says(beneficiaries) ? brokenBeneficiaryRule(draft, beneficiary) : null);
  if (unsaid) throw unsaid;
  return {
    kind: wanted.kind,
    title,
    sortTitle: sortKey(title),
    providedOn: draft.providedOn,
    place: optionalText(wanted.place, { field: 'place' }),
    count: draft.count,
    persons: draft.persons,
    beneficiary,
    beneficiaryKind: draft.beneficiaryKind,
    beneficiaryOrganisationId: draft.beneficiaryOrganisation?.id ?? null,
    actionLine: wanted.actionLine ?? null,
    organisationId: draft.organisation?.id ?? null,
    partyOrganisationId: draft.partyOrganisation?.id ?? null,
    unitId: draft.unit?.id ?? null,
    pairingId: draft.pairing?.id ?? null,
  };
}

type Facts = ReturnType<typeof factsOf>;

function judged(context: RequestContext, jurisdiction: JurisdictionCode, wanted: PublicServiceLine): Facts {
  const draft = draftOf(jurisdiction, wanted);
  if (!mayRecordService(context.viewer, draft, context.federation))
    throw recordingForbidden(jurisdiction, context.viewer);
  return factsOf(context, draft, wanted);
}

function store(
  em: EntityManager,
  context: RequestContext,
  jurisdiction: JurisdictionCode,
  facts: Facts,
): RecordId {
  const record = newRecord(context, 'svc', jurisdiction);
  em.persist(em.create(PublicService, { ...record, ...facts }));
  return record.id;
}

/** Says in which of several something is wrong. */
function atPlace<Result>(place: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'INVALID_INPUT') throw error;
    const { expected, received } = error.extensions;
    throw expectation('INVALID_INPUT', { expected: `services[${place}]: ${String(expected)}`, received });
  }
}
