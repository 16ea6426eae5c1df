import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/** Reports, their history, and what was locked: rows of `locked_report` are made and read, never changed. */
class CreateReports extends Migration {
  override up(): void {
    this.addSql(`create table report (${ownedColumns},
      kind text collate "C" not null check (kind in ('PAIRING', 'UNIT', 'JURISDICTION')),
      year integer not null,
      title text collate "C" not null,
      sort_title text collate "C" not null,
      name text collate "C" not null,
      period_from date not null,
      period_to date not null,
      state text collate "C" not null check (state in ('DRAFT', 'SUBMITTED', 'ASSESSED', 'WITHDRAWN')),
      pairing_id text collate "C",
      unit_id text collate "C",
      activity_id text collate "C",
      remarks text collate "C",
      submitted_at timestamptz,
      hash text collate "C",
      grade text collate "C" check (grade in ('GOOD', 'FAIRLY_GOOD', 'AVERAGE', 'POOR')),
      assessment text collate "C",
      assessed_at timestamptz,
      check (owner = split_part(id, '-', 1)),
      check (period_to >= period_from),
      check ((kind = 'PAIRING') = (pairing_id is not null)),
      check (kind <> 'UNIT' or unit_id is not null),
      check ((state in ('SUBMITTED', 'ASSESSED')) = (hash is not null)),
      check ((state = 'ASSESSED') = (grade is not null))
    )`);
    // Of two drafts at once one is refused.
    this.addSql(`create unique index report_subject on report
      (owner, year, kind, coalesce(pairing_id, unit_id, owner)) where state <> 'WITHDRAWN'`);
    for (const column of ['year', 'sort_title']) {
      this.addSql(`create index on report (${column}, id)`);
      this.addSql(`create index on report (owner, ${column}, id)`);
    }
    this.addSql('create index on report (owner, id)');
    this.addSql('create unique index on report (activity_id) where activity_id is not null');
    for (const column of ['pairing_id', 'unit_id']) {
      this.addSql(`create index on report (${column}, year, id) where ${column} is not null`);
    }
    for (const statement of historyOf('report')) this.addSql(statement);
    this.addSql(`create table locked_report (
      report_id text collate "C" primary key references report (id),
      data text collate "C" not null
    )`);
    this.addSql(`create function keep_locked() returns trigger language plpgsql as $body$ begin
      raise exception 'A locked report is never changed: %', old.report_id;
    end $body$`);
    this.addSql(`create trigger keep_locked before update or delete on locked_report
      for each row execute function keep_locked()`);
  }

  override down(): void {
    this.addSql('drop table locked_report');
    this.addSql('drop function keep_locked');
    for (const statement of withoutHistory('report')) this.addSql(statement);
    this.addSql('drop table report');
  }
}

export const createReports = { name: 'pairings-0009-reports', class: CreateReports };
