import { officersOwner, statedReason } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { newRecord } from '@jiedui/kit/record';
import { run as ask, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import { decide, refuseExcluded } from './decide.ts';
import { holdDecisions } from './decisions.ts';
import { PairExclusion } from './exclusion.ts';

/**
 * Excludes a pair: open suggestions of it are, and later runs do not propose it. Returns the exclusion.
 * @throws INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, INVALID_INPUT, CONFLICT, IDEMPOTENCY_*
 */
export async function excludePair(
  context: RequestContext,
  key: string,
  asked: { unit: string; organisation: string; reason: string },
): Promise<RecordId> {
  const unit = parseId(asked.unit, 'unit');
  const organisation = parseId(asked.organisation, 'org');
  const owner = officersOwner(context, unit.owner);
  const reason = statedReason(asked.reason);
  if (!context.federation.isWithin(organisation.owner, owner)) {
    throw expectation('INVALID_INPUT', {
      expected: `organisation: one of ${owner} or of a jurisdiction below it`,
      received: organisation.id,
    });
  }
  const input = { unit: unit.id, organisation: organisation.id, reason };
  const { id } = await once(context, { key, mutation: 'excludePair', input }, async (em) => {
    await holdDecisions(em, owner);
    await refuseExcluded(em, unit.id, organisation.id);
    await attribute(em, context, { change: 'EXCLUDED', reason });
    const record = newRecord(context, 'excl', owner);
    em.persist(
      em.create(PairExclusion, {
        ...record,
        unitId: unit.id,
        organisationId: organisation.id,
        grounds: reason,
      }),
    );
    await em.flush();
    await ask(
      { em },
      sql`update pairing_suggestion set state = 'EXCLUDED', grounds = ${reason}, updated_at = ${record.updatedAt.toISOString()}::timestamptz
        where unit_id = ${unit.id} and organisation_id = ${organisation.id} and state = 'SUGGESTED'`,
    );
    return { id: record.id };
  });
  return id;
}

/** Lifts an exclusion: later runs may propose the pair again. @throws INVALID_TRANSITION, and as decide */
export function liftExclusion(
  context: RequestContext,
  { key, id, reason: why }: { key: string; id: string; reason: string },
): Promise<RecordId> {
  const reason = statedReason(why);
  const decision = { mutation: 'liftExclusion', key, id, tag: 'excl', change: 'LIFTED', reason } as const;
  return decide(context, PairExclusion, decision, async (exclusion, em) => {
    if (exclusion.liftedOn != null) {
      throw expectation('INVALID_TRANSITION', {
        expected: 'an exclusion that stands',
        received: `lifted on ${exclusion.liftedOn}`,
      });
    }
    em.assign(exclusion, { liftedOn: context.clock.today() });
    return exclusion.id;
  });
}
