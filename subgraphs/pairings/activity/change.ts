import { type Asked, changeRecord, givenIn, type Step } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { loadRecordAsOf } from '@jiedui/kit/loaders';
import { run, sql } from '@jiedui/kit/sql';
import { isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { unlessWithdrawn, withdrawnRecord } from '@jiedui/kit/withdrawn';
import { expectation } from '@jiedui/schema/contract/error';
import { ownerOf, parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Activity } from './entity.ts';
import type { CorrectActivityInput } from './input.ts';
import { activities } from './listing.ts';
import { draftOf, factsOf, refuseOutside } from './record.ts';
import { claimedReport, mayRecordActivity, recordingForbidden } from './rules.ts';
import type { ActivityStep } from './terms.ts';

/**
 * Corrects facts of an activity: the whole is judged as if it were recorded so.
 * @throws INVALID_TRANSITION once withdrawn; INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_*
 */
export function correctActivity(
  context: RequestContext,
  asked: Asked,
  input: CorrectActivityInput,
): Promise<RecordId> {
  const given = givenIn(input);
  const step = { ...asked, mutation: 'correctActivity', change: 'CORRECTED', input } as const;
  return changeActivity(context, step, async (activity, em) => {
    const { pairingId, unitId, instructorId, owner: jurisdiction, ...kept } = activity;
    const whole = {
      ...kept,
      pairing: pairingId ?? null,
      unit: unitId ?? null,
      instructor: instructorId ?? null,
      ...given,
      jurisdiction,
      // What an activity cannot be without is not cleared: its own rule refuses an empty title.
      kind: given.kind ?? activity.kind,
      title: given.title === null ? '' : (given.title ?? activity.title),
      heldOn: given.heldOn ?? activity.heldOn,
    };
    const draft = draftOf(whole);
    // A liaison does not make it another unit's.
    if (!mayRecordActivity(context.viewer, draft, context.federation))
      throw recordingForbidden(jurisdiction, context.viewer);
    const facts = factsOf(context, draft, whole, activity.items);
    await refuseOutside(em, context, draft);
    em.assign(activity, facts);
  });
}

/**
 * Withdraws an activity: its row goes, so that no list, count or obligation can take it in; the history keeps it, with who
 * and why. @throws as correctActivity
 */
export function withdrawActivity(context: RequestContext, asked: Asked): Promise<RecordId> {
  const step = { ...asked, mutation: 'withdrawActivity', change: 'WITHDRAWN' } as const;
  return changeActivity(context, step, (activity, em) => {
    // What a locked report says it did stays.
    const report = claimedReport(activity.kind);
    if (report) throw report;
    em.remove(activity);
  });
}

async function changeActivity(
  context: RequestContext,
  step: Omit<Step, 'tag'> & { change: ActivityStep },
  work: (activity: Activity, em: EntityManager) => Promise<void> | void,
): Promise<RecordId> {
  const { viewer, federation } = context;
  const liaison = (id: RecordId) => isUnitsLiaison(viewer, viewer.unit, ownerOf(id) ?? '');
  const { id } = await unlessWithdrawn(context, kept, { id: step.id, what: 'an activity' }, () =>
    changeRecord(
      context,
      Activity,
      { ...step, tag: 'act' },
      async (activity, em) => {
        const unit = activity.unitId ? parseId(activity.unitId) : null;
        if (!mayRecordActivity(viewer, { jurisdiction: activity.owner, unit }, federation)) {
          throw recordingForbidden(activity.owner, context.viewer);
        }
        await refuseReported(em, activity.id);
        await work(activity, em);
        return [];
      },
      liaison,
    ),
  );
  return id;
}

/** What a submitted report has recorded stays as the report does. @throws INVALID_TRANSITION */
async function refuseReported(em: EntityManager, id: RecordId): Promise<void> {
  const [report] = await run<{ id: string }>({ em }, sql`select id from report where activity_id = ${id}`);
  if (!report) return;
  throw expectation('INVALID_TRANSITION', {
    expected: 'an activity that no report has recorded',
    received: `that of the locked report ${report.id}`,
  });
}

/** The activity of an id, now or at the end of a day; where it was withdrawn, as it last stood. Null where there is none here. */
export async function loadActivity(
  context: RequestContext,
  id: RecordId,
  asOf?: string | null,
): Promise<Activity | null> {
  const activity = await loadRecordAsOf(context, activities, id, asOf);
  return activity ?? (asOf == null ? withdrawnRecord(context, kept, id) : null);
}

const kept = { entity: Activity, history: activities.history! };
