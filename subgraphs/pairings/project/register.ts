import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import { heldPairing } from '../pairing/hold.ts';
import { brokenStart } from '../pairing/rules.ts';
import { Project } from './entity.ts';
import type { RegisterProjectInput } from './input.ts';
import { ProjectMilestone } from './parts.ts';
import { brokenProjectDays, mayRunProject } from './rules.ts';
import { milestoneOf, mostMilestones, runningForbidden, tooManyMilestones } from './milestone.ts';

/**
 * Registers a project of a pairing with its milestones, once per key.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, NOT_FOUND, IDEMPOTENCY_*
 */
export async function registerProject(
  context: RequestContext,
  key: string,
  input: RegisterProjectInput,
): Promise<RecordId> {
  const { clock, federation, viewer } = context;
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const pairing = parseId(input.pairing, 'pair');
  const place = federation.find(jurisdiction)!;
  // Whether it is the liaison's own pairing is seen once that is read.
  if (!mayRunProject(viewer, place, [viewer.unit])) throw runningForbidden(jurisdiction, viewer);
  if (!federation.isWithin(pairing.owner, jurisdiction)) {
    throw expectation('INVALID_INPUT', {
      expected: `a pairing owned by ${jurisdiction} or by a jurisdiction below it`,
      received: pairing.id,
    });
  }
  const { startedOn, dueOn = null } = input;
  const broken =
    brokenProjectDays({ startedOn, dueOn, finishedOn: null, inUseOn: null }, clock.today()) ??
    brokenStart(startedOn, clock.today());
  if (broken) throw broken;
  const name = requiredText(input.name, { field: 'name' });
  const milestones = (input.milestones ?? []).map((each) => milestoneOf(each, { startedOn, dueOn }));
  if (milestones.length > mostMilestones) throw tooManyMilestones(milestones.length);
  const { id } = await once(context, { key, mutation: 'registerProject', input }, async (em) => {
    await attribute(em, context, { change: 'REGISTERED' });
    const held = await heldPairing(em, context, pairing, { field: 'startedOn', day: startedOn });
    if (!mayRunProject(viewer, place, [held?.unitId, held?.promotedById]))
      throw runningForbidden(jurisdiction, viewer);
    const record = newRecord(context, 'proj', jurisdiction);
    em.persist(
      em.create(Project, {
        ...record,
        name,
        sortName: sortKey(name),
        pairingId: pairing.id,
        startedOn,
        dueOn,
        plannedDueOn: dueOn,
      }),
    );
    await em.flush();
    await em.insertMany(
      ProjectMilestone,
      milestones.map((each, index) => ({ projectId: record.id, position: index + 1, ...each, doneOn: null })),
    );
    return { id: record.id };
  });
  return id;
}
