import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/**
 * Every ordering has an index (column, id), and one led by the owner for deployments that own several jurisdictions;
 * every edge has one led by the column that it is looked up by. References have no foreign keys: the other side may lie
 * in another subgraph or with another owner.
 */
class CreateRecords extends Migration {
  override up(): void {
    this.addSql(`create table pairing (${ownedColumns},
      kind text collate "C" not null check (kind in ('UNIT_ORGANISATION', 'ENTERPRISE_VILLAGE', 'SCHOOL_SCHOOL')),
      title text collate "C" not null,
      sort_title text collate "C" not null,
      state text collate "C" not null
        check (state in ('PROPOSED', 'CONFIRMED', 'REPORTED', 'ASSESSED', 'RENEWED', 'ENDED')),
      unit_id text collate "C",
      organisation_id text collate "C",
      party_organisation_id text collate "C",
      counterpart text collate "C",
      promoted_by_id text collate "C",
      principles text[] not null default '{}'
        check (principles <@ '{FUNCTION,LAYER,CONVENIENCE}'::text[]),
      mechanisms text[] not null default '{}'
        check (mechanisms <@ '{PRECISE_MATCHING,MONTHLY_MEETING,JOINT_ACTIVITIES,LEADER_GUIDANCE,OFFICE_BRANCH_LIAISON}'::text[]),
      started_on date not null,
      ended_on date,
      period_text text collate "C",
      check (owner = split_part(id, '-', 1)),
      check (ended_on >= started_on)
    )`);
    this.order('pairing', ['started_on', 'sort_title']);
    this.lookUp('pairing', 'started_on', [
      'unit_id',
      'organisation_id',
      'party_organisation_id',
      'promoted_by_id',
    ]);

    this.addSql(`create table activity (${ownedColumns},
      kind text collate "C" not null check (kind in ('CONTACT', 'RESEARCH_VISIT', 'TRAINING',
        'JOINT_ORGANISATION_LIFE', 'LESSON_OBSERVATION', 'POLICY_LECTURE', 'READING_SESSION', 'BOOK_DONATION',
        'MONTHLY_MEETING', 'INSTRUCTOR_VISIT', 'SOLVED_PROBLEM', 'MODEL_WORKER_LECTURE', 'WAGE_NEGOTIATION', 'OTHER')),
      title text collate "C" not null,
      sort_title text collate "C" not null,
      held_on date not null,
      period_text text collate "C",
      place text collate "C",
      participants integer check (participants >= 1),
      outcome text collate "C",
      aspects text[] not null default '{}'
        check (aspects <@ '{POLITICAL,ORGANISATIONAL,EXEMPLARY,SERVICE}'::text[]),
      pairing_id text collate "C",
      unit_id text collate "C",
      check (owner = split_part(id, '-', 1))
    )`);
    this.order('activity', ['held_on', 'sort_title']);
    this.lookUp('activity', 'held_on', ['pairing_id', 'unit_id']);

    this.addSql(`create table project (${ownedColumns},
      name text collate "C" not null,
      sort_name text collate "C" not null,
      pairing_id text collate "C" not null,
      started_on date not null,
      due_on date,
      finished_on date,
      in_use_on date,
      period_text text collate "C",
      check (owner = split_part(id, '-', 1)),
      check (due_on >= started_on),
      check (finished_on >= started_on)
    )`);
    this.order('project', ['started_on', 'sort_name']);
    this.lookUp('project', 'started_on', ['pairing_id']);
  }

  override down(): void {
    for (const table of ['project', 'activity', 'pairing']) this.addSql(`drop table ${table}`);
  }

  private order(table: string, columns: string[]): void {
    for (const column of columns) {
      this.addSql(`create index on ${table} (${column}, id)`);
      this.addSql(`create index on ${table} (owner, ${column}, id)`);
    }
    this.addSql(`create index on ${table} (owner, id)`);
  }

  private lookUp(table: string, sort: string, columns: string[]): void {
    for (const column of columns) {
      this.addSql(`create index on ${table} (${column}, ${sort}, id) where ${column} is not null`);
    }
  }
}

export const createRecords = { name: 'pairings-0001-records', class: CreateRecords };
