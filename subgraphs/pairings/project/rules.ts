import type { JurisdictionEntry } from '@jiedui/kit/federation';
import { isOfficerOf, isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { ProjectState } from './terms.ts';

/** Where a project stands, who may run it, and which days fit each other. Pure; days are YYYY-MM-DD, Asia/Shanghai. */

/** What decides a project's state. */
export interface ProjectFacts {
  dueOn: string | null;
  /** The due date that it began with; null where there was none, or it is not known. */
  plannedDueOn: string | null;
  finishedOn: string | null;
  milestones: readonly { dueOn: string; doneOn: string | null }[];
}

/**
 * 项目状态: derived from its records on the given day. On a due date itself nothing is late yet. A finish that is dated after
 * that day counts as not finished yet.
 */
export function projectState(
  { dueOn, plannedDueOn, finishedOn, milestones }: ProjectFacts,
  today: string,
): ProjectState {
  if (finishedOn !== null && finishedOn <= today) return 'FINISHED';
  if (dueOn !== null && dueOn < today) return 'OVERDUE';
  const putOff = plannedDueOn !== null && dueOn !== null && dueOn > plannedDueOn;
  const late = milestones.some(
    (each) => each.dueOn < today && !(each.doneOn !== null && each.doneOn <= today),
  );
  return putOff || late ? 'DELAYED' : 'ON_TIME';
}

/** 是否按时完工: null where the project has no due date, or where that is not decided yet. */
export function finishedOnTime(
  { dueOn, finishedOn }: Pick<ProjectFacts, 'dueOn' | 'finishedOn'>,
  today: string,
): boolean | null {
  if (dueOn === null) return null;
  if (finishedOn !== null && finishedOn <= today) return finishedOn <= dueOn;
  return dueOn < today ? false : null;
}

/** 谁可以办理项目: an officer of the owner, or there the liaison of the unit that is paired or promotes. */
export function mayRunProject(
  viewer: Viewer,
  place: Pick<JurisdictionEntry, 'code' | 'level'>,
  units: readonly (string | null | undefined)[],
): boolean {
  return isOfficerOf(viewer, place) || units.some((unit) => isUnitsLiaison(viewer, unit, place.code));
}

export interface ProjectDays {
  startedOn: string;
  dueOn: string | null;
  finishedOn: string | null;
  inUseOn: string | null;
}

/** The first of a project's days that does not fit the others, or null. */
export function brokenProjectDays(
  { startedOn, dueOn, finishedOn, inUseOn }: ProjectDays,
  today: string,
): GraphQLError | null {
  if (dueOn !== null && dueOn < startedOn) {
    return expectation('INVALID_INPUT', { expected: `dueOn: ${startedOn} or later`, received: dueOn });
  }
  if (finishedOn !== null && (finishedOn < startedOn || finishedOn > today)) {
    return outOfDays('finishedOn', finishedOn, startedOn, today);
  }
  if (inUseOn === null) return null;
  if (finishedOn === null) {
    return expectation('INVALID_INPUT', {
      expected: 'inUseOn: none of a project that is not finished',
      received: inUseOn,
    });
  }
  return inUseOn < finishedOn || inUseOn > today ? outOfDays('inUseOn', inUseOn, finishedOn, today) : null;
}

/** INVALID_INPUT for a day outside of its bounds, both included, else null. */
export function misdated(
  field: string,
  day: string,
  { earliest, latest }: { earliest: string; latest: string },
): GraphQLError | null {
  return day < earliest || day > latest ? outOfDays(field, day, earliest, latest) : null;
}

function outOfDays(field: string, received: string, earliest: string, latest: string): GraphQLError {
  return expectation('INVALID_INPUT', { expected: `${field}: ${earliest} to ${latest}`, received });
}

/** INVALID_INPUT for a milestone that is due before the project begins or after it is to be finished, else null. */
export function brokenMilestone(
  dueOn: string,
  { startedOn, dueOn: projectDue }: Pick<ProjectDays, 'startedOn' | 'dueOn'>,
): GraphQLError | null {
  if (dueOn >= startedOn && (projectDue === null || dueOn <= projectDue)) return null;
  return expectation('INVALID_INPUT', {
    expected: `dueOn of a milestone: ${startedOn} ${projectDue === null ? 'or later' : `to ${projectDue}`}`,
    received: dueOn,
  });
}

/** INVALID_INPUT where a due date is not put off but left or brought forward, else null. */
export function notPutOff(dueOn: string, present: string | null): GraphQLError | null {
  if (present === null || dueOn > present) return null;
  return expectation('INVALID_INPUT', {
    expected: `dueOn: after ${present}, the present due date; one that was wrong is corrected`,
    received: dueOn,
  });
}

/** INVALID_TRANSITION of a project that is finished, else null. */
export function alreadyFinished(finishedOn: string | null | undefined): GraphQLError | null {
  if (finishedOn == null) return null;
  return expectation('INVALID_TRANSITION', {
    expected: 'a project that is not finished',
    received: `finished on ${finishedOn}`,
  });
}

/** INVALID_TRANSITION where milestones are open, else null: they are reached, or corrected, first. */
export function openMilestones(
  milestones: readonly { name: string; doneOn?: string | null }[],
): GraphQLError | null {
  const open = milestones.filter(({ doneOn }) => doneOn == null).map(({ name }) => name);
  if (open.length === 0) return null;
  return expectation('INVALID_TRANSITION', {
    expected: 'every milestone done before the project is finished',
    received: `open: ${open.join(', ')}`,
  });
}
