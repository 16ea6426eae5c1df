import { Migration } from '@mikro-orm/migrations';

/**
 * What figures of a past day and of a period are taken from: when an appeal was closed and last called back; since when a clock
 * that a step has ended was overdue, and how long a resolution took; by when each part was to be answered, also once it is. Of
 * late steps from before, only their own day is known; deadlines of parts that are ended are reckoned by the next run of the
 * schedule. The indexes hold what is counted, so that counting reads no appeal.
 */
class TellAppealPast extends Migration {
  override up(): void {
    this.addSql('alter table appeal add closed_at timestamptz, add called_back_at timestamptz');
    this.addSql(`update appeal a set
        closed_at = case when a.state = 'CLOSED' then
          coalesce((select max(taken_at) from appeal_step where appeal_id = a.id and step = 'CLOSE'), a.updated_at) end,
        called_back_at = case when a.satisfied is not null then
          coalesce((select max(taken_at) from appeal_step where appeal_id = a.id and step in ('CONFIRM', 'DISPUTE')),
            a.updated_at) end
      where a.state = 'CLOSED' or a.satisfied is not null`);
    this.addSql(`create index on appeal (owner, state) include (id, tier, raised_at, late_steps, satisfied, due_on, closed_at,
      called_back_at)`);
    this.addSql(
      `create index on appeal (owner, resolved_at) include (resolution_days) where resolved_at is not null`,
    );

    this.addSql(
      'alter table appeal_step add overdue_since date, add resolution_days integer check (resolution_days >= 0)',
    );
    this.addSql('alter table appeal_step disable trigger keep_rows');
    this.addSql(
      `update appeal_step set overdue_since = (taken_at at time zone 'Asia/Shanghai')::date where late`,
    );
    this.addSql(`update appeal_step s set resolution_days = a.resolution_days from appeal a
      where a.id = s.appeal_id and s.step = 'RESOLVE' and s.position = (select max(t.position) from appeal_step t
        where t.appeal_id = s.appeal_id and t.step = 'RESOLVE')`);
    this.addSql('alter table appeal_step enable trigger keep_rows');

    this.addSql(`alter table appeal_part add deadline_on date not null default '9999-12-31',
      add owner text collate "C" generated always as (split_part(appeal_id, '-', 1)) stored`);
    this.addSql(
      `update appeal_part set deadline_on = due_on where answered_at is null and released_at is null`,
    );
    this.addSql(
      `update appeal_part set due_provisional = true where answered_at is not null or released_at is not null`,
    );
    this.addSql(`create index on appeal_part (owner, unit_id) include (appeal_id, position, assigned_at, answered_at, released_at,
      deadline_on)`);
  }

  override down(): void {
    this.addSql('alter table appeal_part drop owner, drop deadline_on');
    this.addSql('alter table appeal_step drop overdue_since, drop resolution_days');
    this.addSql('alter table appeal drop closed_at, drop called_back_at');
  }
}

export const tellAppealPast = { name: 'services-0010-appeal-past', class: TellAppealPast };
