import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { newRecord } from '@jiedui/kit/record';
import { boundedInt, optionalText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Campaign } from '../campaign/entity.ts';
import { type Reference, referenceIn } from '@jiedui/kit/ids';
import { Organisation } from '../organisation/entity.ts';
import { firstStep, takeStep } from '../workflow/steps.ts';
import { concernedWith } from './concerned.ts';
import { Survey } from './entity.ts';
import type { AdvanceSurveyInput, RecordSurveyInput } from './input.ts';
import {
  advancingForbidden,
  brokenSurveyRule,
  refusedByCampaign,
  roleToAdvance,
  roleToSurvey,
  surveyingForbidden,
} from './rules.ts';
import { surveyWorkflow } from './terms.ts';

const mostEmployees = 10_000_000;

/**
 * Records a survey once per key; it begins as SCREENED. Who may not is refused before anything of the input is judged.
 * @throws FORBIDDEN, INVALID_INPUT, INVALID_TRANSITION (the campaign is closed), CONFLICT (it has this organisation
 * already), NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function recordSurvey(
  context: RequestContext,
  key: string,
  input: RecordSurveyInput,
): Promise<RecordId> {
  const organisation = parseId(input.organisation, 'org');
  const owner = ownJurisdiction(context, organisation.owner);
  const campaign = referenceIn(input.campaign, 'camp');
  const place = context.federation.find(owner)!;
  const takenAs = roleToSurvey(context.viewer, place, await concernedWith(context, organisation.id));
  if (!takenAs) throw surveyingForbidden(owner, context.viewer);
  const broken = brokenSurveyRule(input, context.clock.today());
  if (broken) throw broken;
  const facts = {
    surveyedOn: input.surveyedOn,
    method: input.method,
    employees: boundedInt(input.employees, { field: 'employees', least: 0, most: mostEmployees }),
    members: boundedInt(input.members, { field: 'members', least: 0, most: mostEmployees }),
    operating: input.operating,
    hasPartyOrganisation: input.hasPartyOrganisation,
    needs: optionalText(input.needs, { field: 'needs', most: 2000 }),
  };
  const note = optionalText(input.note, { field: 'note', most: 500 });
  if (!(await loadRecord(context, Organisation, organisation.id))) {
    throw expectation('NOT_FOUND', { expected: 'an organisation that exists', received: organisation.id });
  }
  try {
    const { id } = await once(context, { key, mutation: 'recordSurvey', input }, async (em) => {
      if (campaign) await admit(em, campaign, owner, facts.surveyedOn);
      const record = newRecord(context, 'survey', owner);
      em.persist(
        em.create(Survey, {
          ...record,
          ...facts,
          organisationId: organisation.id,
          campaignId: campaign?.id ?? null,
          state: 'SCREENED',
        }),
      );
      firstStep(em, context, record.id, 'SCREENED', { takenOn: facts.surveyedOn, takenAs, note });
      return { id: record.id };
    });
    return id;
  } catch (error) {
    // The one unique key beside the id, which is new.
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw expectation('CONFLICT', {
      expected: 'an organisation that the campaign has not visited yet',
      received: organisation.id,
    });
  }
}

/** Refuses a survey that its campaign does not take; the lock keeps the campaign from closing meanwhile. */
async function admit(
  em: EntityManager,
  campaign: Reference,
  owner: string,
  surveyedOn: string,
): Promise<void> {
  if (campaign.owner !== owner) {
    throw expectation('INVALID_INPUT', { expected: `a campaign of ${owner}`, received: campaign.id });
  }
  const found = await em.findOne(Campaign, campaign.id, { lockMode: LockMode.PESSIMISTIC_READ });
  if (!found) {
    throw expectation('NOT_FOUND', { expected: 'a campaign that exists', received: campaign.id });
  }
  const refused = refusedByCampaign(found, surveyedOn);
  if (refused) throw refused;
}

/**
 * Takes a survey one step forward, once per key.
 * @throws FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function advanceSurvey(
  context: RequestContext,
  key: string,
  input: AdvanceSurveyInput,
): Promise<RecordId> {
  const { id, owner: code } = parseId(input.survey, 'survey');
  const owner = ownJurisdiction(context, code);
  const { to, takenOn } = input;
  const takenAs = roleToAdvance(
    context.viewer,
    context.federation.find(owner)!,
    to,
    await concernedWith(context, await surveyed(context, id)),
  );
  if (!takenAs) throw advancingForbidden(to, owner, context.viewer);
  const note = optionalText(input.note, { field: 'note', most: 500 });
  await once(context, { key, mutation: 'advanceSurvey', input }, async (em) => {
    const today = context.clock.today();
    await takeStep(em, context, surveyWorkflow, { table: 'survey', id, to, today, takenOn, takenAs, note });
    await em.nativeUpdate(Survey, { id }, { state: to, updatedAt: context.clock.now() });
    return { id };
  });
  return id;
}

/** The organisation that a survey is of; null where there is no such survey. */
async function surveyed(context: RequestContext, id: RecordId): Promise<RecordId | null> {
  return (await loadRecord(context, Survey, id))?.organisationId ?? null;
}
