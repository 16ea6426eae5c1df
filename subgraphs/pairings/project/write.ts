import { type Asked, changeRecord, givenIn, type Step } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { sortKey } from '@jiedui/kit/pinyin';
import { requiredText } from '@jiedui/kit/text';
import { isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { ownerOf, parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { heldPairing } from '../pairing/hold.ts';
import { brokenStart } from '../pairing/rules.ts';
import { Project } from './entity.ts';
import type { CorrectProjectInput, InspectProjectInput, MilestoneInput } from './input.ts';
import { milestoneOf, mostMilestones, runningForbidden, tooManyMilestones } from './milestone.ts';
import { ProjectInspection, ProjectMilestone } from './parts.ts';
import {
  alreadyFinished,
  brokenMilestone,
  brokenProjectDays,
  mayRunProject,
  misdated,
  notPutOff,
  openMilestones,
} from './rules.ts';
import type { ProjectStep } from './terms.ts';

/** Sets a further milestone. @throws INVALID_TRANSITION once finished, INVALID_INPUT, and as changeRecord */
export function addMilestone(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  milestone: MilestoneInput,
): Promise<RecordId> {
  const step = {
    ...asked,
    mutation: 'addProjectMilestone',
    change: 'MILESTONE_ADDED',
    input: milestone,
  } as const;
  return changeProject(context, step, async (project, em, milestones) => {
    refuse(alreadyFinished(project.finishedOn));
    if (milestones.length >= mostMilestones) throw tooManyMilestones(milestones.length + 1);
    em.create(ProjectMilestone, {
      projectId: project.id,
      position: milestones.length + 1,
      ...milestoneOf(milestone, { startedOn: project.startedOn, dueOn: project.dueOn ?? null }),
    });
  });
}

/** Notes that a milestone was reached. @throws INVALID_TRANSITION once it is, NOT_FOUND, INVALID_INPUT, and as changeRecord */
export function reachMilestone(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  { position, doneOn }: { position: number; doneOn: string },
): Promise<RecordId> {
  const input = { position, doneOn };
  const step = { ...asked, mutation: 'reachProjectMilestone', change: 'MILESTONE_DONE', input } as const;
  return changeProject(context, step, (project, em, milestones) => {
    const milestone = milestoneAt(milestones, position);
    if (milestone.doneOn != null) throw alreadyReached(milestone);
    refuse(misdated('doneOn', doneOn, { earliest: project.startedOn, latest: context.clock.today() }));
    em.assign(milestone, { doneOn });
  });
}

/**
 * Puts off the due date of a project, or of one of its milestones; the history keeps the one before, and why.
 * @throws INVALID_TRANSITION once finished, NOT_FOUND, INVALID_INPUT, and as changeRecord
 */
export function delayProject(
  context: RequestContext,
  asked: Asked,
  { dueOn, position }: { dueOn: string; position: number | null },
): Promise<RecordId> {
  const step = { ...asked, mutation: 'delayProject', change: 'DELAYED', input: { dueOn, position } } as const;
  return changeProject(context, step, (project, em, milestones) => {
    refuse(alreadyFinished(project.finishedOn));
    if (position === null) {
      refuse(notPutOff(dueOn, project.dueOn ?? null));
      refuse(brokenProjectDays({ ...daysOf(project), dueOn }, context.clock.today()));
      em.assign(project, { dueOn });
      return;
    }
    const milestone = milestoneAt(milestones, position);
    if (milestone.doneOn != null) throw alreadyReached(milestone);
    refuse(notPutOff(dueOn, milestone.dueOn));
    refuse(brokenMilestone(dueOn, daysOf(project)));
    em.assign(milestone, { dueOn });
  });
}

/** Notes an inspection. @throws INVALID_INPUT, and as changeRecord */
export function inspectProject(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  input: InspectProjectInput,
): Promise<RecordId> {
  const step = { ...asked, mutation: 'inspectProject', change: 'INSPECTED', input } as const;
  return changeProject(context, step, async (project, em) => {
    const { kind, inspectedOn } = input;
    refuse(
      misdated('inspectedOn', inspectedOn, { earliest: project.startedOn, latest: context.clock.today() }),
    );
    const finding = requiredText(input.finding, { field: 'finding', most: 2000 });
    const position = (await em.count(ProjectInspection, { projectId: project.id })) + 1;
    em.create(ProjectInspection, { projectId: project.id, position, kind, inspectedOn, finding });
  });
}

/** Finishes a project all of whose milestones are reached. @throws INVALID_TRANSITION, INVALID_INPUT, and as changeRecord */
export function finishProject(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  finishedOn: string,
): Promise<RecordId> {
  const step = { ...asked, mutation: 'finishProject', change: 'FINISHED', input: { finishedOn } } as const;
  return changeProject(context, step, (project, em, milestones) => {
    refuse(alreadyFinished(project.finishedOn) ?? openMilestones(milestones));
    const earliest = milestones.reduce(
      (latest, { doneOn }) => (doneOn != null && doneOn > latest ? doneOn : latest),
      project.startedOn,
    );
    refuse(misdated('finishedOn', finishedOn, { earliest, latest: context.clock.today() }));
    em.assign(project, { finishedOn });
  });
}

/** Puts a finished project in use. @throws INVALID_TRANSITION, INVALID_INPUT, and as changeRecord */
export function putProjectInUse(
  context: RequestContext,
  asked: Omit<Asked, 'reason'>,
  inUseOn: string,
): Promise<RecordId> {
  const step = { ...asked, mutation: 'putProjectInUse', change: 'PUT_IN_USE', input: { inUseOn } } as const;
  return changeProject(context, step, (project, em) => {
    const { finishedOn, inUseOn: present } = project;
    if (finishedOn == null || present != null) {
      throw expectation('INVALID_TRANSITION', {
        expected: 'a project that is finished and not in use',
        received: present == null ? 'not finished' : `in use since ${present}`,
      });
    }
    refuse(misdated('inUseOn', inUseOn, { earliest: finishedOn, latest: context.clock.today() }));
    em.assign(project, { inUseOn });
  });
}

/** Corrects facts of a project: its days are judged as a whole. @throws INVALID_INPUT, NOT_FOUND, and as changeRecord */
export function correctProject(
  context: RequestContext,
  asked: Asked,
  input: CorrectProjectInput,
): Promise<RecordId> {
  const given = givenIn(input);
  const step = { ...asked, mutation: 'correctProject', change: 'CORRECTED', input } as const;
  return changeProject(context, step, async (project, em, milestones) => {
    const present = daysOf(project);
    for (const field of ['finishedOn', 'inUseOn'] as const) {
      if (given[field] == null || present[field] !== null) continue;
      throw expectation('INVALID_INPUT', {
        expected: `${field}: none, it is noted by ${field === 'finishedOn' ? 'finishProject' : 'putProjectInUse'}`,
        received: given[field],
      });
    }
    const { name: text, startedOn = null, ...rest } = given;
    const days = { ...present, ...rest, startedOn: startedOn ?? present.startedOn };
    refuse(
      brokenProjectDays(days, context.clock.today()) ?? brokenStart(days.startedOn, context.clock.today()),
    );
    for (const { dueOn } of milestones) refuse(brokenMilestone(dueOn, days));
    const pairing = parseId(project.pairingId, 'pair');
    await heldPairing(em, context, pairing, { field: 'startedOn', day: days.startedOn });
    const name = text === undefined ? project.name : requiredText(text ?? '', { field: 'name' });
    // Of what was not put off, the due date that it began with was wrong too.
    const planned = project.plannedDueOn === project.dueOn ? days.dueOn : project.plannedDueOn;
    em.assign(project, { ...days, plannedDueOn: planned ?? null, name, sortName: sortKey(name) });
  });
}

async function changeProject(
  context: RequestContext,
  step: Omit<Step, 'tag'> & { change: ProjectStep },
  work: (project: Project, em: EntityManager, milestones: ProjectMilestone[]) => Promise<void> | void,
): Promise<RecordId> {
  const { viewer, federation } = context;
  const liaison = (id: RecordId) => isUnitsLiaison(viewer, viewer.unit, ownerOf(id) ?? '');
  const { id } = await changeRecord(
    context,
    Project,
    { ...step, tag: 'proj' },
    async (project, em) => {
      const pairing = await heldPairing(em, context, parseId(project.pairingId, 'pair'));
      const place = federation.find(project.owner)!;
      if (!mayRunProject(viewer, place, [pairing?.unitId, pairing?.promotedById])) {
        throw runningForbidden(project.owner, context.viewer);
      }
      const milestones = await em.find(
        ProjectMilestone,
        { projectId: project.id },
        { orderBy: { position: 'asc' } },
      );
      await work(project, em, milestones);
      return [];
    },
    liaison,
  );
  return id;
}

function refuse(refused: Error | null): void {
  if (refused) throw refused;
}

function daysOf({ startedOn, dueOn = null, finishedOn = null, inUseOn = null }: Project) {
  return { startedOn, dueOn, finishedOn, inUseOn };
}

function milestoneAt(milestones: readonly ProjectMilestone[], position: number): ProjectMilestone {
  const milestone = milestones.find((each) => each.position === position);
  if (milestone) return milestone;
  throw expectation('NOT_FOUND', { expected: `a milestone: 1 to ${milestones.length}`, received: position });
}

function alreadyReached({ position, doneOn }: ProjectMilestone) {
  return expectation('INVALID_TRANSITION', {
    expected: 'a milestone that is not reached',
    received: `milestone ${position}, done on ${doneOn}`,
  });
}
