import { type Reader, run, sql } from '@jiedui/kit/sql';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { Effect } from './record-import.ts';

/** The organisations of an import in a table of its transaction, and what they mean for the ledger. */

/** A row as it is staged; null = the file says nothing. */
export interface StagedRow {
  row: number;
  id: string;
  name: string;
  sort_name: string;
  kind: string;
  subtype: string | null;
  credit_code: string | null;
  industry: string;
  division: string | null;
  employees: number | null;
  town: string | null;
  status: string | null;
  registered_on: string;
  suspended_on: string | null;
  deregistered_on: string | null;
  contact_phone: string | null;
  credit_code_attested: boolean | null;
}

const columns = sql.raw(
  'row, id, name, sort_name, kind, subtype, credit_code, industry, division, employees, town, status, registered_on, suspended_on, deregistered_on, contact_phone, credit_code_attested',
);

export async function createStaging(reader: Reader): Promise<void> {
  await run(
    reader,
    sql`create temporary table ledger_import (
      row integer primary key, id text collate "C" not null,
      name text collate "C" not null, sort_name text collate "C" not null, kind text collate "C" not null,
      subtype text collate "C", credit_code text collate "C", industry text collate "C" not null,
      division text collate "C", employees integer, town text collate "C", status text collate "C",
      registered_on date not null, suspended_on date, deregistered_on date, contact_phone text collate "C", credit_code_attested boolean,
      existing text collate "C", changes boolean
    ) on commit drop`,
  );
}

export async function stage(reader: Reader, rows: readonly StagedRow[]): Promise<void> {
  await run(
    reader,
    sql`insert into ledger_import (${columns})
      select ${columns} from json_populate_recordset(null::ledger_import, ${JSON.stringify(rows)}::json)`,
  );
}

/** One of the file's rows is refused for another's sake, or for the ledger's. */
export interface Clash {
  row: number;
  field: 'name' | 'creditCode' | 'status' | 'employees';
  reason: string;
  received: string;
}

/**
 * Finds for each row the organisation that it is about: by credit code, the one that operates before others; else by its
 * name, among those without a code, or for a row without a code among all. Returns the rows that cannot be told apart.
 */
export async function matchStaging(reader: Reader, owner: JurisdictionCode): Promise<Clash[]> {
  await run(reader, sql`create index on ledger_import (credit_code)`);
  await run(reader, sql`create index on ledger_import (name)`);
  await run(reader, sql`create index on ledger_import (id)`);
  await run(reader, sql`analyze ledger_import`);
  await run(
    reader,
    sql`update ledger_import s set existing = coalesce(
      (select o.id from organisation o
        where o.owner = ${owner} and o.credit_code = s.credit_code and o.merged_into is null
        order by o.status = 'OPERATING' desc, o.id desc limit 1),
      (select o.id from organisation o
        where o.owner = ${owner} and o.sort_name = s.sort_name and o.name = s.name and o.merged_into is null
          and (s.credit_code is null or o.credit_code is null)
        order by o.status = 'OPERATING' desc, o.id desc limit 1))`,
  );
  await run(reader, sql`create index on ledger_import (existing)`);
  return run<Clash>(
    reader,
    sql`select distinct on (row) row, field, received, reason from (
      select s.row, 1 as urgency, 'creditCode' as field, s.credit_code as received,
        '统一社会信用代码与第 ' || t.first || ' 行重复' as reason
      from ledger_import s
      join (select credit_code, min(row) as first from ledger_import group by credit_code having count(*) > 1) t
        on t.credit_code = s.credit_code
      where s.row > t.first
      union all
      select s.row, 2, 'name', s.name, '名称与第 ' || t.first || ' 行重复，且没有信用代码可以区分'
      from ledger_import s
      join (select name, min(row) as first from ledger_import group by name
        having count(*) > 1 and bool_or(credit_code is null)) t on t.name = s.name
      where s.row > t.first
      union all
      select s.row, 3, 'name', s.name, '与第 ' || t.first || ' 行指向台账中的同一个组织'
      from ledger_import s
      join (select existing, min(row) as first from ledger_import group by existing having count(*) > 1) t
        on t.existing = s.existing
      where s.row > t.first
      union all
      select s.row, 4, 'status', s.status, '台账中该组织已注销，不能改为存续或停业'
      from ledger_import s join organisation o on o.id = s.existing
      where o.status = 'DEREGISTERED' and s.status <> 'DEREGISTERED') clash
    order by row, urgency`,
  );
}

/** The row's values, those of the ledger where it says nothing. `o` is the organisation, `s` the row. */
const corrected = sql`(
  s.name, s.sort_name, s.kind,
  case when s.kind = 'SOCIAL_ORGANISATION' then coalesce(s.subtype, o.subtype) end,
  coalesce(s.credit_code, o.credit_code),
  case when s.credit_code is null then o.credit_code_attested
    when s.credit_code = o.credit_code then coalesce(s.credit_code_attested, o.credit_code_attested)
    else coalesce(s.credit_code_attested, false) end,
  s.industry,
  case when s.industry = o.industry then coalesce(s.division, o.division) else s.division end,
  coalesce(s.employees, o.employees), coalesce(s.town, o.town), coalesce(s.status, o.status), s.registered_on,
  coalesce(s.contact_phone, o.contact_phone))`;
/** The days that the row tells, those of the ledger where it tells none. */
const days = sql`(coalesce(s.suspended_on, o.suspended_on), coalesce(s.deregistered_on, o.deregistered_on))`;
const current = sql`(
  o.name, o.sort_name, o.kind, o.subtype, o.credit_code, o.credit_code_attested, o.industry, o.division, o.employees,
  o.town, o.status, o.registered_on, o.contact_phone)`;

export async function effectOf(reader: Reader): Promise<Effect> {
  await run(
    reader,
    sql`update ledger_import s set changes = ${corrected} is distinct from ${current}
        or ${days} is distinct from (o.suspended_on, o.deregistered_on)
      from organisation o where o.id = s.existing`,
  );
  const [effect] = await run<Effect>(
    reader,
    sql`select (count(*) filter (where existing is null))::float8 as created,
      (count(*) filter (where changes))::float8 as corrected,
      (count(*) filter (where not changes))::float8 as unchanged from ledger_import`,
  );
  return effect!;
}

/** Writes the rows from the first number to before the last. */
export async function writeStaged(
  reader: Reader,
  { owner, source, now, today }: { owner: JurisdictionCode; source: string; now: string; today: string },
  [from, to]: readonly [number, number],
): Promise<void> {
  await run(
    reader,
    sql`insert into organisation (id, owner, provenance, source, created_at, updated_at, name, sort_name, kind, subtype,
        credit_code, credit_code_attested, industry, division, employees, town, status, registered_on, contact_phone,
        suspended_on, deregistered_on)
      select id, ${owner}, 'ENTERED', ${source}, ${now}::timestamptz, ${now}::timestamptz, name, sort_name, kind, subtype,
        credit_code, coalesce(credit_code_attested, false), industry, division, coalesce(employees, 0), town, coalesce(status, 'OPERATING'), registered_on, contact_phone,
        suspended_on, deregistered_on
      from ledger_import where existing is null and row >= ${from} and row < ${to} order by row`,
  );
  await run(
    reader,
    sql`update organisation o set
        (name, sort_name, kind, subtype, credit_code, credit_code_attested, industry, division, employees, town, status,
          registered_on, contact_phone) = ${corrected},
        updated_at = ${now}::timestamptz,
        suspended_on = case when s.suspended_on is not null then s.suspended_on
          when s.status = 'SUSPENDED' and o.status <> 'SUSPENDED' then ${today}::date
          when s.status = 'OPERATING' then null else o.suspended_on end,
        resumed_on = case when s.status = 'OPERATING' and o.status = 'SUSPENDED' then ${today}::date
          when s.status = 'SUSPENDED' and o.status <> 'SUSPENDED' then null else o.resumed_on end,
        deregistered_on = case when s.deregistered_on is not null then s.deregistered_on
          when s.status = 'DEREGISTERED' and o.status <> 'DEREGISTERED' then ${today}::date
          else o.deregistered_on end
      from ledger_import s where o.id = s.existing and s.changes and s.row >= ${from} and s.row < ${to}`,
  );
}

/** Whose employees would be fewer than the members of a party organisation there that the file does not correct. */
export async function tooFewEmployees(reader: Reader): Promise<Clash[]> {
  return run<Clash>(
    reader,
    sql`select distinct on (s.row) s.row, 'employees' as field, s.employees::text as received,
        '从业人员数少于所设党组织（' || p.name || '）的党员数 ' || p.members as reason
      from ledger_import s
      join organisation o on o.id = s.existing and s.employees < o.employees
      join party_organisation_host own on own.organisation_id = o.id and own.own
      join party_organisation p on p.id = own.party_organisation_id
      where not exists (select from party_import i where i.existing = p.id)
        and p.members > (
          select sum(coalesce(hs.employees, ho.employees)) from party_organisation_host h
          join organisation ho on ho.id = h.organisation_id left join ledger_import hs on hs.existing = ho.id
          where h.party_organisation_id = p.id having bool_and(h.own))
      order by s.row, p.id`,
  );
}

/** The kind of a party organisation is that of its first host. */
export async function writeHostKinds(reader: Reader): Promise<void> {
  await run(
    reader,
    sql`update party_organisation p set host_kind = o.kind
      from party_organisation_host h join organisation o on o.id = h.organisation_id
      where h.party_organisation_id = p.id and h.own and p.host_kind <> o.kind
        and o.id in (select existing from ledger_import where changes)
        and h.position = (select min(first.position) from party_organisation_host first
          where first.party_organisation_id = p.id)`,
  );
}
