import { Migration } from '@mikro-orm/migrations';

/** Where organisations and units are, as far as anybody knows; a unit's town too. */
class KeepPlaces extends Migration {
  override up(): void {
    for (const table of ['organisation', 'member_unit']) {
      this.addSql(`alter table ${table} add latitude float8 check (latitude between -90 and 90),
        add longitude float8 check (longitude between -180 and 180),
        add constraint ${table}_whole_place check ((latitude is null) = (longitude is null))`);
      this.addSql(`alter table ${table}_history add latitude float8, add longitude float8`);
    }
    this.addSql('alter table member_unit add town text collate "C"');
    this.addSql('alter table member_unit_history add town text collate "C"');
  }

  override down(): void {
    for (const table of ['member_unit', 'member_unit_history']) this.addSql(`alter table ${table} drop town`);
    for (const table of ['organisation', 'member_unit']) {
      this.addSql(`alter table ${table} drop constraint ${table}_whole_place, drop latitude, drop longitude`);
      this.addSql(`alter table ${table}_history drop latitude, drop longitude`);
    }
  }
}

export const keepPlaces = { name: 'organisations-0013-places', class: KeepPlaces };
