import type { RequestContext } from '@jiedui/kit/context';
import { type Condition, sql } from '@jiedui/kit/sql';

import { type ReportView, reportViews } from './rules.ts';

/** The views of the rules as one condition on the row `r`; a test holds the two together. */
export function visibleReports({ viewer, federation, owned }: RequestContext): readonly Condition[] {
  const seen = owned.flatMap((owner) =>
    reportViews(viewer, federation.find(owner)!, federation).map(
      (view) => sql<boolean>`(r.owner = ${owner} and ${viewCondition(view)})`,
    ),
  );
  return [seen.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(seen, sql` or `)})`];
}

function viewCondition(view: ReportView): Condition {
  switch (view.kind) {
    case 'every':
      return sql<boolean>`true`;
    case 'submitted':
      return sql<boolean>`r.hash is not null`;
    case 'ofPairingsOf':
      return sql<boolean>`(r.kind = 'PAIRING' and r.unit_id = ${view.unit})`;
    case 'submittedOf':
      return sql<boolean>`(r.hash is not null and r.unit_id = ${view.unit})`;
    default:
      throw new Error(`View without a condition: ${view satisfies never}`);
  }
}
