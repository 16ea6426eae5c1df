import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { GraphQLError } from 'graphql';

import type { Kept } from './changes.ts';
import type { RequestContext } from './context.ts';
import type { OwnedRecord } from './record.ts';
import { run, sql } from './sql.ts';
import { tableOf } from './table.ts';

/** A record whose row went when it was withdrawn, as it last stood, and the day; null where none was withdrawn here. */
export async function withdrawnRecord<Row extends OwnedRecord>(
  context: RequestContext,
  { entity, history }: Pick<Kept<Row>, 'entity' | 'history'>,
  id: RecordId,
): Promise<(Row & { withdrawnOn: string }) | null> {
  const table = tableOf(context.em, entity);
  const [row] = await run<Record<string, unknown> & { withdrawnOn: string }>(
    context,
    sql`select ${table.columns}, to_char(r.valid_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "withdrawnOn"
      from ${sql.table(history)} r
      where r.id = ${id} and r.owner = any(${[...context.owned]}::text[]) and r.change = 'WITHDRAWN'`,
  );
  return row ? Object.assign(table.read(row), { withdrawnOn: row.withdrawnOn }) : null;
}

/**
 * A change of a record that may have been withdrawn: where it is missing because of that, it is said so.
 * @throws INVALID_TRANSITION once withdrawn, and what the change throws
 */
export async function unlessWithdrawn<Row extends OwnedRecord, Result>(
  context: RequestContext,
  kept: Pick<Kept<Row>, 'entity' | 'history'>,
  { id, what }: { id: string; what: string },
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    const missing = error instanceof GraphQLError && error.extensions['code'] === 'NOT_FOUND';
    const gone = missing ? await withdrawnRecord(context, kept, parseId(id).id) : null;
    if (!gone) throw error;
    throw expectation('INVALID_TRANSITION', {
      expected: `${what} that is not withdrawn`,
      received: `withdrawn on ${gone.withdrawnOn}`,
    });
  }
}
