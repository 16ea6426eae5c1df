import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/** Every ordering has an index (column, id), and one led by the owner for deployments that own several jurisdictions. */
class CreateLedgers extends Migration {
  override up(): void {
    this.addSql(`create table jurisdiction (
      code text collate "C" primary key,
      name text collate "C" not null,
      english_name text collate "C" not null,
      sort_name text collate "C" not null,
      level text collate "C" not null check (level in ('CITY', 'COUNTY')),
      parent text collate "C"
    )`);
    this.addSql('create index on jurisdiction (parent)');

    this.addSql(`create table member_unit (${ownedColumns},
      name text collate "C" not null,
      sort_name text collate "C" not null,
      functions text[] not null default '{}',
      level text collate "C" not null check (level in ('CITY', 'COUNTY'))
    )`);
    this.addSql('create index on member_unit (sort_name, id)');
    this.addSql('create index on member_unit (owner, sort_name, id)');

    this.addSql(`create table organisation (${ownedColumns},
      name text collate "C" not null,
      sort_name text collate "C" not null,
      kind text collate "C" not null check (kind in ('NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION')),
      subtype text collate "C" check (subtype in ('ASSOCIATION', 'FOUNDATION', 'SOCIAL_SERVICE')),
      credit_code text collate "C",
      industry text collate "C" not null check (industry between 'A' and 'T' and length(industry) = 1),
      division text collate "C" check (division ~ '^[0-9]{2}$'),
      employees integer not null default 0 check (employees >= 0),
      town text collate "C",
      status text collate "C" not null check (status in ('OPERATING', 'SUSPENDED', 'DEREGISTERED')),
      registered_on date not null,
      contact_phone text collate "C"
    )`);
    this.addSql('create unique index on organisation (owner, credit_code) where credit_code is not null');
    for (const column of ['sort_name', 'registered_on', 'employees']) {
      this.addSql(`create index on organisation (${column}, id)`);
      this.addSql(`create index on organisation (owner, ${column}, id)`);
    }
    this.addSql('create index on organisation (owner, id)');

    this.addSql(`create table party_organisation (${ownedColumns},
      name text collate "C" not null,
      sort_name text collate "C" not null,
      level text collate "C" not null check (level in ('COMMITTEE', 'GENERAL_BRANCH', 'BRANCH')),
      establishment text collate "C" not null check (establishment in ('SINGLE', 'JOINT')),
      members integer not null default 0 check (members >= 0),
      secretary_is_owner boolean not null default false,
      founded_on date not null,
      host_kind text collate "C" not null check (host_kind in ('NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION'))
    )`);
    for (const column of ['sort_name', 'founded_on', 'members']) {
      this.addSql(`create index on party_organisation (${column}, id)`);
      this.addSql(`create index on party_organisation (owner, ${column}, id)`);
    }

    this.addSql(`create table party_organisation_host (
      party_organisation_id text collate "C" not null references party_organisation (id) on delete cascade,
      organisation_id text collate "C" not null,
      position integer not null,
      -- Whether both have one owner, which begins their ids.
      own boolean not null generated always as (
        split_part(party_organisation_id, '-', 1) = split_part(organisation_id, '-', 1)) stored,
      primary key (party_organisation_id, position),
      unique (organisation_id, party_organisation_id)
    )`);
    this.addSql('create index on party_organisation_host (organisation_id) where own');
  }

  override down(): void {
    for (const table of [
      'party_organisation_host',
      'party_organisation',
      'organisation',
      'member_unit',
      'jurisdiction',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}

export const createLedgers = { name: 'organisations-0001-ledgers', class: CreateLedgers };
