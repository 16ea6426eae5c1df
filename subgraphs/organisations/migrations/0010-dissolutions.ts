import { Migration } from '@mikro-orm/migrations';

/** A party organisation may be dissolved, also as a duplicate of another; a member unit may leave the committee. */
class KeepDissolutions extends Migration {
  override up(): void {
    for (const table of ['party_organisation', 'party_organisation_history']) {
      this.addSql(`alter table ${table} add dissolved_on date, add merged_into text collate "C"`);
    }
    this.addSql('create index on party_organisation (merged_into) where merged_into is not null');
    for (const table of ['member_unit', 'member_unit_history']) {
      this.addSql(`alter table ${table} add withdrawn_on date`);
    }
  }

  override down(): void {
    for (const table of ['member_unit_history', 'member_unit']) {
      this.addSql(`alter table ${table} drop withdrawn_on`);
    }
    for (const table of ['party_organisation_history', 'party_organisation']) {
      this.addSql(`alter table ${table} drop dissolved_on, drop merged_into`);
    }
  }
}

export const keepDissolutions = { name: 'organisations-0010-dissolutions', class: KeepDissolutions };
