import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { LockMode } from '@mikro-orm/core';

import { MemberUnit } from '../member-unit/entity.ts';
import { firstStep, takeStep } from '../workflow/steps.ts';
import { misdatedStep } from '@jiedui/kit/transition';
import { announceService } from './announce.ts';
import { assign, assignable } from './assign.ts';
import { Instructor } from './entity.ts';
import type { AdvanceInstructorInput, NominateInstructorInput, ReassignInstructorInput } from './input.ts';
import { refusedLabel, refusedUnit, roleForStep, stepForbidden } from './rules.ts';
import { InstructorRole, instructorWorkflow } from './terms.ts';

/** 党支部推荐, once per key. @throws FORBIDDEN, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_* */
export async function nominateInstructor(
  context: RequestContext,
  key: string,
  input: NominateInstructorInput,
): Promise<RecordId> {
  const { clock, federation, owned, viewer } = context;
  const owner = ownJurisdiction(context, input.jurisdiction);
  const unit = parseId(input.sourceUnit, 'unit');
  const takenAs = roleForStep(viewer, 'NOMINATED', federation.find(owner)!, unit.id);
  if (!takenAs) throw stepForbidden('NOMINATED', owner, context.viewer);
  const refused = refusedUnit(unit, owner, federation);
  if (refused) throw refused;
  const { nominatedOn } = input;
  const today = clock.today();
  if (nominatedOn > today) {
    throw expectation('INVALID_INPUT', {
      expected: `nominatedOn on or before ${today}`,
      received: nominatedOn,
    });
  }
  const name = requiredText(input.name, { field: 'name', most: 40 });
  const personal = refusedLabel(name);
  if (personal) throw personal;
  const note = optionalText(input.note, { field: 'note', most: 500 });
  // Another owner's unit cannot be looked up here; its id alone shows that it lies in the lineage.
  if (owned.includes(unit.owner)) {
    const known = await loadRecord(context, MemberUnit, unit.id);
    if (!known) throw expectation('NOT_FOUND', { expected: 'a unit that exists', received: unit.id });
    if (known.withdrawnOn != null) {
      const expected = 'sourceUnit: a unit that has not left the committee';
      throw expectation('INVALID_INPUT', { expected, received: known.withdrawnOn });
    }
  }
  const { id } = await once(context, { key, mutation: 'nominateInstructor', input }, async (em) => {
    const record = newRecord(context, 'instr', owner);
    em.persist(
      em.create(Instructor, {
        ...record,
        name,
        sortName: sortKey(name),
        sourceUnitId: unit.id,
        state: 'NOMINATED',
        roles: [...new Set(input.roles ?? (Object.keys(InstructorRole) as InstructorRole[]))],
        categories: [...new Set(input.categories)],
        nominatedOn,
      }),
    );
    firstStep(em, context, record.id, 'NOMINATED', { takenOn: nominatedOn, takenAs, note });
    return { id: record.id };
  });
  return id;
}

/**
 * The next step of a selection, once per key; each by the right role. With the dispatch the assignments begin, with the
 * end they end.
 * @throws FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function advanceInstructor(
  context: RequestContext,
  key: string,
  input: AdvanceInstructorInput,
): Promise<RecordId> {
  const { to, takenOn } = input;
  const instructor = await found(context, input.instructor);
  const { id, owner } = instructor;
  const takenAs = roleForStep(context.viewer, to, context.federation.find(owner)!, instructor.sourceUnitId);
  if (!takenAs) throw stepForbidden(to, owner, context.viewer);
  const note = optionalText(input.note, { field: 'note', most: 500 });
  if (to !== 'DISPATCHED' && input.organisations != null) {
    throw expectation('INVALID_INPUT', {
      expected: 'organisations: with the step DISPATCHED alone',
      received: to,
    });
  }
  const { clock } = context;
  await once(context, { key, mutation: 'advanceInstructor', input }, async (em) => {
    const step = { table: 'instructor', id, to, today: clock.today(), takenOn, takenAs, note } as const;
    await takeStep(em, context, instructorWorkflow, step);
    const dated =
      to === 'DISPATCHED' ? { dispatchedOn: takenOn } : to === 'ENDED' ? { endedOn: takenOn } : {};
    await em.nativeUpdate(Instructor, { id }, { state: to, ...dated, updatedAt: clock.now() });
    if (to === 'DISPATCHED') {
      await assign(
        em,
        id,
        await assignable({ ...context, em }, instructor, input.organisations ?? []),
        takenOn,
      );
    }
    if (to === 'ENDED') await assign(em, id, [], takenOn);
    if (to === 'DISPATCHED') await announceService(em, context, id, 'instructor.dispatched');
    if (to === 'ENDED') await announceService(em, context, id, 'instructor.ended');
    return { id };
  });
  return id;
}

/**
 * Changes where a dispatched instructor is sent, once per key.
 * @throws FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function reassignInstructor(
  context: RequestContext,
  key: string,
  input: ReassignInstructorInput,
): Promise<RecordId> {
  const { id, owner, sourceUnitId } = await found(context, input.instructor);
  const place = context.federation.find(owner)!;
  if (!roleForStep(context.viewer, 'DISPATCHED', place, sourceUnitId))
    throw stepForbidden('DISPATCHED', owner, context.viewer);
  const { clock } = context;
  const { changedOn } = input;
  await once(context, { key, mutation: 'reassignInstructor', input }, async (em) => {
    const instructor = await em.findOneOrFail(Instructor, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (instructor.state !== 'DISPATCHED') {
      throw expectation('INVALID_TRANSITION', {
        expected: 'an instructor who is DISPATCHED',
        received: instructor.state,
      });
    }
    const misdated = misdatedStep(changedOn, {
      earliest: instructor.dispatchedOn ?? '',
      today: clock.today(),
    });
    if (misdated) throw misdated;
    await assign(em, id, await assignable({ ...context, em }, instructor, input.organisations), changedOn);
    em.assign(instructor, { updatedAt: clock.now() });
    await announceService(em, context, id, 'instructor.reassigned');
    return { id };
  });
  return id;
}

async function found(context: RequestContext, text: string): Promise<Instructor> {
  const { id, owner } = parseId(text, 'instr');
  ownJurisdiction(context, owner);
  const instructor = await loadRecord(context, Instructor, id);
  if (instructor) return instructor;
  throw expectation('NOT_FOUND', { expected: 'an instructor that exists', received: id });
}
