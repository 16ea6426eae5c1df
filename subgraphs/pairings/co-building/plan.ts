import { memo, type RequestContext } from '@jiedui/kit/context';
import { type Stage, stageOf } from '@jiedui/kit/changes';
import type { Version } from '@jiedui/kit/history';
import { run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';

import { Activity } from '../activity/entity.ts';
import type { Pairing } from '../pairing/entity.ts';
import { changePairing } from '../pairing/write.ts';
import { isActive } from '../pairing/rules.ts';
import { coBuildingOf } from './derive.ts';
import { type CoBuildingItem, inOrder, itemOf, itemsOf, unknownItem } from './items.ts';
import { yearIn } from './groups.ts';

export interface PlanAsked {
  key: string;
  /** The pairing. */
  id: string;
  year: number;
  items: readonly string[];
}

/**
 * Plans what a pairing builds together in a year, once per key; an earlier plan of that year is replaced, and stays in the
 * history. @throws INVALID_INPUT, INVALID_TRANSITION, and as changeRecord
 */
export function planItems(context: RequestContext, { key, id, year, items }: PlanAsked): Promise<RecordId> {
  const step = { mutation: 'planItems', key, id, change: 'PLANNED', input: { year, items } } as const;
  return changePairing(context, step, async (pairing, em) => {
    const refused = unknownItem(itemsOf(context), items) ?? refusedPlan(pairing, year, context.clock.today());
    if (refused) throw refused;
    const planned = inOrder(itemsOf(context), items);
    await run(
      { em },
      sql`insert into co_building_plan (pairing_id, owner, year, items)
        values (${pairing.id}, ${pairing.owner}, ${yearIn('year', year)}, ${planned}::text[])
        on conflict (pairing_id, year) do update set items = excluded.items`,
    );
  });
}

/** Why there can be no plan of the year, or null: from the year in which it began to the next one, of what is active. Pure. */
export function refusedPlan(
  { state, startedOn }: Pick<Pairing, 'state' | 'startedOn'>,
  year: number,
  today: string,
): GraphQLError | null {
  if (!isActive(state)) {
    return expectation('INVALID_TRANSITION', { expected: 'an active pairing', received: state });
  }
  const first = Number(startedOn.slice(0, 4));
  const last = Math.max(first, Number(today.slice(0, 4)) + 1);
  if (year >= first && year <= last) return null;
  return expectation('INVALID_INPUT', { expected: `year: ${first} to ${last}`, received: year });
}

/** An item of a pairing in a year. */
export interface PairingItemRow {
  item: CoBuildingItem;
  planned: boolean;
  done: number;
  lastActivity: Activity | null;
}

interface ItemRow {
  pairing_id: string;
  item: string;
  planned: boolean;
  activities: number;
}

/** All configured items of a pairing in a year, and others that were planned or done; two statements for all pairings asked. */
export function itemsOfPairing(
  context: RequestContext,
  id: RecordId,
  year: number,
): Promise<PairingItemRow[]> {
  const loader = memo(context, `items of pairings ${year}`, () => {
    return new DataLoader<string, PairingItemRow[]>(async (ids) => {
      const configured = itemsOf(context);
      const rows = await run<ItemRow>(
        context,
        sql`select r.pairing_id, r.item, r.planned, r.activities
          from ${coBuildingOf({ from: year, to: year }, configured)} r
          where r.pairing_id = any(${[...ids]}::text[]) and r.owner = any(${[...context.owned]}::text[])`,
      );
      const last = await lastActivities(context, ids, year);
      return ids.map((pairing) => {
        const own = new Map(rows.filter((row) => row.pairing_id === pairing).map((row) => [row.item, row]));
        const others = [...own.keys()]
          .filter((code) => configured.every((item) => item.code !== code))
          .sort();
        return [...configured.map(({ code }) => code), ...others].map((code) => ({
          item: itemOf(configured, code),
          planned: own.get(code)?.planned ?? false,
          done: own.get(code)?.activities ?? 0,
          lastActivity: last.get(`${pairing} ${code}`) ?? null,
        }));
      });
    });
  });
  return loader.load(id);
}

async function lastActivities(
  context: RequestContext,
  ids: readonly string[],
  year: number,
): Promise<Map<string, Activity>> {
  const table = tableOf(context.em, Activity);
  const rows = await run<Record<string, unknown> & { __item: string }>(
    context,
    sql`select distinct on (r.pairing_id, k.item) k.item as "__item", ${table.columns}
      from activity r join pairing p on p.id = r.pairing_id and p.owner = r.owner
      cross join lateral unnest(r.items) k(item)
      where r.pairing_id = any(${[...ids]}::text[]) and r.owner = any(${[...context.owned]}::text[])
        and r.held_on between make_date(${year}::int, 1, 1) and make_date(${year}::int, 12, 31)
      order by r.pairing_id, k.item, r.held_on desc, r.id desc`,
  );
  return new Map(rows.map((row) => [`${String(row['pairing_id'])} ${row.__item}`, table.read(row)]));
}

/** What was planned, as stages of the pairings' histories. */
export async function planStages(
  context: RequestContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Stage[]>> {
  const rows = await run<Version & { pairing_id: string; year: number; items: string[] }>(
    context,
    sql`select r.pairing_id, r.year, r.items, r.valid_from, r.changed_by, r.changed_as, r.reason, r.change
      from co_building_plan_history r
      where r.pairing_id = any(${[...ids]}::text[]) and r.owner = any(${[...context.owned]}::text[])
      order by r.version`,
  );
  const stages = new Map<string, Stage[]>();
  for (const row of rows) {
    const found = stages.get(row.pairing_id) ?? [];
    stages.set(row.pairing_id, found);
    found.push(stageOf(row, { [`items ${row.year}`]: row.items }));
  }
  return stages;
}
