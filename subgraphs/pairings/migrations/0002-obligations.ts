import { Migration } from '@mikro-orm/migrations';

const before = `'CONTACT', 'RESEARCH_VISIT', 'TRAINING', 'JOINT_ORGANISATION_LIFE', 'LESSON_OBSERVATION', 'POLICY_LECTURE',
  'READING_SESSION', 'BOOK_DONATION', 'MONTHLY_MEETING', 'INSTRUCTOR_VISIT', 'SOLVED_PROBLEM', 'MODEL_WORKER_LECTURE',
  'WAGE_NEGOTIATION', 'OTHER'`;

/** The two of the five ones that no kind of activity stood for, and the index by which activities are counted for them. */
class CountForObligations extends Migration {
  override up(): void {
    this.allow(`${before}, 'LEDGER_COMPILED', 'YEAR_END_REPORT'`);
    this.addSql(
      'create index activity_counted on activity (owner, pairing_id, kind, held_on) where pairing_id is not null',
    );
  }

  override down(): void {
    this.addSql('drop index activity_counted');
    this.addSql(`update activity set kind = 'OTHER' where kind in ('LEDGER_COMPILED', 'YEAR_END_REPORT')`);
    this.allow(before);
  }

  private allow(kinds: string): void {
    this.addSql('alter table activity drop constraint activity_kind_check');
    this.addSql(`alter table activity add constraint activity_kind_check check (kind in (${kinds}))`);
  }
}

export const countForObligations = { name: 'pairings-0002-obligations', class: CountForObligations };
