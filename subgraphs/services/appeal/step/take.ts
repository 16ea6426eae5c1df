import { lockedRecord } from '@jiedui/kit/change';
import { clockOf, dayAfter } from '@jiedui/kit/clock';
import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { refusedMove } from '@jiedui/kit/transition';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';

import { calendarIn, pausesOf, type Reckoning, reckonPart, startClock } from '../clock/reckon.ts';
import { daysRun, never } from '../clock/deadline.ts';
import { appealPolicyOf, clockIn } from '../clock/policy.ts';
import { announceAppeal } from '../announce.ts';
import { Appeal } from '../entity.ts';
import { appealMachine, tierAfter, whilePaused } from '../machine.ts';
import { AppealPart, isOpen } from '../part/entity.ts';
import { type AppealFacts, appealViews, canSee } from '../rules.ts';
import type { AppealState, AppealStepKind } from '../terms.ts';
import { visibleAppeals } from '../visible.ts';
import { type Acting, actingIn, mightAct, stepForbidden } from './acting.ts';
import { AppealStep } from './entity.ts';

/** Which appeal, as the client named it, and the key of the intention. */
export interface OnAppeal {
  key: string;
  id: string;
}

/** A step as a client asks for it. */
export interface AskedStep<Said extends object> extends OnAppeal {
  mutation: string;
  step: AppealStepKind;
  /**
   * What was said with it, checked; with the id it is what the key stands for. Asked for when it is clear that the viewer
   * might take the step at all. `reason` goes to the step's note.
   */
  said: (owner: JurisdictionCode) => Said & { reason?: string | null };
}

/** An appeal, held against other writers, while a step of it is taken. */
export interface Taking extends Reckoning {
  em: EntityManager;
  appeal: Appeal;
  /** All of its parts, in order; what is added here is stored. */
  parts: AppealPart[];
  acting: Acting;
  now: Date;
  today: string;
}

/**
 * Takes a step of one appeal, once per key, under a lock from before it is judged: of two different steps at once the second
 * finds the state that the first has left. `work` says what else changes; it may refuse.
 * @throws INVALID_ID, FORBIDDEN, UNKNOWN_JURISDICTION, NOT_FOUND (none that the viewer sees), INVALID_TRANSITION, IDEMPOTENCY_*
 */
export async function takeStep<Said extends object>(
  context: RequestContext,
  { mutation, key, id: text, step, said }: AskedStep<Said>,
  work: (taking: Taking, input: Said) => void | Promise<void> = () => undefined,
): Promise<Appeal | null> {
  const { viewer, federation, clock } = context;
  const { id, owner } = parseId(text, 'app');
  if (!federation.has(owner) || !mightAct(viewer, step, owner, federation))
    throw stepForbidden(step, owner, viewer);
  ownJurisdiction(context, owner);
  const input = said(owner);
  const { reason = null } = input;
  await once(context, { key, mutation, input: { id, ...input } }, async (em) => {
    const held = await hold(em, id);
    const facts = held && factsOf(held);
    const seen = facts && appealViews(viewer, federation)?.some((view) => canSee(view, facts, federation));
    if (!held || !facts || !seen) {
      throw expectation('NOT_FOUND', {
        expected: 'an appeal that exists and that you may see',
        received: id,
      });
    }
    const acting = actingIn(viewer, step, facts, federation);
    if (!acting) throw stepForbidden(step, owner, viewer);
    const taking = { ...held, ...reckoningOf(context), em, acting, now: clock.now(), today: clock.today() };
    refuseStep(taking, step);
    await work(taking, input);
    await apply(taking, step, { reason, subject: viewer.subject });
    return { id };
  });
  return loadRecord(context, Appeal, id, visibleAppeals);
}

export function reckoningOf(context: Pick<RequestContext, 'policies'>): Reckoning {
  return { calendar: calendarIn(context), policy: appealPolicyOf(context) };
}

/** The appeal and its parts, managed, and held against other writers until the transaction ends; null where there is none. */
export async function hold(
  em: EntityManager,
  id: RecordId,
): Promise<{ appeal: Appeal; parts: AppealPart[] } | null> {
  const appeal = await lockedRecord(em, Appeal, id);
  if (!appeal) return null;
  return { appeal, parts: await em.find(AppealPart, { appealId: id }, { orderBy: { position: 'asc' } }) };
}

function factsOf({ appeal, parts }: Pick<Taking, 'appeal' | 'parts'>): AppealFacts {
  const { owner, organisationId, unitId, tier, state } = appeal;
  const partUnits = parts.filter(({ releasedAt }) => releasedAt == null).map((part) => part.unitId);
  return { owner, organisationId, unitId: unitId ?? null, tier, state, partUnits };
}

/** @throws INVALID_TRANSITION where the state, or the clock that stands still, does not allow the step */
function refuseStep({ appeal }: Taking, step: AppealStepKind): void {
  const refused = refusedMove(appealMachine, step, appeal.state);
  if (refused) throw refused;
  if (appeal.pausedOn != null && !whilePaused.has(step)) {
    throw expectation('INVALID_TRANSITION', {
      expected: `${[...whilePaused].join(' or ')} while the clock stands still since ${appeal.pausedOn}`,
      received: step,
    });
  }
}

/** Whether the clock that the appeal is in has run out, other than the organisation's own. */
export function isLate({ appeal, today }: Pick<Taking, 'appeal' | 'today'>): boolean {
  return today > appeal.dueOn && clockIn(appeal.state) !== 'CALLBACK';
}

/** The states in which departments work on their parts. */
const withParts: ReadonlySet<AppealState> = new Set(['COORDINATING', 'ASSIGNED']);

/** Moves the appeal, its clock and its open parts, notes the step, and announces the state that it leads to. */
export async function apply(
  taking: Taking,
  step: AppealStepKind,
  { reason, subject }: { reason: string | null; subject: string },
): Promise<void> {
  const { em, appeal, parts, acting, now, today, calendar } = taking;
  const from = appeal.state;
  const to: AppealState = appealMachine[step].to ?? from;
  const late = isLate(taking);
  const overdueSince = late ? dayAfter(appeal.dueOn, 1) : null;
  appeal.tier = tierAfter(step, appeal.tier);
  if (to !== from) {
    appeal.state = to;
    if (late) appeal.lateSteps += 1;
    // An appeal that is withdrawn while its clock stands still.
    appeal.pausedOn = null;
    startClock(appeal, today, taking);
    // What its departments still owe is taken back when it leaves them.
    if (!withParts.has(to)) for (const part of parts.filter(isOpen)) release(part, taking);
  }
  if (step === 'RESOLVE') {
    appeal.resolvedAt = now;
    appeal.calledBackAt = null;
    const raisedOn = clockOf(() => appeal.raisedAt).today();
    appeal.resolutionDays = daysRun(raisedOn, today, pausesOf(appeal), calendar);
  }
  if (step === 'CONFIRM' || step === 'DISPUTE') appeal.calledBackAt = now;
  if (step === 'CLOSE') appeal.closedAt = now;
  if (step === 'REOPEN') appeal.resolvedAt = null;
  appeal.updatedAt = now;
  const { role: takenAs, unit: unitId } = acting;
  noteStep(em, appeal, {
    step,
    fromState: from,
    late,
    overdueSince,
    resolutionDays: step === 'RESOLVE' ? (appeal.resolutionDays ?? null) : null,
    takenAt: now,
    takenAs,
    takenBy: subject,
    unitId,
    reason,
  });
  if (to !== from) await announceAppeal(em, now, appeal);
}

type Noted = Pick<
  AppealStep,
  | 'step'
  | 'fromState'
  | 'late'
  | 'overdueSince'
  | 'resolutionDays'
  | 'takenAt'
  | 'takenAs'
  | 'takenBy'
  | 'unitId'
  | 'reason'
>;

/** Notes a step that has led to the appeal as it is now. */
export function noteStep(em: EntityManager, appeal: Appeal, noted: Noted): void {
  appeal.steps += 1;
  const { id: appealId, steps: position, state: toState, tier } = appeal;
  em.persist(em.create(AppealStep, { appealId, position, toState, tier, ...noted }));
}

/** What a new appeal has before its clock is started. */
export const noClock = {
  steps: 0,
  lateSteps: 0,
  clockPauses: [],
  dueOn: never,
  dueSoonOn: never,
  escalatesOn: never,
  dueProvisional: false,
};

function release(part: AppealPart, taking: Taking): void {
  part.releasedAt = taking.now;
  reckonPart(part, [], taking);
}
