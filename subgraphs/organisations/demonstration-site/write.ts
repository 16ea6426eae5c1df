import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { type ParsedId, parseId, type RecordId } from '@jiedui/schema/contract/id';
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { PartyOrganisation } from '../party-organisation/entity.ts';
import { refuseDissolved } from '../party-organisation/rules.ts';
import { firstStep, takeStep } from '../workflow/steps.ts';
import type { ActingRole } from '@jiedui/kit/acting-role';
import { SiteAssessment } from './criterion.ts';
import { DemonstrationSite } from './entity.ts';
import type {
  AssessDemonstrationSiteInput,
  DesignateDemonstrationSiteInput,
  WithdrawDemonstrationSiteInput,
} from './input.ts';
import { brokenAssessmentRule, refusedDesignation, refusedReassessment, roleToRunSites } from './rules.ts';
import { siteCriteria, siteWorkflow } from './terms.ts';

/**
 * Assesses a party organisation, once per key: it becomes a candidate, or its present site is assessed anew. A site that
 * fails stays designated until it is withdrawn.
 * @throws FORBIDDEN, INVALID_INPUT, NOT_FOUND, CONFLICT (another officer made it a candidate just now), INVALID_ID,
 * UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function assessSite(
  context: RequestContext,
  key: string,
  input: AssessDemonstrationSiteInput,
): Promise<RecordId> {
  const { id: partyId, owner } = parseId(input.partyOrganisation, 'party');
  const takenAs = officersRole(context, owner);
  const { assessedOn } = input;
  const party = await loadRecord(context, PartyOrganisation, partyId);
  if (!party) {
    throw expectation('NOT_FOUND', { expected: 'a party organisation that exists', received: partyId });
  }
  refuseDissolved(party);
  const days = { foundedOn: party.foundedOn, today: context.clock.today() };
  const broken = brokenAssessmentRule(input, days);
  if (broken) throw broken;
  const criteria = siteCriteria.map((criterion, index) => {
    const { met, note } = input.criteria.find((each) => each.criterion === criterion)!;
    return { position: index + 1, criterion, met, note: optionalText(note, { field: 'note', most: 500 }) };
  });
  const title = `${party.name}党建示范点`;
  try {
    const { id } = await once(context, { key, mutation: 'assessDemonstrationSite', input }, async (em) => {
      const present = await em.findOne(
        DemonstrationSite,
        { partyOrganisationId: partyId, state: { $ne: 'WITHDRAWN' } },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (present) {
        const refused = refusedReassessment(assessedOn, present.assessedOn);
        if (refused) throw refused;
        em.assign(present, { assessedOn, updatedAt: context.clock.now() });
        await em.nativeDelete(SiteAssessment, { siteId: present.id });
        await em.insertMany(
          SiteAssessment,
          criteria.map((each) => ({ siteId: present.id, ...each })),
        );
        return { id: present.id };
      }
      const record = newRecord(context, 'site', owner);
      await em.insert(DemonstrationSite, {
        ...record,
        title,
        sortTitle: sortKey(title),
        partyOrganisationId: partyId,
        hostKind: party.hostKind,
        state: 'CANDIDATE',
        assessedOn,
      });
      await em.insertMany(
        SiteAssessment,
        criteria.map((each) => ({ siteId: record.id, ...each })),
      );
      firstStep(em, context, record.id, 'CANDIDATE', { takenOn: assessedOn, takenAs, note: null });
      return { id: record.id };
    });
    return id;
  } catch (error) {
    // One site at a time: two first assessments at once.
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw expectation('CONFLICT', {
      expected: 'a party organisation that is not being assessed by somebody else',
      received: partyId,
    });
  }
}

/**
 * Designates a candidate that meets all six criteria, once per key.
 * @throws FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function designateSite(
  context: RequestContext,
  key: string,
  input: DesignateDemonstrationSiteInput,
): Promise<RecordId> {
  const { id, owner } = parseId(input.site, 'site');
  const takenAs = officersRole(context, owner);
  const note = optionalText(input.note, { field: 'note', most: 500 });
  const { clock } = context;
  const { designatedOn } = input;
  await once(context, { key, mutation: 'designateDemonstrationSite', input }, async (em) => {
    const step = { to: 'DESIGNATED', today: clock.today(), takenOn: designatedOn, takenAs, note } as const;
    await holdParty(em, id);
    await takeStep(em, context, siteWorkflow, { table: 'demonstration_site', id, ...step });
    const refused =
      refusedDesignation(await em.find(SiteAssessment, { siteId: id })) ??
      (await precedesAssessment(em, id, designatedOn));
    if (refused) throw refused;
    await em.nativeUpdate(
      DemonstrationSite,
      { id },
      { state: 'DESIGNATED', designatedOn, updatedAt: clock.now() },
    );
    return { id };
  });
  return id;
}

/**
 * Holds the party organisation of a site until the transaction ends, before the site itself, as who dissolves it does.
 * @throws INVALID_TRANSITION where it is dissolved
 */
async function holdParty(em: EntityManager, id: RecordId): Promise<void> {
  const site = await em.findOne(DemonstrationSite, id);
  if (!site) return;
  const lockMode = LockMode.PESSIMISTIC_READ;
  refuseDissolved(await em.findOneOrFail(PartyOrganisation, site.partyOrganisationId, { lockMode }));
}

async function precedesAssessment(em: EntityManager, id: RecordId, designatedOn: string) {
  const { assessedOn } = await em.findOneOrFail(DemonstrationSite, id);
  if (designatedOn >= assessedOn) return null;
  return expectation('INVALID_INPUT', {
    expected: `designatedOn on or after ${assessedOn}, the last assessment`,
    received: designatedOn,
  });
}

/**
 * Withdraws a designation, once per key.
 * @throws FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function withdrawSite(
  context: RequestContext,
  key: string,
  input: WithdrawDemonstrationSiteInput,
): Promise<RecordId> {
  const { id, owner } = parseId(input.site, 'site');
  const takenAs = officersRole(context, owner);
  const reason = requiredText(input.reason, { field: 'reason', most: 500 });
  const { clock } = context;
  const { withdrawnOn } = input;
  await once(context, { key, mutation: 'withdrawDemonstrationSite', input }, async (em) => {
    const step = {
      to: 'WITHDRAWN',
      today: clock.today(),
      takenOn: withdrawnOn,
      takenAs,
      note: reason,
    } as const;
    await takeStep(em, context, siteWorkflow, { table: 'demonstration_site', id, ...step });
    const change = { withdrawnOn, withdrawalReason: reason, updatedAt: clock.now() };
    await em.nativeUpdate(DemonstrationSite, { id }, { state: 'WITHDRAWN', ...change });
    return { id };
  });
  return id;
}

function officersRole(context: RequestContext, code: ParsedId['owner']): ActingRole {
  const owner = ownJurisdiction(context, code);
  const role = roleToRunSites(context.viewer, context.federation.find(owner)!);
  if (role) return role;
  throw forbidden(`an officer of ${owner}`, context.viewer);
}
