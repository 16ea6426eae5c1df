import { checkPhone } from '@jiedui/kit/contact';
import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { Problems, refuseErrors } from '@jiedui/kit/problem';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import { referenceIn } from '@jiedui/kit/ids';
import { announceAppeal } from './announce.ts';
import { startClock } from './clock/reckon.ts';
import { Appeal } from './entity.ts';
import { sectionIn } from './industry/section.ts';
import type { RaiseAppealInput } from './input.ts';
import { brokenAppealRule, raisingForbidden, roleToRaise } from './rules.ts';
import { noClock, noteStep, reckoningOf } from './step/take.ts';
import { visibleAppeals } from './visible.ts';

/**
 * Raises an appeal once per key: tier T1, state RAISED, as of now; the clock of its acceptance starts. Who may not is refused
 * before anything of the input is judged; a broken rule is refused before anything is written.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT
 */
export async function raiseAppeal(
  context: RequestContext,
  key: string,
  input: RaiseAppealInput,
): Promise<Appeal | null> {
  const { clock, federation, viewer } = context;
  const jurisdiction = ownJurisdiction(context, input.jurisdiction);
  const draft = {
    jurisdiction,
    organisation: parseId(input.organisation, 'org'),
    unit: referenceIn(input.unit, 'unit'),
    pairing: referenceIn(input.pairing, 'pair'),
  };
  const takenAs = roleToRaise(viewer, draft, federation);
  if (!takenAs) throw raisingForbidden(jurisdiction, viewer);
  const broken = brokenAppealRule(draft, federation);
  if (broken) throw broken;
  const industry = sectionIn(input.industry);
  const title = requiredText(input.title, { field: 'title' });
  const body = optionalText(input.body, { field: 'body', most: 5000 });
  const problems = new Problems<'contact' | 'contactPhone'>();
  checkPhone(problems, input.contact, 'contact');
  refuseErrors(problems.found);
  const contactPhone = optionalText(input.contact, { field: 'contact', most: 30 });
  const { id } = await once<{ id: RecordId }>(
    context,
    { key, mutation: 'raiseAppeal', input },
    async (em) => {
      const record = newRecord(context, 'app', jurisdiction);
      const now = clock.now();
      const today = clock.today();
      const appeal = em.create(Appeal, {
        ...record,
        ...noClock,
        title,
        sortTitle: sortKey(title),
        body,
        contactPhone,
        industry,
        organisationId: draft.organisation.id,
        unitId: draft.unit?.id ?? null,
        pairingId: draft.pairing?.id ?? null,
        tier: 'T1',
        state: 'RAISED',
        raisedAt: now,
      });
      startClock(appeal, today, reckoningOf(context));
      em.persist(appeal);
      noteStep(em, appeal, {
        step: 'RAISE',
        fromState: null,
        late: false,
        overdueSince: null,
        resolutionDays: null,
        takenAt: now,
        takenAs,
        takenBy: viewer.subject,
        unitId: null,
        reason: null,
      });
      await announceAppeal(em, now, appeal);
      return { id: record.id };
    },
  );
  return loadRecord(context, Appeal, id, visibleAppeals);
}
