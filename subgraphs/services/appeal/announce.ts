import { clockOf } from '@jiedui/kit/clock';
import { announce, type Delivery } from '@jiedui/kit/outbox';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { Appeal } from './entity.ts';
import type { AppealState } from './terms.ts';

/** `appeal.resolved` */
export function eventTypeOf(state: AppealState): string {
  return `appeal.${state.toLowerCase()}`;
}

/**
 * Announces the state that an appeal is in now, in the transaction that brought it there and that holds its row: to the
 * feed of events, and, where it came from a pairing, to that pairing's owner.
 */
export function announceAppeal(
  em: EntityManager,
  now: Date,
  { id, state, tier, pairingId }: Pick<Appeal, 'id' | 'state' | 'tier' | 'pairingId'>,
): Promise<RecordId> {
  return announce(
    em,
    { clock: clockOf(() => now) },
    {
      from: 'services',
      type: eventTypeOf(state),
      subject: id,
      about: pairingId ?? null,
      payload: { state, tier },
    },
  );
}

/**
 * A resolved appeal with a pairing is a solved problem of that pairing, for as long as it counts as resolved. Nothing of what
 * the appeal says goes along: the pairing and its activities are public.
 */
export const solvedProblems: Delivery = {
  consumer: 'pairings.carryOverSolvedProblem',
  types: ['appeal.resolved', 'appeal.dissatisfied', 'appeal.reopened'],
  subgraph: 'pairings',
  target: ({ about }) => ownerOf(about),
  document: `mutation CarryOverSolvedProblem($event: ID!, $input: CarryOverSolvedProblemInput!) {
    carryOverSolvedProblem(idempotencyKey: $event, input: $input) { solved }
  }`,
  variables: ({ id, type, subject, about, occurredAt }) => ({
    event: id,
    input: {
      pairing: about,
      appeal: subject,
      solved: type === 'appeal.resolved',
      at: occurredAt.toISOString(),
    },
  }),
};
