import { Migration } from '@mikro-orm/migrations';

/** The federation file says which jurisdictions there are, and every process holds it: a copy of it in a table only cost. */
class DropJurisdictions extends Migration {
  override up(): void {
    this.addSql('drop table jurisdiction');
  }

  override down(): void {
    this.addSql(`create table jurisdiction (
      code text collate "C" primary key,
      name text collate "C" not null,
      english_name text collate "C" not null,
      sort_name text collate "C" not null,
      level text collate "C" not null check (level in ('CITY', 'COUNTY')),
      parent text collate "C"
    )`);
    this.addSql('create index on jurisdiction (parent)');
  }
}

export const dropJurisdictions = { name: 'organisations-0006-jurisdictions', class: DropJurisdictions };
