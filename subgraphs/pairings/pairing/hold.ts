import type { RequestContext } from '@jiedui/kit/context';
import type { Reference } from '@jiedui/kit/ids';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { outsidePairing, pairingNotFound } from '../activity/rules.ts';
import { Pairing } from './entity.ts';

/**
 * The pairing that something is entered for, held against changes until the transaction ends; with a day, one that must lie
 * in its period. Null of another owner's, which cannot be looked up here: its id alone shows that it lies in the lineage.
 * @throws NOT_FOUND, INVALID_INPUT
 */
export async function heldPairing(
  em: EntityManager,
  { owned }: Pick<RequestContext, 'owned'>,
  { id, owner }: Reference,
  within?: { field: string; day: string },
): Promise<Pairing | null> {
  if (!owned.includes(owner)) return null;
  const pairing = await em.findOne(Pairing, { id }, { lockMode: LockMode.PESSIMISTIC_READ });
  if (!pairing) throw pairingNotFound(id);
  const outside = within && outsidePairing(within.day, pairing, within.field);
  if (outside) throw outside;
  return pairing;
}
