import { Migration } from '@mikro-orm/migrations';

/** What this subgraph knows of instructors: when they serve, by the events of who keeps them. */
class FollowInstructors extends Migration {
  override up(): void {
    this.addSql(`create table instructor_service (
      id text collate "C" primary key,
      owner text collate "C" not null,
      title text collate "C" not null,
      unit_id text collate "C" not null,
      organisation_ids text[] not null default '{}',
      started_on date not null,
      ended_on date,
      check (owner = split_part(id, '-', 1)),
      check (ended_on >= started_on)
    )`);
    this.addSql('create index on instructor_service (owner, started_on)');
    this.addSql('create index on instructor_service (unit_id)');
    this.addSql(
      'create index activity_counted_of_instructor on activity (owner, instructor_id, kind, held_on) where instructor_id is not null',
    );
  }

  override down(): void {
    this.addSql('drop index activity_counted_of_instructor');
    this.addSql('drop table instructor_service');
  }
}

export const followInstructors = { name: 'pairings-0005-instructor-service', class: FollowInstructors };
