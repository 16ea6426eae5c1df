import type { RecordId } from '@jiedui/schema/contract/id';

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
