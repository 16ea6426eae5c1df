import { type RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';

import type { Concerned } from './rules.ts';

/** Whom an organisation of this deployment concerns; nobody where there is no such organisation. One statement. */
export async function concernedWith(
  context: RequestContext,
  organisationId: RecordId | null,
): Promise<Concerned> {
  const owned = sql`${[...context.owned]}::text[]`;
  const [row] = await run<{ serving_unit: RecordId | null; instructor_units: RecordId[] }>(
    context,
    sql`select
        (select u.id from member_unit u
          where u.id = ${context.viewer.unit ?? null} and u.owner = r.owner and u.withdrawn_on is null and r.industry = any(u.functions)
        ) as serving_unit,
        array(select i.source_unit_id from instructor i join instructor_assignment a on a.instructor_id = i.id
          where a.organisation_id = r.id and a.ended_on is null and i.state = 'DISPATCHED' and i.owner = any(${owned})
        ) as instructor_units
      from organisation r where r.id = ${organisationId} and r.owner = any(${owned})`,
  );
  return { servingUnit: row?.serving_unit ?? null, instructorUnits: row?.instructor_units ?? [] };
}
