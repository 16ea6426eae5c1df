import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/** Digests of what units owe. Their keys are what keeps anybody from being reminded twice a day. */
class CreateReminders extends Migration {
  override up(): void {
    this.addSql(`create table reminder (${ownedColumns},
      unit_id text collate "C",
      reminded_on date not null,
      due integer not null check (due >= 0),
      overdue integer not null check (overdue >= 0),
      read_at timestamptz,
      attempts integer not null default 0,
      next_try_at timestamptz,
      delivered_at timestamptz,
      last_failure text collate "C",
      unique nulls not distinct (owner, unit_id, reminded_on),
      check (owner = split_part(id, '-', 1)),
      check (delivered_at is null or next_try_at is null)
    )`);
    this.addSql('create index on reminder (reminded_on, id)');
    this.addSql('create index on reminder (owner, reminded_on, id)');
    this.addSql('create index on reminder (owner, id)');
    this.addSql('create index on reminder (unit_id, reminded_on, id)');
    this.addSql('create index on reminder (next_try_at, id) where next_try_at is not null');
    this.addSql(`create table reminder_item (
      obligation_id text collate "C" not null,
      reminded_on date not null,
      reminder_id text collate "C" not null references reminder (id) on delete cascade,
      position integer not null check (position >= 1),
      pairing_id text collate "C",
      instructor_id text collate "C",
      title text collate "C" not null,
      rule text collate "C" not null,
      period_start date not null,
      period_end date not null,
      due_on date not null,
      required integer not null,
      done integer not null,
      status text collate "C" not null check (status in ('DUE', 'OVERDUE')),
      days_left integer not null,
      primary key (obligation_id, reminded_on),
      unique (reminder_id, position)
    )`);
  }

  override down(): void {
    this.addSql('drop table reminder_item');
    this.addSql('drop table reminder');
  }
}

export const createReminders = { name: 'pairings-0006-reminders', class: CreateReminders };
