import type { RequestContext } from '@jiedui/kit/context';
import { referenceIn } from '@jiedui/kit/ids';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { pauseClock, reckonPart, resumeClock } from '../clock/reckon.ts';
import type { Appeal } from '../entity.ts';
import { addParts, departmentsIn } from '../part/add.ts';
import { isOpen } from '../part/entity.ts';
import { cityOf } from './acting.ts';
import type { DepartmentInput } from './input.ts';
import { isLate, type OnAppeal, takeStep } from './take.ts';

/** One function per step; who may take it, and in which state, is said by the machine. */

interface Noted {
  note?: string | null;
}

interface Reasoned {
  reason: string;
}

const longest = { reason: 500, text: 2000 };

function reasoned({ reason }: Reasoned): { reason: string } {
  return { reason: requiredText(reason, { field: 'reason', most: longest.reason }) };
}

function noted({ note }: Noted): { reason: string | null } {
  return { reason: optionalText(note, { field: 'note', most: longest.reason }) };
}

type Outcome = Promise<Appeal | null>;

/** 受理. The first receiver is the unit that it is addressed to; an officer names one where it is addressed to none. */
export function acceptAppeal(
  context: RequestContext,
  { unit: named, note, ...on }: OnAppeal & Noted & { unit?: string | null },
): Outcome {
  const said = (owner: JurisdictionCode) => {
    const unit = referenceIn(named, 'unit');
    if (unit && !context.federation.isWithin(owner, unit.owner)) {
      throw expectation('INVALID_INPUT', {
        expected: `a unit of ${owner} or of a jurisdiction above it`,
        received: unit.id,
      });
    }
    return { unit: unit?.id ?? null, ...noted({ note: note ?? null }) };
  };
  const asked = { ...on, mutation: 'acceptAppeal', step: 'ACCEPT', said } as const;
  return takeStep(context, asked, ({ appeal }, { unit }) => {
    if (unit && appeal.unitId != null && unit !== appeal.unitId) {
      throw expectation('INVALID_INPUT', {
        expected: 'no other unit: the first receiver stays responsible',
        received: unit,
      });
    }
    const receiver: RecordId | null = appeal.unitId ?? unit;
    if (receiver === null) {
      throw expectation('INVALID_INPUT', {
        expected: 'unit: the first receiver, who stays responsible',
        received: unit,
      });
    }
    appeal.unitId = receiver;
  });
}

interface ToDepartments extends OnAppeal, Noted {
  departments: readonly DepartmentInput[];
}

/** 协调有关部门; also more of them while it is being coordinated. @throws INVALID_INPUT without departments */
export function coordinateAppeal(context: RequestContext, to: ToDepartments): Outcome {
  return giveParts(context, to, { mutation: 'coordinateAppeal', step: 'COORDINATE' });
}

/** 交办 by the municipal committee; also more departments later. @throws INVALID_INPUT without departments */
export function assignEscalated(context: RequestContext, to: ToDepartments): Outcome {
  return giveParts(context, to, { mutation: 'assignEscalated', step: 'ASSIGN' });
}

function giveParts(
  context: RequestContext,
  { departments, note, ...on }: ToDepartments,
  { mutation, step }: { mutation: string; step: 'COORDINATE' | 'ASSIGN' },
): Outcome {
  const said = (owner: JurisdictionCode) => ({
    departments: departmentsIn(departments, owner, context.federation),
    ...noted({ note: note ?? null }),
  });
  return takeStep(context, { ...on, mutation, step, said }, (taking, { departments: asked }) =>
    addParts(taking, asked, step),
  );
}

/** 部门答复: by the department's liaison, for its own part. */
export function answerPart(
  context: RequestContext,
  { answer: text, ...on }: OnAppeal & { answer: string },
): Outcome {
  const said = () => ({ answer: requiredText(text, { field: 'answer', most: longest.text }) });
  return takeStep(context, { ...on, mutation: 'answerPart', step: 'ANSWER', said }, (taking, { answer }) => {
    const own = taking.parts.filter(({ unitId }) => unitId === taking.acting.unit);
    const part = own.find(isOpen);
    if (!part) {
      throw expectation('INVALID_TRANSITION', {
        expected: 'a part of this department that is not answered yet',
        received: `${own.length} answered`,
      });
    }
    part.answer = answer;
    part.answeredAt = taking.now;
    reckonPart(part, [], taking);
  });
}

/** 上报市委两新工委. */
export function escalateAppeal(context: RequestContext, { reason, ...on }: OnAppeal & Reasoned): Outcome {
  const said = (owner: JurisdictionCode) => {
    if (cityOf(owner, context.federation)) return reasoned({ reason });
    throw expectation('INVALID_INPUT', { expected: 'an owner with a city above it', received: owner });
  };
  return takeStep(context, { ...on, mutation: 'escalateAppeal', step: 'ESCALATE', said });
}

/** 督办. */
export function followUp(context: RequestContext, { note, ...on }: OnAppeal & { note: string }): Outcome {
  const said = () => ({ reason: requiredText(note, { field: 'note', most: longest.reason }) });
  return takeStep(context, { ...on, mutation: 'followUp', step: 'FOLLOW_UP', said });
}

/** 解决, once every department has answered. */
export function resolveAppeal(
  context: RequestContext,
  { outcome: text, ...on }: OnAppeal & { outcome: string },
): Outcome {
  const said = () => ({ outcome: requiredText(text, { field: 'outcome', most: longest.text }) });
  const asked = { ...on, mutation: 'resolveAppeal', step: 'RESOLVE', said } as const;
  return takeStep(context, asked, ({ appeal, parts }, { outcome }) => {
    const owed = parts.filter(isOpen).length;
    if (owed > 0) {
      throw expectation('INVALID_TRANSITION', {
        expected: 'an answer of every department',
        received: `${owed} without an answer`,
      });
    }
    appeal.outcome = outcome;
    appeal.satisfied = null;
  });
}

/** 回访: what the organisation says; why, where it is not satisfied. */
export function confirmAppeal(
  context: RequestContext,
  { satisfied, note, ...on }: OnAppeal & Noted & { satisfied: boolean },
): Outcome {
  const said = () => ({
    satisfied,
    reason: satisfied
      ? noted({ note: note ?? null }).reason
      : requiredText(note ?? '', { field: 'note', most: longest.reason }),
  });
  const step = satisfied ? 'CONFIRM' : 'DISPUTE';
  return takeStep(context, { ...on, mutation: 'confirmAppeal', step, said }, ({ appeal }) => {
    appeal.satisfied = satisfied;
  });
}

export function closeAppeal(context: RequestContext, { note, ...on }: OnAppeal & Noted): Outcome {
  const said = () => noted({ note: note ?? null });
  return takeStep(context, { ...on, mutation: 'closeAppeal', step: 'CLOSE', said });
}

export function reopenAppeal(context: RequestContext, { reason, ...on }: OnAppeal & Reasoned): Outcome {
  return takeStep(context, {
    ...on,
    mutation: 'reopenAppeal',
    step: 'REOPEN',
    said: () => reasoned({ reason }),
  });
}

export function withdrawAppeal(context: RequestContext, { reason, ...on }: OnAppeal & Reasoned): Outcome {
  return takeStep(context, {
    ...on,
    mutation: 'withdrawAppeal',
    step: 'WITHDRAW',
    said: () => reasoned({ reason }),
  });
}

export function refuseAppeal(context: RequestContext, { reason, ...on }: OnAppeal & Reasoned): Outcome {
  return takeStep(context, {
    ...on,
    mutation: 'refuseAppeal',
    step: 'REFUSE',
    said: () => reasoned({ reason }),
  });
}

/** 暂停计时 while the organisation is waited for. What is overdue stays so: its clock cannot be stopped any more. */
export function pauseAppeal(context: RequestContext, { reason, ...on }: OnAppeal & Reasoned): Outcome {
  const asked = { ...on, mutation: 'pauseAppeal', step: 'PAUSE', said: () => reasoned({ reason }) } as const;
  return takeStep(context, asked, (taking) => {
    const { appeal, parts, today } = taking;
    if (isLate(taking)) {
      throw expectation('INVALID_TRANSITION', {
        expected: 'a clock that has not run out',
        received: `due on ${appeal.dueOn}`,
      });
    }
    pauseClock(appeal, parts, today, taking);
  });
}

export function resumeAppeal(context: RequestContext, { note, ...on }: OnAppeal & Noted): Outcome {
  const said = () => noted({ note: note ?? null });
  return takeStep(context, { ...on, mutation: 'resumeAppeal', step: 'RESUME', said }, (taking) => {
    const { appeal, parts, today } = taking;
    if (appeal.pausedOn == null) {
      throw expectation('INVALID_TRANSITION', {
        expected: 'a clock that stands still',
        received: 'one that runs',
      });
    }
    resumeClock(appeal, parts, today, taking);
  });
}
