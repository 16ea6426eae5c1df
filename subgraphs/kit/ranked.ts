import { expectation } from '@jiedui/schema/contract/error';
import { decodeKey, encodeKey } from '@jiedui/schema/contract/order';
import type { EntityClass } from '@mikro-orm/core';

import { Connection, ownedBy, pageOf, type PageShape } from './connection.ts';
import { askedOwners, type RequestContext } from './context.ts';
import { fingerprintOf } from './cursor.ts';
import { type ListArgs, pageSize } from './page.ts';
import { all, column, type Condition, type Expression, run, sql } from './sql.ts';
import { tableOf } from './table.ts';

/** A search: rows in the order of how well they fit. */
export interface Ranking<Row extends object> {
  entity: EntityClass<Row>;
  /** The best rank first. No row is in two of them. */
  ranks: readonly Condition[];
  /** How many rows of these owners all ranks have together, as a scalar. */
  total(owners: readonly string[]): Expression;
  /** A property whose column is text, NOT NULL and COLLATE "C": the order within a rank, with the id. */
  within: keyof Row & string;
  /** What else the rows must be. */
  conditions?: readonly (Condition | undefined)[];
}

export type RankedArgs = Pick<
  ListArgs<never, unknown>,
  'first' | 'after' | 'last' | 'before' | 'filter' | 'jurisdictions'
>;

type Bound = readonly [rank: bigint, text: string, id: string];

/**
 * A connection at the root in the order (rank, `within`, id). Each rank is a statement of its own with its own limit, so that
 * the database may answer one from the index of terms and another by walking in order. `args.filter` is what a cursor is
 * bound to. @throws INVALID_PAGE_SIZE, INVALID_CURSOR, UNKNOWN_JURISDICTION
 */
export function listRanked<Row extends object>(
  { entity, ranks, total, within, conditions = [] }: Ranking<Row>,
  context: RequestContext,
  connection: string,
  args: RankedArgs,
): Connection<Row> {
  const table = tableOf(context.em, entity);
  const sortColumn = table.columnOf(within);
  const orderBy = { field: 'RANK', direction: 'ASCENDING' };
  const { filter, jurisdictions } = args;
  const fingerprint = fingerprintOf({ connection, orderBy, filter, jurisdictions });
  const plan: PageShape = {
    size: pageSize(args.first, args.last),
    backward: args.last != null,
    hasAfter: args.after != null,
    hasBefore: args.before != null,
    cursorOf: (row) =>
      context.seal.write(
        fingerprint,
        encodeKey(
          [BigInt(row['__rank'] as number), row[sortColumn] as string, row['id'] as string],
          'ASCENDING',
        ),
      ),
  };
  const after = args.after == null ? null : boundOf(context, fingerprint, args.after);
  const before = args.before == null ? null : boundOf(context, fingerprint, args.before);
  const owners = askedOwners(context, jurisdictions);
  const wanted = [ownedBy(owners), ...conditions];
  const direction = plan.backward ? sql`desc` : sql`asc`;
  const rowsOf = async (): Promise<Record<string, unknown>[]> => {
    const limit = sql`limit ${plan.size + 1}`;
    const parts = ranks.flatMap((rank, number): Expression[] => {
      const bounds = [
        ...(after ? [beyond(sortColumn, after, number, true)] : []),
        ...(before ? [beyond(sortColumn, before, number, false)] : []),
      ];
      if (bounds.includes('NONE')) return [];
      const asked = all([rank, ...wanted, ...bounds.filter((bound) => typeof bound !== 'string')]);
      return [
        sql`(select ${sql.lit(number)} as "__rank", ${table.columns} from ${table.name} r where ${asked}
          order by ${column(sortColumn)} ${direction}, r.id ${direction} ${limit})`,
      ];
    });
    if (parts.length === 0) return [];
    return run<Record<string, unknown>>(
      context,
      sql`select * from (${sql.join(parts, sql` union all `)}) r
        order by "__rank" ${direction}, ${column(sortColumn)} ${direction}, r.id ${direction} ${limit}`,
    );
  };
  return new Connection<Row>(
    async () => pageOf(plan, await rowsOf(), table.read),
    async () => {
      const [counted] = await run<{ n: number }>(context, sql`select ${total(owners)}::float8 as n`);
      return counted?.n ?? 0;
    },
  );
}

/** What a bound asks of the rows of one rank: all of them, none of them, or a condition. */
function beyond(
  name: string,
  [rank, text, id]: Bound,
  number: number,
  after: boolean,
): Condition | 'ALL' | 'NONE' {
  if (BigInt(number) !== rank) return BigInt(number) > rank === after ? 'ALL' : 'NONE';
  const row = sql`(${column(name)}, r.id)`;
  return after
    ? sql<boolean>`${row} > (${text}::text, ${id}::text)`
    : sql<boolean>`${row} < (${text}::text, ${id}::text)`;
}

function boundOf({ seal }: RequestContext, fingerprint: Uint8Array, cursor: string): Bound {
  const values = decodeKey(seal.open(fingerprint, cursor), 'ASCENDING');
  const [rank, text, id] = values ?? [];
  if (typeof rank === 'bigint' && typeof text === 'string' && typeof id === 'string') return [rank, text, id];
  throw expectation('INVALID_CURSOR', { expected: 'a cursor of this search', received: cursor });
}
