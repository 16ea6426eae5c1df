import { ownedBy } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { refuseFuture, standingAsOf } from '@jiedui/kit/history';
import { all, column, run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { OrganisationKind } from '../organisation/kinds.ts';
import { type RecordSet, recordTables } from './record-sets.ts';

/** How many records of a set an owner has; of one kind of organisation, or of all. */
export interface Tally {
  count(set: RecordSet, owner: JurisdictionCode, kind?: OrganisationKind | null): number;
  /** Whether some of them are generated: their number then proves nothing. */
  holdsDemonstration(set: RecordSet, owner: JurisdictionCode, kind?: OrganisationKind | null): boolean;
}

/**
 * Counts sets of records: one statement per table that they lie in, whatever the number of sets and owners.
 * @throws INVALID_INPUT where the day has not begun
 */
export async function tallyOf(
  context: RequestContext,
  sets: readonly RecordSet[],
  owners: readonly JurisdictionCode[],
  asOf?: string | null,
): Promise<Tally> {
  const byTable = Map.groupBy(new Map(sets.map((set) => [set.name, set])).values(), ({ records }) => records);
  refuseFuture(context, asOf);
  const counts = new Map<string, number>();
  const generated = new Set<string>();
  // In turn: one request holds one connection.
  for (const [records, asked] of byTable) {
    const { entity, kind, history } = recordTables[records];
    const standing = standingAsOf(context, tableOf(context.em, entity), history, history ? asOf : null);
    const measures = asked.flatMap(({ condition, count = sql`count(*)` }, index) => {
      const meant = condition?.(asOf) ?? sql<boolean>`true`;
      return [
        sql`(${count} filter (where ${meant}))::float8 as ${sql.id(`s${index}`)}`,
        sql`coalesce(bool_or(r.provenance = 'DEMONSTRATION') filter (where ${meant}), false) as ${sql.id(`g${index}`)}`,
      ];
    });
    const where = all([standing.valid, ownedBy(owners)]);
    const rows = await run<Record<string, unknown>>(
      context,
      // The whole of an owner beside its kinds: what is distinct does not add up.
      kind
        ? sql`select r.owner, ${column(kind)} as kind, grouping(${column(kind)}) as whole, ${sql.join(measures)}
            from ${standing.source} r where ${where} group by grouping sets ((r.owner), (r.owner, ${column(kind)}))`
        : sql`select r.owner, 1 as whole, ${sql.join(measures)}
            from ${standing.source} r where ${where} group by r.owner`,
    );
    for (const row of rows) {
      const kindOf = Number(row['whole']) === 1 ? null : row['kind'];
      asked.forEach(({ name }, index) => {
        const key = keyOf(name, row['owner'], kindOf);
        counts.set(key, Number(row[`s${index}`]));
        if (row[`g${index}`] === true) generated.add(key);
      });
    }
  }
  return {
    count: ({ name }, owner, kind) => counts.get(keyOf(name, owner, kind ?? null)) ?? 0,
    holdsDemonstration: ({ name }, owner, kind) => generated.has(keyOf(name, owner, kind ?? null)),
  };
}

function keyOf(set: string, owner: unknown, kind: unknown): string {
  return JSON.stringify([set, owner, kind]);
}
