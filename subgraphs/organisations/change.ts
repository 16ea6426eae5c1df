import * as kit from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import type { OwnedRecord } from '@jiedui/kit/record';
import { expectation } from '@jiedui/schema/contract/error';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import { type EntityClass, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { LedgerStep } from './history/types.ts';

/**
 * Changes one record of the ledger as the kit does; a credit code that another has is a conflict.
 * @throws INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT, IDEMPOTENCY_*
 */
export function changeRecord<Row extends OwnedRecord>(
  context: RequestContext,
  entity: EntityClass<Row>,
  step: kit.Step & { change: LedgerStep },
  work: (record: Row, em: EntityManager) => Promise<string[]> | string[],
  mayElse?: (id: RecordId) => boolean,
): Promise<kit.Written> {
  return refusingDoubles(ownerOf(step.id), () => kit.changeRecord(context, entity, step, work, mayElse));
}

/** The one unique column beside ids, which are new: the credit code of what operates. */
export async function refusingDoubles<Answer>(
  owner: string | null,
  write: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw expectation('CONFLICT', {
      expected: `creditCode: one that no other operating organisation of ${owner} has`,
      received: 'the credit code of another',
    });
  }
}
