import { Migration } from '@mikro-orm/migrations';

/**
 * Appeals of whichever owner that are, or were, solved problems of pairings here. A table of its own: an activity is public,
 * and so is its history; that an appeal stands behind it is not. `said_at`: of the last event that was taken.
 */
class CarryAppeals extends Migration {
  override up(): void {
    this.addSql(`create table carried_appeal (
      appeal_id text collate "C" primary key,
      pairing_id text collate "C" not null,
      activity_id text collate "C" unique,
      said_at timestamptz not null
    )`);
    this.addSql('create index on carried_appeal (pairing_id)');
  }

  override down(): void {
    this.addSql('drop table carried_appeal');
  }
}

export const carryAppeals = { name: 'pairings-0010-carried-appeals', class: CarryAppeals };
