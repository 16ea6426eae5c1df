import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { Migration } from '@mikro-orm/migrations';

/**
 * Pairings, activities and projects keep their past. A proposal may be refused, an activity names an instructor and items of
 * building together, a project remembers the due date that it began with.
 */
class KeepHistory extends Migration {
  override up(): void {
    this.addSql(`alter table pairing
      add refused_on date,
      add renewed_on date,
      add constraint pairing_refused check (refused_on is null or state = 'ENDED')`);
    // Of two officers who confirm at once, one is refused. Not a proposal: several may be weighed against each other.
    this.addSql(`create unique index pairing_active on pairing (owner, coalesce(party_organisation_id, organisation_id))
      where kind = 'UNIT_ORGANISATION' and state in ('CONFIRMED', 'REPORTED', 'ASSESSED', 'RENEWED')`);

    this.addSql(`alter table activity
      add instructor_id text collate "C",
      add items text[] not null default '{}'`);
    this.addSql('create index on activity (instructor_id, held_on, id) where instructor_id is not null');

    this.addSql('alter table project add planned_due_on date');
    this.addSql('update project set planned_due_on = due_on');

    for (const [table, sort, edges] of [
      ['pairing', 'started_on', ['unit_id', 'organisation_id', 'party_organisation_id', 'promoted_by_id']],
      ['activity', 'held_on', ['pairing_id', 'unit_id', 'instructor_id']],
      ['project', 'started_on', ['pairing_id']],
    ] as const) {
      for (const statement of historyOf(table)) this.addSql(statement);
      this.addSql(`create index on ${table}_history (owner, ${sort}, id)`);
      for (const edge of edges) {
        this.addSql(`create index on ${table}_history (${edge}, ${sort}, id) where ${edge} is not null`);
      }
    }
  }

  override down(): void {
    for (const table of ['project', 'activity', 'pairing']) {
      for (const statement of withoutHistory(table)) this.addSql(statement);
    }
    this.addSql('alter table project drop planned_due_on');
    this.addSql('alter table activity drop instructor_id, drop items');
    this.addSql('drop index pairing_active');
    this.addSql('alter table pairing drop refused_on, drop renewed_on');
  }
}

export const keepHistory = { name: 'pairings-0003-history', class: KeepHistory };
