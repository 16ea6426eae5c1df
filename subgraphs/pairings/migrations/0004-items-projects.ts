import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { Migration } from '@mikro-orm/migrations';

/** What a pairing plans to build together in a year; the milestones and inspections of projects. All keep their past. */
class PlanItemsAndProjects extends Migration {
  override up(): void {
    this.addSql(`create table co_building_plan (
      pairing_id text collate "C" not null,
      owner text collate "C" not null,
      year integer not null check (year between 1949 and 2999),
      items text[] not null,
      primary key (pairing_id, year),
      check (owner = split_part(pairing_id, '-', 1))
    )`);
    this.addSql('create index on co_building_plan (owner, year)');
    for (const statement of historyOf('co_building_plan', {
      key: ['pairing_id', 'year'],
      // What was planned without a word of when is there from the pairing's first day on.
      born: `coalesce($1, (select p.created_at from pairing p where p.id = n.pairing_id))`,
    })) {
      this.addSql(statement);
    }
    // What was done of the items is counted by year, over those activities alone that name any.
    this.addSql(`create index activity_items on activity (owner, held_on, pairing_id)
      where pairing_id is not null and items <> '{}'`);

    this.addSql(`create table project_milestone (
      project_id text collate "C" not null references project (id) on delete cascade,
      position integer not null check (position >= 1),
      name text collate "C" not null,
      due_on date not null,
      done_on date,
      primary key (project_id, position)
    )`);
    this.addSql(`create table project_inspection (
      project_id text collate "C" not null references project (id) on delete cascade,
      position integer not null check (position >= 1),
      kind text collate "C" not null check (kind in ('ON_SITE', 'ONLINE')),
      inspected_on date not null,
      finding text collate "C",
      primary key (project_id, position)
    )`);
    // What a project begins with is there from its first day on.
    const born = `coalesce($1, (select p.created_at from project p where p.id = n.project_id))`;
    for (const table of ['project_milestone', 'project_inspection']) {
      for (const statement of historyOf(table, { key: ['project_id', 'position'], born })) {
        this.addSql(statement);
      }
    }
  }

  override down(): void {
    this.addSql('drop index activity_items');
    for (const table of ['project_inspection', 'project_milestone', 'co_building_plan']) {
      for (const statement of withoutHistory(table)) this.addSql(statement);
      this.addSql(`drop table ${table}`);
    }
  }
}

export const planItemsAndProjects = { name: 'pairings-0004-items-projects', class: PlanItemsAndProjects };
