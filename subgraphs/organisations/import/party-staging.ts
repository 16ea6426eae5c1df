import { type Reader, run, sql } from '@jiedui/kit/sql';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { PartyOrganisation } from '../party-organisation/entity.ts';
import type { Host } from '../party-organisation/rules.ts';
import type { Effect, Job } from './record-import.ts';

/** The party organisations of an import in a table of its transaction, and what they mean for the ledger. */

export interface StagedParty {
  row: number;
  id: string;
  /** The record of the ledger that the row is about. */
  existing: string | null;
  changes: boolean;
  name: string;
  sort_name: string;
  level: string;
  establishment: string;
  members: number;
  secretary_is_owner: boolean;
  owner_secretary_applies: boolean;
  founded_on: string;
  host_kind: string;
  hosts: readonly string[];
}

const facts = sql.raw(
  'name, sort_name, level, establishment, members, secretary_is_owner, owner_secretary_applies, founded_on, host_kind',
);

export async function createPartyStaging(reader: Reader): Promise<void> {
  await run(
    reader,
    sql`create temporary table party_import (
      row integer primary key, id text collate "C" not null, existing text collate "C", changes boolean not null,
      name text collate "C" not null, sort_name text collate "C" not null, level text collate "C" not null,
      establishment text collate "C" not null, members integer not null, secretary_is_owner boolean not null,
      owner_secretary_applies boolean not null,
      founded_on date not null, host_kind text collate "C" not null, hosts text[] collate "C" not null
    ) on commit drop`,
  );
}

export async function stageParties(reader: Reader, rows: readonly StagedParty[]): Promise<void> {
  await run(
    reader,
    sql`insert into party_import (row, id, existing, changes, ${facts}, hosts)
      select row, id, existing, changes, ${facts}, hosts
      from json_populate_recordset(null::party_import, ${JSON.stringify(rows)}::json)`,
  );
}

/** Credit code → the owner's organisation that has it, in the file or the ledger. */
export async function hostsByCode(
  reader: Reader,
  owner: JurisdictionCode,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await run<{ code: string; id: string | null }>(
    reader,
    sql`select c.code, coalesce(
        (select coalesce(s.existing, s.id) from ledger_import s where s.credit_code = c.code order by s.row limit 1),
        (select o.id from organisation o
          where o.owner = ${owner} and o.credit_code = c.code and o.merged_into is null
          order by o.status = 'OPERATING' desc, o.id desc limit 1)) as id
      from unnest(${[...codes]}::text[]) as c(code)`,
  );
  return new Map(rows.flatMap(({ code, id }) => (id === null ? [] : [[code, id] as const])));
}

/** What the organisations would be with the file; the ledger's rows are held until the transaction ends. */
export async function hostsAsImported(
  reader: Reader,
  owner: JurisdictionCode,
  ids: readonly string[],
): Promise<Map<string, Host & { kind: 'known' }>> {
  await run(
    reader,
    sql`select id from organisation where id = any(${[...ids]}::text[]) and owner = ${owner} order by id for share`,
  );
  const rows = await run<Pick<Host & { kind: 'known' }, 'id' | 'employees' | 'status' | 'of'>>(
    reader,
    sql`select i.id, coalesce(e.kind, n.kind, o.kind) as "of", coalesce(e.employees, n.employees, o.employees, 0) as employees,
        coalesce(e.status, n.status, o.status, 'OPERATING') as status
      from unnest(${[...ids]}::text[]) as i(id)
      left join organisation o on o.id = i.id and o.owner = ${owner}
      left join ledger_import e on e.existing = i.id
      left join ledger_import n on n.id = i.id and n.existing is null
      where o.id is not null or n.id is not null`,
  );
  return new Map(rows.map((row) => [row.id, { ...row, kind: 'known' }]));
}

export type KnownParty = Pick<
  PartyOrganisation,
  | 'name'
  | 'level'
  | 'establishment'
  | 'members'
  | 'foundedOn'
  | 'secretaryIsOwner'
  | 'ownerSecretaryApplies'
  | 'hostKind'
> & { id: string; hosts: string[] };

/** The owner's party organisations of these names that are not dissolved, held until the transaction ends. */
export async function partiesNamed(
  reader: Reader,
  owner: JurisdictionCode,
  names: readonly { name: string; sortName: string }[],
): Promise<KnownParty[]> {
  return run<KnownParty>(
    reader,
    sql`select p.id, p.name, p.level, p.establishment, p.members, p.founded_on as "foundedOn",
        p.secretary_is_owner as "secretaryIsOwner", p.owner_secretary_applies as "ownerSecretaryApplies", p.host_kind as "hostKind",
        array(select h.organisation_id from party_organisation_host h
          where h.party_organisation_id = p.id order by h.position) as hosts
      from party_organisation p
      where p.owner = ${owner} and p.dissolved_on is null and p.sort_name = any(${names.map(({ sortName }) => sortName)}::text[])
        and p.name = any(${names.map(({ name }) => name)}::text[])
      order by p.id for update of p`,
  );
}

/** Rows about the same record as one before them: of its name and with a host in common, or found in the ledger alike. */
export async function doubledParties(
  reader: Reader,
): Promise<{ row: number; first: number; name: string }[]> {
  return run(
    reader,
    sql`select s.row, s.name, min(t.first) as first from party_import s join (
        select null as existing, name, host, min(row) as first from party_import cross join unnest(hosts) as h(host)
        group by name, host having count(*) > 1
        union all
        select existing, null, null, min(row) from party_import group by existing having count(existing) > 1
      ) t on t.existing = s.existing or (t.name = s.name and t.host = any(s.hosts))
      where s.row > t.first group by s.row, s.name order by s.row`,
  );
}

export async function partyEffect(reader: Reader): Promise<Effect> {
  const [effect] = await run<Effect>(
    reader,
    sql`select (count(*) filter (where existing is null))::float8 as created,
      (count(*) filter (where existing is not null and changes))::float8 as corrected,
      (count(*) filter (where not changes))::float8 as unchanged from party_import`,
  );
  return effect!;
}

/** Writes the rows from the first number to before the last, and their hosts. */
export async function writeParties(
  { em, owner, source, now }: Job,
  [from, to]: readonly [number, number],
): Promise<void> {
  const range = sql`row >= ${from} and row < ${to}`;
  await run(
    { em },
    sql`insert into party_organisation (id, owner, provenance, source, created_at, updated_at, ${facts})
      select id, ${owner}, 'ENTERED', ${source}, ${now}::timestamptz, ${now}::timestamptz, ${facts}
      from party_import where existing is null and ${range} order by row`,
  );
  await run(
    { em },
    sql`update party_organisation p set (${facts}, updated_at) =
        (s.name, s.sort_name, s.level, s.establishment, s.members, s.secretary_is_owner, s.owner_secretary_applies, s.founded_on, s.host_kind,
          ${now}::timestamptz)
      from party_import s where p.id = s.existing and s.changes and ${range}`,
  );
  const rehosted = sql`select s.id, s.existing, s.hosts from party_import s
    where s.changes and ${range} and s.hosts is distinct from array(
      select h.organisation_id from party_organisation_host h
      where h.party_organisation_id = s.existing order by h.position)`;
  // The hosts are compared before they go.
  await run({ em }, sql`create temporary table party_rehosted on commit drop as ${rehosted}`);
  await run(
    { em },
    sql`delete from party_organisation_host h using party_rehosted s where h.party_organisation_id = s.existing`,
  );
  await run(
    { em },
    sql`insert into party_organisation_host (party_organisation_id, organisation_id, position)
      select coalesce(s.existing, s.id), h.host, h.position - 1
      from party_rehosted s cross join unnest(s.hosts) with ordinality as h(host, position)`,
  );
  await run({ em }, sql`drop table party_rehosted`);
}
