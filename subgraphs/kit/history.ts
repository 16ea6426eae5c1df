import { expectation } from '@jiedui/schema/contract/error';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { RequestContext } from './context.ts';
import { type Condition, type Expression, sql } from './sql.ts';
import type { Table } from './table.ts';

/**
 * A table with a history: triggers keep every version of every row in `<table>_history`, whoever writes it and in bulk as
 * well. A version holds from `valid_from` until before `valid_to`; the current one until infinity.
 *
 * The writer says who, why and by what step in its transaction: `attribute`, or `set_config('jiedui.…', …, true)` with the
 * names of `settings`. What is not said stays null; the step is then REGISTERED, CORRECTED or REMOVED.
 */
export const settings = {
  /** The moment of the change, as the clock of the request has it. Not said: the transaction's start. */
  at: 'jiedui.at',
  subject: 'jiedui.subject',
  role: 'jiedui.role',
  reason: 'jiedui.reason',
  change: 'jiedui.change',
} as const;

export interface Attribution {
  /** The step by which the rows change: REGISTERED, CORRECTED, IMPORTED, … */
  change: string;
  reason?: string | null;
}

/** Says who changes rows in this transaction, why and by what step. The end of the transaction forgets it. */
export async function attribute(
  em: EntityManager,
  { clock, viewer }: Pick<RequestContext, 'clock' | 'viewer'>,
  { change, reason }: Attribution,
): Promise<void> {
  const said = {
    at: clock.now().toISOString(),
    subject: viewer.subject,
    role: viewer.roles.join(' '),
    reason: reason ?? '',
    change,
  } satisfies Record<keyof typeof settings, string>;
  const calls = Object.entries(said).map(
    ([name, value]) => sql`set_config(${settings[name as keyof typeof settings]}, ${value}, true)`,
  );
  await sql`select ${sql.join(calls)}`.execute(em.getKysely());
}

/** Where rows `r` are read, and which of them stand there. */
export interface Standing {
  source: Expression;
  valid: Condition | undefined;
}

/**
 * The table itself, or its history as of the end of a day in Asia/Shanghai.
 * @throws INVALID_INPUT where the day has not begun
 */
export function standingAsOf(
  context: Pick<RequestContext, 'clock'>,
  table: Pick<Table<object>, 'name'>,
  history: string | undefined,
  asOf: string | null | undefined,
): Standing {
  if (asOf == null) return { source: table.name, valid: undefined };
  if (history === undefined) throw new Error('A list without a history has no argument asOf');
  refuseFuture(context, asOf);
  return { source: sql`${sql.table(history)}`, valid: validAsOf('r', asOf) };
}

/** Rows that stand in no table but follow from records: what is read in a table's place, as a subquery. */
export type Derived<Filter> = (
  filter: Filter | null | undefined,
  context: RequestContext,
  asOf: string | null | undefined,
) => Expression;

/** Where a listing or a grouping reads its rows. @throws INVALID_INPUT where the day has not begun */
export function standingOf<Filter>(
  context: RequestContext,
  table: Pick<Table<object>, 'name'>,
  { history, derived }: { history?: string | undefined; derived?: Derived<Filter> },
  { filter, asOf }: { filter?: Filter | null; asOf?: string | null },
): Standing {
  if (!derived) return standingAsOf(context, table, history, asOf);
  refuseFuture(context, asOf);
  return { source: derived(filter, context, asOf), valid: undefined };
}

/** @throws INVALID_INPUT where the day has not begun */
export function refuseFuture(
  { clock }: Pick<RequestContext, 'clock'>,
  asOf: string | null | undefined,
): void {
  const today = clock.today();
  if (asOf == null || asOf <= today) return;
  throw expectation('INVALID_INPUT', { expected: `asOf: ${today} at the latest`, received: asOf });
}

/** Whether a version, named by its alias, held at the end of the day. */
export function validAsOf(alias: string, asOf: string): Condition {
  const end = sql`((${asOf}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
  return sql<boolean>`${sql.id(alias, 'valid_from')} < ${end} and ${sql.id(alias, 'valid_to')} >= ${end}`;
}

/** One version of a row of a history table, beside the row's own columns. */
export interface Version {
  valid_from: string;
  changed_by: string | null;
  changed_as: string | null;
  reason: string | null;
  change: string;
}

export interface HistoryOptions {
  /** What names a row. Its values never change. */
  key?: readonly string[];
  /** Since when a new row `n` holds, as SQL; `$1` is the moment that the writer said, or null. */
  born?: string;
}

/**
 * The DDL that gives a table its history, with what is in it now as the first versions. A column that a later migration
 * adds to both tables is kept; one that it adds to the table alone is not.
 */
export function historyOf(
  table: string,
  { key = ['id'], born = 'n.created_at' }: HistoryOptions = {},
): string[] {
  const history = `${table}_history`;
  const step = (event: string, transitions: string) =>
    `create trigger keep_history_on_${event} after ${event} on ${table} referencing ${transitions}
      for each statement execute function keep_history('${key.join(',')}', '${born.replaceAll("'", "''")}')`;
  return [
    keepHistory,
    `create table ${history} (like ${table},
      version bigint generated always as identity primary key,
      valid_from timestamptz not null,
      valid_to timestamptz not null,
      changed_by text collate "C",
      changed_as text collate "C",
      reason text collate "C",
      change text collate "C" not null
    )`,
    `create unique index on ${history} (${key.join(', ')}) where valid_to = 'infinity'`,
    `create index on ${history} (${key.join(', ')}, version)`,
    step('insert', 'new table as new_rows'),
    step('update', 'old table as old_rows new table as new_rows'),
    step('delete', 'old table as old_rows'),
    `do $$ begin
      execute (select format(
        'insert into ${history} (%1$s, valid_from, valid_to, change) select %1$s, ${born
          .replaceAll('$1', 'null::timestamptz')
          .replaceAll("'", "''")}, ''infinity'', ''REGISTERED'' from ${table} n',
        string_agg(quote_ident(attname), ', '))
        from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped);
    end $$`,
  ];
}

/** Takes a table's history away again. */
export function withoutHistory(table: string): string[] {
  return [
    ...['insert', 'update', 'delete'].map((event) => `drop trigger keep_history_on_${event} on ${table}`),
    `drop table ${table}_history`,
  ];
}

/**
 * For statements, not for rows: an import of fifty thousand rows runs it once. `updated_at` alone is no change. Its
 * arguments: the key's columns, and since when a new row holds.
 */
const keepHistory = `create or replace function keep_history() returns trigger language plpgsql as $body$
declare
  history constant text := format('%I.%I', tg_table_schema, tg_table_name || '_history');
  told constant timestamptz := nullif(current_setting('jiedui.at', true), '')::timestamptz;
  who constant text := nullif(current_setting('jiedui.subject', true), '');
  acting_as constant text := nullif(current_setting('jiedui.role', true), '');
  why constant text := nullif(current_setting('jiedui.reason', true), '');
  step constant text := nullif(current_setting('jiedui.change', true), '');
  keys constant text[] := string_to_array(tg_argv[0], ',');
  names text;
  selected text;
  same_row text;
  same_version text;
  closed_keys text;
begin
  select string_agg(quote_ident(kept.attname), ', '), string_agg('n.' || quote_ident(kept.attname), ', ')
    into names, selected
    from pg_attribute kept join pg_attribute own using (attname)
    where kept.attrelid = history::regclass and own.attrelid = tg_relid
      and own.attnum > 0 and not own.attisdropped;
  select string_agg(format('o.%1$I = n.%1$I', k), ' and '), string_agg(format('h.%1$I = n.%1$I', k), ' and '),
      string_agg(format('h.%I', k), ', ')
    into same_row, same_version, closed_keys from unnest(keys) k;

  if tg_op = 'INSERT' then
    execute format('insert into %1$s (%2$s, valid_from, valid_to, changed_by, changed_as, reason, change)
      select %3$s, coalesce(%4$s, $1, now()), ''infinity'', $2, $3, $4, $5 from new_rows n',
      history, names, selected, tg_argv[1]) using told, who, acting_as, why, coalesce(step, 'REGISTERED');
  elsif tg_op = 'UPDATE' then
    execute format('with n as (
        select n.* from new_rows n join old_rows o on %4$s
        where (to_jsonb(n) - ''updated_at'') is distinct from (to_jsonb(o) - ''updated_at'')
      ), h as (
        update %1$s h set valid_to = greatest(coalesce($1, now()), h.valid_from) from n
        where %5$s and h.valid_to = ''infinity'' returning %6$s, h.valid_to
      )
      insert into %1$s (%2$s, valid_from, valid_to, changed_by, changed_as, reason, change)
      select %3$s, coalesce(h.valid_to, $1, now()), ''infinity'', $2, $3, $4, $5 from n left join h on %5$s',
      history, names, selected, same_row, same_version, closed_keys)
      using told, who, acting_as, why, coalesce(step, 'CORRECTED');
  else
    execute format('with h as (
        update %1$s h set valid_to = greatest(coalesce($1, now()), h.valid_from) from old_rows n
        where %4$s and h.valid_to = ''infinity'' returning %5$s, h.valid_to
      )
      insert into %1$s (%2$s, valid_from, valid_to, changed_by, changed_as, reason, change)
      select %3$s, h.valid_to, h.valid_to, $2, $3, $4, $5 from old_rows n join h on %4$s',
      history, names, selected, same_version, closed_keys)
      using told, who, acting_as, why, coalesce(step, 'REMOVED');
  end if;
  return null;
end $body$`;
