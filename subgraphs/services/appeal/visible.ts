import type { RequestContext } from '@jiedui/kit/context';
import { type Condition, sql } from '@jiedui/kit/sql';

import { appealsForbidden, type AppealView, appealViews } from './rules.ts';

/** `isEscalated` of the rules, on the row `r`. */
export const escalated: Condition = sql<boolean>`(r.tier = 'T3' or r.state = 'ESCALATED')`;

/** Whether the unit has, or had, a part that was not taken back. */
export function hasPartOf(unit: string): Condition {
  return sql<boolean>`r.id in (select p.appeal_id from appeal_part p where p.unit_id = ${unit} and p.released_at is null)`;
}

/**
 * The views of the rules as one condition on the row `r`; a test holds it and `canSee` together. No view: no row.
 * @throws FORBIDDEN where the viewer's roles see no appeals at all
 */
export function visibleAppeals(context: RequestContext): readonly Condition[] {
  const views = appealViews(context.viewer, context.federation);
  if (!views) throw appealsForbidden(context.viewer);
  if (views.length === 0) return [sql<boolean>`false`];
  return [
    sql<boolean>`(${sql.join(
      views.map((view) => viewCondition(view, context)),
      sql` or `,
    )})`,
  ];
}

function viewCondition(view: AppealView, { federation, owned }: RequestContext): Condition {
  switch (view.kind) {
    case 'everything':
      return sql<boolean>`true`;
    case 'ownedBy':
      return sql<boolean>`r.owner = ${view.owner}`;
    case 'escalatedWithin': {
      const owners = owned.filter((owner) => federation.isWithin(owner, view.city));
      return sql<boolean>`(r.owner = any(${owners}::text[]) and ${escalated})`;
    }
    case 'raisedBy':
      return sql<boolean>`r.organisation_id = ${view.organisation}`;
    case 'addressedTo':
      return sql<boolean>`r.unit_id = ${view.unit}`;
    case 'partOf':
      return hasPartOf(view.unit);
    default:
      throw new Error(`View without a condition: ${view satisfies never}`);
  }
}
