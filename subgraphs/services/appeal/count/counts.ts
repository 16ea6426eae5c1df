import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { bucketOf, type Dimension, type GroupArgs } from '@jiedui/kit/groups';
import { all, column, run, sql } from '@jiedui/kit/sql';
import { forbidden, hasRole, holdsRole, isOfficerOf } from '@jiedui/kit/viewer-rules';
import { compareText } from '@jiedui/schema/contract/order';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { appealPolicyOf } from '../clock/policy.ts';
import type { AppealGroupFilter } from '../listing.ts';
import { appealsAt } from '../past/appeals.ts';
import { appealPeriodOf } from '../past/period.ts';
import { type Cell, publish, type Published } from './publish.ts';

/** What appeals can be counted by beside their owner. */
export interface CountedBy {
  dimension: Dimension & { value: string };
  /** The values that a filter asks for; null where it asks for none. */
  wanted?(filter: AppealGroupFilter): readonly string[] | null | undefined;
  /** Only for who may have every number of all that are asked: what is published for others is decided without it. */
  everyNumber?: true;
}

export interface Counting<Name extends string> {
  jurisdiction: { name: Name; dimension: Dimension };
  others: Readonly<Partial<Record<Name, CountedBy>>>;
}

/** Whether the viewer may have every number of an owner's appeals: its officers, those of the city above it, and auditors. */
export function seesEveryNumber(
  { viewer, federation }: Pick<RequestContext, 'viewer' | 'federation'>,
  owner: JurisdictionCode,
): boolean {
  if (hasRole(viewer, 'AUDITOR') || isOfficerOf(viewer, federation.find(owner)!)) return true;
  return federation
    .lineage(owner)
    .some((code) => federation.find(code)?.level === 'CITY' && holdsRole(viewer, 'CITY', code));
}

/**
 * Counts of appeals, whoever asks; of owners whose every number the viewer may not have, only what is published. One
 * statement. @throws UNKNOWN_JURISDICTION, FORBIDDEN for days and hours, and for a past day: windows that differ by one appeal would tell of it;
 * for dimensions that take every number
 */
export async function countAppeals<Name extends string>(
  context: RequestContext,
  { jurisdiction, others }: Counting<Name>,
  { by, filter, jurisdictions, asOf }: GroupArgs<Name, AppealGroupFilter>,
): Promise<Record<string, unknown>[]> {
  const owners = askedOwners(context, jurisdictions);
  const counted = (Object.entries(others) as [Name, CountedBy][]).filter(
    ([name, { everyNumber }]) => !everyNumber || by.includes(name),
  );
  if (filter?.raisedFrom != null || filter?.raisedTo != null) {
    refuseOthers(context, 'raisedFrom and raisedTo', jurisdictions);
  }
  if (asOf != null) refuseOthers(context, 'asOf', jurisdictions);
  const whole = counted.filter(([, { everyNumber }]) => everyNumber).map(([name]) => name);
  if (whole.length > 0) refuseOthers(context, whole.join(' and '), jurisdictions);
  const names = counted.map(([name]) => name);
  const tallies = new Map<string, Tally>();
  const dimensions = by.map((name) =>
    name === jurisdiction.name ? jurisdiction.dimension : others[name]!.dimension,
  );
  const bucket = (values: readonly unknown[]): Tally => {
    const row = Object.fromEntries(values.map((value, index) => [`d${index}`, value]));
    const made = bucketOf(dimensions, {}, row, context);
    const key = made['key'] as string;
    const tally = tallies.get(key) ?? { ...made, count: null, suppressed: 0 };
    tallies.set(key, tally);
    return tally;
  };
  for (const [owner, published] of await publishedOf(context, owners, counted, { filter, asOf })) {
    const wanted = counted.map(([, { wanted: values }]) => (filter ? values?.(filter) : null));
    const set = names.reduce((bits, name, n) => (by.includes(name) || wanted[n] ? bits | (1 << n) : bits), 0);
    const groups = published[set]!.filter(({ values }) =>
      wanted.every((each, n) => !each || each.includes(values[n] ?? '')),
    );
    // One group over all there is, also where nothing fits the filter.
    if (by.length === 0 && groups.length === 0) groups.push({ values: [], count: 0, withheld: false });
    for (const { values, count, withheld } of groups) {
      const tally = bucket(
        by.map((name) => (name === jurisdiction.name ? owner : values[names.indexOf(name)])),
      );
      if (withheld) tally.suppressed += 1;
      else tally.count = (tally.count ?? 0) + count;
    }
  }
  if (by.length === 0 && tallies.size === 0) bucket([]).count = 0;
  return [...tallies.values()].sort((a, b) => compareText(a['key'] as string, b['key'] as string));
}

type Tally = Record<string, unknown> & { count: number | null; suppressed: number };

async function publishedOf(
  context: RequestContext,
  owners: readonly JurisdictionCode[],
  counted: readonly [string, CountedBy][],
  { filter, asOf }: Pick<GroupArgs<string, AppealGroupFilter>, 'filter' | 'asOf'>,
): Promise<[JurisdictionCode, Published][]> {
  const columns = counted.map(([, { dimension }]) => column(dimension.value));
  const { raisedFrom, raisedTo } = filter ?? {};
  const rows = await run<{ owner: JurisdictionCode; cell: (string | null)[]; n: number }>(
    context,
    sql`select r.owner, array[${sql.join(columns)}] as cell, count(*)::float8 as n
      from ${appealsAt(context, appealPeriodOf(context, { asOf: asOf ?? null }).asOf)} r
      where ${all([
        sql<boolean>`r.owner = any(${[...owners]}::text[])`,
        raisedFrom ? sql<boolean>`r.raised_at >= ${raisedFrom.toISOString()}::timestamptz` : undefined,
        raisedTo ? sql<boolean>`r.raised_at <= ${raisedTo.toISOString()}::timestamptz` : undefined,
      ])} group by r.owner, cell`,
  );
  const { smallestGroup } = appealPolicyOf(context);
  return owners.map((owner) => {
    const cells = rows
      .filter((row) => row.owner === owner)
      .map(({ cell, n }): Cell => ({ values: cell, count: n }))
      // What is withheld beside the small ones must not depend on the order in which the database counts.
      .sort((a, b) => compareText(a.values.join(), b.values.join()));
    return [owner, publish(cells, counted.length, seesEveryNumber(context, owner) ? 1 : smallestGroup)];
  });
}

/**
 * Refuses who may not have every number of all that are asked: the same at every shard, whichever owners lie there.
 * @throws FORBIDDEN
 */
export function refuseOthers(
  context: RequestContext,
  what: string,
  jurisdictions: readonly string[] | null | undefined,
): void {
  const { federation } = context;
  const asked = federation.codes().filter((code) => jurisdictions == null || jurisdictions.includes(code));
  if (asked.every((code) => seesEveryNumber(context, code))) return;
  const own = federation.codes().filter((code) => seesEveryNumber(context, code));
  const may = own.length > 0 ? `; this viewer may ask with jurisdictions: ${JSON.stringify(own)}` : '';
  throw forbidden(
    `for ${what}: officers of the jurisdictions that are asked, or an auditor${may}`,
    context.viewer,
  );
}
