import { type Asked, changeRecord, givenIn, type Step } from '@jiedui/kit/change';
import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { referenceIn } from '@jiedui/kit/ids';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { run, sql } from '@jiedui/kit/sql';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { forbidden, isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Pairing } from './entity.ts';
import type { CorrectPairingInput, ProposePairingInput } from './input.ts';
import { refuseRival, refuseSecond } from './rival.ts';
import {
  afterStep,
  brokenDays,
  brokenSides,
  brokenStart,
  type Held,
  isActive,
  type LifeStep,
  mayPropose,
} from './rules.ts';
import type { PairingStep } from './terms.ts';

/**
 * Proposes a pairing, once per key. Several proposals for one organisation may be weighed; none, where it has an active one.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, CONFLICT, IDEMPOTENCY_*
 */
export async function proposePairing(
  context: RequestContext,
  key: string,
  input: ProposePairingInput,
): Promise<RecordId> {
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  refuseStrangers(context, jurisdiction, [input.unit, input.promotedBy]);
  const facts = proposalOf(context, jurisdiction, input);
  const { id } = await once(context, { key, mutation: 'proposePairing', input }, async (em) => ({
    id: await enterProposal(em, context, jurisdiction, facts),
  }));
  return id;
}

/** What a proposal says, as its columns hold it; judged by the rules. @throws INVALID_ID, INVALID_INPUT */
export function proposalOf(
  { clock, federation }: Pick<RequestContext, 'clock' | 'federation'>,
  jurisdiction: JurisdictionCode,
  input: Omit<ProposePairingInput, 'jurisdiction'>,
) {
  const { kind, startedOn, principles, mechanisms } = input;
  const sides = {
    jurisdiction,
    kind,
    unit: referenceIn(input.unit, 'unit'),
    organisation: referenceIn(input.organisation, 'org'),
    partyOrganisation: referenceIn(input.partyOrganisation, 'party'),
    counterpart: optionalText(input.counterpart, { field: 'counterpart' }),
    promotedBy: referenceIn(input.promotedBy, 'unit'),
  };
  const broken = brokenSides(sides, federation) ?? brokenStart(startedOn, clock.today());
  if (broken) throw broken;
  const title = requiredText(input.title, { field: 'title' });
  return {
    kind,
    title,
    sortTitle: sortKey(title),
    state: 'PROPOSED' as const,
    unitId: sides.unit?.id ?? null,
    organisationId: sides.organisation?.id ?? null,
    partyOrganisationId: sides.partyOrganisation?.id ?? null,
    counterpart: sides.counterpart,
    promotedById: sides.promotedBy?.id ?? null,
    principles: [...new Set(principles)],
    mechanisms: [...new Set(mechanisms)],
    startedOn,
  };
}

/** Enters a proposal within the caller's transaction, in the viewer's name. @throws CONFLICT */
export async function enterProposal(
  em: EntityManager,
  context: RequestContext,
  jurisdiction: JurisdictionCode,
  facts: ReturnType<typeof proposalOf>,
): Promise<RecordId> {
  const record = newRecord(context, 'pair', jurisdiction);
  const pairing = em.create(Pairing, { ...record, ...facts });
  await refuseSecond(em, pairing);
  await attribute(em, context, { change: 'PROPOSED' });
  em.persist(pairing);
  await em.flush();
  return record.id;
}

/** Confirms a proposal: from then on it is active. @throws INVALID_TRANSITION, CONFLICT, and as changeRecord */
export function confirmPairing(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  startedOn: string | null | undefined,
): Promise<RecordId> {
  return takeStep(
    context,
    { ...asked, mutation: 'confirmPairing', input: { startedOn } },
    {
      step: 'CONFIRMED',
      startedOn,
    },
  );
}

/**
 * Refuses a proposal, or takes it back: it ends without ever having been in force. Who may propose it may.
 * @throws INVALID_TRANSITION, and as changeRecord
 */
export function refusePairing(context: RequestContext, asked: Asked): Promise<RecordId> {
  return takeStep(context, { ...asked, mutation: 'refusePairing' }, { step: 'REFUSED' });
}

/** Renews a pairing that was assessed, for another year. @throws INVALID_TRANSITION, and as changeRecord */
export function renewPairing(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  renewedOn: string,
): Promise<RecordId> {
  return takeStep(
    context,
    { ...asked, mutation: 'renewPairing', input: { renewedOn } },
    {
      step: 'RENEWED',
      on: renewedOn,
    },
  );
}

/** Ends an active pairing. @throws INVALID_TRANSITION, and as changeRecord */
export function endPairing(context: RequestContext, asked: Asked, endedOn: string): Promise<RecordId> {
  return takeStep(
    context,
    { ...asked, mutation: 'endPairing', input: { endedOn } },
    {
      step: 'ENDED',
      on: endedOn,
    },
  );
}

function takeStep(
  context: RequestContext,
  asked: Omit<Step, 'tag' | 'change'>,
  step: LifeStep,
): Promise<RecordId> {
  return changePairing(context, { ...asked, change: step.step }, async (pairing, em) => {
    em.assign(pairing, afterStep(pairing, step, context.clock.today(), await heldBy(em, pairing)));
    if (step.step === 'CONFIRMED') await refuseSecond(em, pairing);
  });
}

/** Corrects facts of a pairing: the whole is judged as if it were entered so. @throws INVALID_INPUT, and as changeRecord */
export function correctPairing(
  context: RequestContext,
  asked: Asked,
  input: CorrectPairingInput,
): Promise<RecordId> {
  const given = givenIn(input);
  const step = { ...asked, mutation: 'correctPairing', change: 'CORRECTED', input } as const;
  return changePairing(context, step, async (pairing, em) => {
    const {
      owner: jurisdiction,
      unitId,
      organisationId,
      partyOrganisationId,
      promotedById,
      ...kept
    } = pairing;
    const whole = {
      ...kept,
      unit: unitId ?? null,
      organisation: organisationId ?? null,
      partyOrganisation: partyOrganisationId ?? null,
      promotedBy: promotedById ?? null,
      ...given,
      // What a pairing cannot be without is not cleared: its own rule refuses an empty title.
      title: given.title === null ? '' : (given.title ?? pairing.title),
      startedOn: given.startedOn ?? pairing.startedOn,
    };
    const { state: _, kind: __, ...facts } = proposalOf(context, jurisdiction, whole);
    const endedOn = whole.endedOn ?? null;
    const days = { ...pairing, startedOn: facts.startedOn, endedOn };
    const broken = brokenDays(days, context.clock.today(), await heldBy(em, pairing));
    if (broken) throw broken;
    em.assign(pairing, { ...facts, endedOn });
  });
}

/** A liaison may take back, and plan, what concerns the own unit, as the one who may propose it; the rest is the officers'. */
export function changePairing(
  context: RequestContext,
  step: Omit<Step, 'tag'> & { change: PairingStep },
  work: (pairing: Pairing, em: EntityManager) => Promise<void>,
): Promise<RecordId> {
  const { viewer } = context;
  const liaison = (id: RecordId) =>
    liaisonsSteps.has(step.change) && isUnitsLiaison(viewer, viewer.unit, ownerOf(id) ?? '');
  const change = changeRecord(
    context,
    Pairing,
    { ...step, tag: 'pair' },
    async (pairing, em) => {
      if (liaisonsSteps.has(step.change)) {
        refuseStrangers(context, pairing.owner, [pairing.unitId, pairing.promotedById]);
      }
      await work(pairing, em);
      return [];
    },
    liaison,
  );
  return change.then(({ id }) => id, refuseRival);
}

const liaisonsSteps: ReadonlySet<PairingStep> = new Set(['REFUSED', 'PLANNED']);

function refuseStrangers(
  { viewer, federation }: RequestContext,
  jurisdiction: JurisdictionCode,
  units: readonly (string | null | undefined)[],
): void {
  if (mayPropose(viewer, federation.find(jurisdiction)!, units)) return;
  throw forbidden(
    `an officer of ${jurisdiction}, or the liaison of the unit that the pairing concerns there`,
    viewer,
  );
}

/** What the owner recorded of the pairing: another owner's records must not decide. */
async function heldBy(em: EntityManager, { id, owner, state }: Pairing): Promise<Held> {
  if (!isActive(state) && state !== 'ENDED') return { first: null, last: null };
  const [held] = await run<Held>(
    { em },
    sql`select min(r.held_on) as first, max(r.held_on) as last from activity r
      where r.pairing_id = ${id} and r.owner = ${owner}`,
  );
  return held ?? { first: null, last: null };
}
