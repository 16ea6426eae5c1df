import { lockedRecord } from '@jiedui/kit/change';
import type { OwnedRecord } from '@jiedui/kit/record';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId, type RecordTag, recordTypes } from '@jiedui/schema/contract/id';
import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** What is asked of a merge: the record that stays, and the one that ends. */
export interface AskedMerge {
  key: string;
  into: string;
  duplicate: string;
  reason: string;
}

/**
 * The duplicate of a record that stays, held until the transaction ends.
 * @throws INVALID_INPUT where it is the same or another owner's, NOT_FOUND, INVALID_TRANSITION where it is merged already
 */
export async function lockedDuplicate<Row extends OwnedRecord & { mergedIntoId?: RecordId | null }>(
  em: EntityManager,
  entity: EntityClass<Row>,
  tag: RecordTag,
  kept: Row,
  text: string,
): Promise<Row> {
  const { id, owner } = parseId(text, tag);
  if (kept.owner !== owner || kept.id === id) {
    throw expectation('INVALID_INPUT', {
      expected: `duplicate: another ${recordTypes[tag]} of the same jurisdiction`,
      received: id,
    });
  }
  const duplicate = await lockedRecord(em, entity, id);
  if (!duplicate) {
    throw expectation('NOT_FOUND', { expected: `a ${recordTypes[tag]} of ${owner}`, received: id });
  }
  if (duplicate.mergedIntoId != null) {
    throw expectation('INVALID_TRANSITION', {
      expected: 'duplicate: not merged yet',
      received: duplicate.mergedIntoId,
    });
  }
  return duplicate;
}
