import { ownedBy } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { all, type Condition, type Expression, run, sql } from '@jiedui/kit/sql';

import { activities } from '../activity/listing.ts';
import { type ActivityKind, type CoBuildingAspect, visitKinds } from '../activity/terms.ts';
import { coBuildingGroups } from '../co-building/groups.ts';
import { itemOf, itemsOf } from '../co-building/items.ts';
import { obligations } from '../obligation/listing.ts';
import type { ObligationRule, ObligationStatus } from '../obligation/terms.ts';
import { pairings } from '../pairing/listing.ts';
import type { PairingKind } from '../pairing/terms.ts';
import { projects, stateExpression } from '../project/listing.ts';
import type { ProjectState } from '../project/terms.ts';
import { filtersOf, type Scope } from './scope.ts';

/** What the records of a scope say, as they stand now. */
export interface Records {
  activities: { kind: ActivityKind; month: string; count: number; participants: number }[];
  aspects: { aspect: CoBuildingAspect; count: number }[];
  obligations: { pairing: string; rule: ObligationRule; status: ObligationStatus; count: number }[];
  /** Each obligation, in a report of one pairing. */
  duties: {
    rule: ObligationRule;
    periodStart: string;
    periodEnd: string;
    dueOn: string;
    required: number;
    done: number;
    status: ObligationStatus;
  }[];
  pairings: { id: string; title: string; kind: PairingKind; startedOn: string; endedOn: string | null }[];
  perPairing: { pairing: string; activities: number; visits: number; solved: number }[];
  problems: { title: string; heldOn: string; outcome: string | null; pairing: string | null }[];
  projects: {
    name: string;
    startedOn: string;
    dueOn: string | null;
    finishedOn: string | null;
    inUseOn: string | null;
    state: ProjectState;
  }[];
  /** Every item that is configured, in its order, and those besides that were planned or done. */
  items: Item[];
}

interface Item {
  code: string;
  name: string;
  aspect: CoBuildingAspect | null;
  /** How many pairings planned it, and how many did it. */
  planned: number;
  done: number;
  activities: number;
}

/**
 * Reads all that a report is made of in one statement: what is written meanwhile is in all of its numbers or in none.
 * `asOf` judges obligations and projects.
 */
export async function recordsOf(context: RequestContext, scope: Scope, asOf: string): Promise<Records> {
  const filters = filtersOf(scope);
  const where = (conditions: readonly (Condition | undefined)[]): Condition =>
    all([ownedBy([scope.owner]), ...conditions]);
  const held = where(activities.conditions(filters.activities, context));
  const owed = sql`${obligations.derived!(filters.obligations, context, asOf)} r
    where ${where(obligations.conditions(filters.obligations, context))}`;
  const none = sql`select null where false`;
  const built = coBuildingGroups.derived!(filters.items, context, null);
  const parts: Record<keyof Records, Expression> = {
    activities: sql`select r.kind, to_char(r.held_on, 'YYYY-MM') as month, count(*)::int as count,
        coalesce(sum(r.participants), 0)::int as participants
      from activity r where ${held} group by 1, 2 order by 1, 2`,
    aspects: sql`select a.aspect, count(distinct r.id)::int as count
      from activity r cross join unnest(r.aspects) a(aspect) where ${held} group by 1 order by 1`,
    obligations: sql`select r.pairing_id as pairing, r.rule, r.status, count(*)::int as count
      from ${owed} group by 1, 2, 3 order by 1, 2, 3`,
    duties:
      scope.kind === 'PAIRING'
        ? sql`select r.rule, r.period_start as "periodStart", r.period_end as "periodEnd", r.due_on as "dueOn", r.required,
            r.done, r.status from ${owed} order by r.rule, r.period_start`
        : none,
    pairings:
      scope.kind === 'PAIRING'
        ? none
        : sql`select r.id, r.title, r.kind, r.started_on as "startedOn", r.ended_on as "endedOn" from pairing r
            where ${where(pairings.conditions(filters.pairings, context))} order by r.started_on, r.id`,
    perPairing:
      scope.kind === 'PAIRING'
        ? none
        : sql`select r.pairing_id as pairing, count(*)::int as activities,
              (count(*) filter (where r.kind = any(${[...visitKinds]}::text[])))::int as visits,
              (count(*) filter (where r.kind = 'SOLVED_PROBLEM'))::int as solved
            from activity r where ${held} and r.pairing_id is not null group by 1 order by 1`,
    problems: sql`select r.title, r.held_on as "heldOn", r.outcome,
        (select p.title from pairing p where p.id = r.pairing_id and p.owner = r.owner) as pairing
      from activity r where ${held} and r.kind = 'SOLVED_PROBLEM' order by r.held_on, r.id`,
    projects: sql`select r.name, r.started_on as "startedOn", r.due_on as "dueOn", r.finished_on as "finishedOn",
        r.in_use_on as "inUseOn", ${stateExpression(context, asOf)} as state
      from project r where ${where(projects.conditions(filters.projects, context, asOf))} order by r.started_on, r.id`,
    items: sql`select r.item as code, (count(*) filter (where r.planned))::int as planned,
        (count(*) filter (where r.activities > 0))::int as done, coalesce(sum(r.activities), 0)::int as activities
      from ${built} r where ${where(coBuildingGroups.conditions(filters.items, context))} group by 1 order by 1`,
  };
  const columns = Object.entries(parts).map(
    ([name, part]) => sql`(select coalesce(jsonb_agg(x), '[]') from (${part}) x)::text as ${sql.id(name)}`,
  );
  const [row] = await run<Record<keyof Records, string>>(context, sql`select ${sql.join(columns)}`);
  const records = Object.fromEntries(
    Object.entries(row!).map(([name, text]) => [name, JSON.parse(text) as unknown]),
  ) as unknown as Records;
  return { ...records, items: namedItems(context, records.items) };
}

function namedItems(context: RequestContext, counted: readonly Item[]): Item[] {
  const configured = itemsOf(context);
  const codes = new Set([...configured, ...counted].map(({ code }) => code));
  const none = { planned: 0, done: 0, activities: 0 };
  return [...codes].map((code) => {
    const { name, aspect } = itemOf(configured, code);
    return { ...none, ...counted.find((each) => each.code === code), code, name, aspect };
  });
}
