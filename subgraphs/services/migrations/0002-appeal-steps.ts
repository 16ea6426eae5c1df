import { appendOnly } from '@jiedui/kit/append-only';
import { Migration } from '@mikro-orm/migrations';

/**
 * What an appeal went through, who has a part in it, and its clock: deadlines are stored at each step, so that a filter or an
 * order compares days. 9999-12-31 stands for none. The deadlines of appeals that are there already are reckoned at the next
 * start, as those are that were provisional.
 */
class KeepAppealSteps extends Migration {
  override up(): void {
    this.addSql('alter table appeal drop constraint appeal_state_check');
    this.addSql(`alter table appeal add constraint appeal_state_check check (state in ('RAISED', 'ACCEPTED',
      'COORDINATING', 'ESCALATED', 'ASSIGNED', 'RESOLVED', 'CONFIRMED', 'DISSATISFIED', 'CLOSED', 'REOPENED', 'WITHDRAWN',
      'REFUSED'))`);
    this.addSql(`alter table appeal
      add contact_phone text collate "C",
      add outcome text collate "C",
      add satisfied boolean,
      add steps integer not null default 0 check (steps >= 0),
      add late_steps integer not null default 0 check (late_steps >= 0),
      add resolution_days integer check (resolution_days >= 0),
      add clock_started_on date,
      add clock_days integer check (clock_days >= 1),
      add clock_pauses text[] not null default '{}',
      add paused_on date,
      add due_on date not null default '9999-12-31',
      add due_soon_on date not null default '9999-12-31',
      add escalates_on date not null default '9999-12-31',
      add due_provisional boolean not null default false`);
    this.addSql(`update appeal set clock_started_on = (coalesce(resolved_at, raised_at) at time zone 'Asia/Shanghai')::date,
        clock_days = case state when 'RAISED' then 2 when 'ACCEPTED' then 5 when 'COORDINATING' then 15 when 'ESCALATED' then 5
          when 'RESOLVED' then 5 when 'CONFIRMED' then 3 else case tier when 'T1' then 5 when 'T2' then 10 else 15 end end,
        due_provisional = true
      where state <> 'CLOSED'`);
    for (const columns of ['due_on', 'owner, due_on']) this.addSql(`create index on appeal (${columns}, id)`);
    this.addSql(`create index on appeal (escalates_on, id) where escalates_on < '9999-12-31'`);
    this.addSql('create index on appeal (id) where due_provisional');
    this.addSql(`create index on appeal (owner, due_on, id) where tier = 'T3' or state = 'ESCALATED'`);

    this.addSql(`create table appeal_step (
      appeal_id text collate "C" not null,
      position integer not null check (position >= 1),
      step text collate "C" not null,
      from_state text collate "C",
      to_state text collate "C" not null,
      tier text collate "C" not null,
      taken_at timestamptz not null,
      taken_as text collate "C" not null,
      taken_by text collate "C",
      unit_id text collate "C",
      reason text collate "C",
      late boolean not null default false,
      primary key (appeal_id, position)
    )`);
    for (const statement of appendOnly('appeal_step')) this.addSql(statement);

    this.addSql(`create table appeal_part (
      appeal_id text collate "C" not null,
      position integer not null check (position >= 1),
      unit_id text collate "C" not null,
      task text collate "C" not null,
      assigned_at timestamptz not null,
      assigned_as text collate "C" not null,
      clock_started_on date not null,
      clock_days integer not null check (clock_days >= 1),
      due_on date not null default '9999-12-31',
      due_soon_on date not null default '9999-12-31',
      due_provisional boolean not null default false,
      answered_at timestamptz,
      answer text collate "C",
      released_at timestamptz,
      primary key (appeal_id, position),
      check ((answered_at is null) = (answer is null)),
      check (answered_at is null or released_at is null)
    )`);
    // A department has one part at a time; another after it has answered.
    this.addSql(`create unique index appeal_part_open on appeal_part (appeal_id, unit_id)
      where answered_at is null and released_at is null`);
    this.addSql('create index on appeal_part (unit_id, appeal_id) where released_at is null');
    this.addSql('create index on appeal_part (appeal_id) where due_provisional');
  }

  override down(): void {
    for (const table of ['appeal_part', 'appeal_step']) this.addSql(`drop table ${table}`);
    this.addSql('alter table appeal drop constraint appeal_state_check');
    this.addSql(`alter table appeal drop contact_phone, drop outcome, drop satisfied, drop steps, drop late_steps,
      drop resolution_days, drop clock_started_on, drop clock_days, drop clock_pauses, drop paused_on, drop due_on,
      drop due_soon_on, drop escalates_on, drop due_provisional,
      add constraint appeal_state_check check (state in ('RAISED', 'ACCEPTED', 'COORDINATING', 'ESCALATED', 'RESOLVED',
        'CONFIRMED', 'CLOSED', 'REOPENED'))`);
  }
}

export const keepAppealSteps = { name: 'services-0002-appeal-steps', class: KeepAppealSteps };
