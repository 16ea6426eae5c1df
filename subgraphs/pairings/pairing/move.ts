import { lockedRecord } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { refusedStep } from '@jiedui/kit/transition';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Pairing } from './entity.ts';
import { pairingWorkflow } from './terms.ts';

export interface Move {
  id: RecordId;
  /** What follows from the year's report and its assessment; the other steps are mutations of their own. */
  to: 'REPORTED' | 'ASSESSED';
  reason?: string | null;
}

/**
 * Moves a pairing on within the caller's transaction, which holds it from then on; its history names the viewer and the step.
 * What the caller writes to tables with a history after that, it attributes anew. Whether the viewer may is the caller's to ask.
 * @throws NOT_FOUND, INVALID_TRANSITION
 */
export async function movePairing(
  em: EntityManager,
  context: RequestContext,
  { id, to, reason = null }: Move,
): Promise<Pairing> {
  const pairing = await lockedRecord(em, Pairing, id);
  if (!pairing) throw expectation('NOT_FOUND', { expected: 'a pairing that exists', received: id });
  const refused = refusedStep(pairingWorkflow, pairing.state, to);
  if (refused) throw refused;
  await attribute(em, context, { change: to, reason });
  em.assign(pairing, { state: to, updatedAt: context.clock.now() });
  await em.flush();
  return pairing;
}
