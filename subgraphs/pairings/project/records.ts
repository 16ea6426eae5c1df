import { type Stage, stageOf } from '@jiedui/kit/changes';
import { memo, type RequestContext } from '@jiedui/kit/context';
import { refuseFuture, validAsOf, type Version } from '@jiedui/kit/history';
import { run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import type { RecordId } from '@jiedui/schema/contract/id';
import DataLoader from 'dataloader';

import { type ProjectDueDate, ProjectMilestone } from './parts.ts';

/** What projects consist of, for all of them that are asked by one statement each. */

/** The milestones of a project in their order, now or at the end of a day. @throws INVALID_INPUT where that has not begun */
export function milestonesOf(
  context: RequestContext,
  id: RecordId,
  asOf?: string | null,
): Promise<ProjectMilestone[]> {
  refuseFuture(context, asOf);
  const loader = memo(context, `milestones ${asOf ?? ''}`, () => {
    return new DataLoader<string, ProjectMilestone[]>(async (ids) => {
      const table = tableOf(context.em, ProjectMilestone);
      const rows = await run<Record<string, unknown>>(
        context,
        sql`select ${table.columns} from ${asOf == null ? table.name : sql`project_milestone_history`} r
          where r.project_id = any(${[...ids]}::text[]) and ${asOf == null ? sql`true` : validAsOf('r', asOf)}
          order by r.position`,
      );
      return ids.map((each) => rows.filter((row) => row['project_id'] === each).map(table.read));
    });
  });
  return loader.load(id);
}

/** The due dates that a project had, the first one first. */
export function dueDatesOf(context: RequestContext, id: RecordId): Promise<ProjectDueDate[]> {
  const loader = memo(context, 'due dates', () => {
    return new DataLoader<string, ProjectDueDate[]>(async (ids) => {
      const rows = await run<ProjectDueDate & { id: string }>(
        context,
        sql`select v.id, v.due_on as "dueOn", v.reason,
            to_char(v.valid_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as since
          from (
            select r.*, lag(r.due_on) over w as previous, row_number() over w as n from project_history r
            where r.id = any(${[...ids]}::text[]) and r.owner = any(${[...context.owned]}::text[])
            window w as (partition by r.id order by r.version)
          ) v
          where v.n = 1 or v.due_on is distinct from v.previous
          order by v.version`,
      );
      return ids.map((each) => rows.filter((row) => row.id === each));
    });
  });
  return loader.load(id);
}

/** What was noted of milestones and inspections, as stages of the projects' histories. */
export async function partStages(
  context: RequestContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Stage[]>> {
  const rows = await run<Version & { project_id: string; name: string; fact: string }>(
    context,
    sql`select * from (
        select r.project_id, 'milestone ' || r.position as name,
          r.name || ' ' || r.due_on || coalesce(' ✓ ' || r.done_on, '') as fact,
          r.valid_from, r.changed_by, r.changed_as, r.reason, r.change, r.position, r.version
        from project_milestone_history r
        union all
        select r.project_id, 'inspection ' || r.position,
          r.kind || ' ' || r.inspected_on || coalesce(' ' || r.finding, ''),
          r.valid_from, r.changed_by, r.changed_as, r.reason, r.change, r.position, r.version
        from project_inspection_history r
      ) r
      where r.project_id = any(${[...ids]}::text[])
        and split_part(r.project_id, '-', 1) = any(${[...context.owned]}::text[])
      order by r.valid_from, r.name collate "C", r.version`,
  );
  const stages = new Map<string, Stage[]>();
  for (const row of rows) {
    const found = stages.get(row.project_id) ?? [];
    stages.set(row.project_id, found);
    found.push(stageOf(row, { [row.name]: row.fact }));
  }
  return stages;
}
