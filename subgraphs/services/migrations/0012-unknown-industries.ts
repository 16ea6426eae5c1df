import { Migration } from '@mikro-orm/migrations';

/** Organisations of appeals of which the graph tells no industry: how often it was asked, and when it is asked again. */
class KeepUnknownIndustries extends Migration {
  override up(): void {
    this.addSql(`create table unknown_industry (
      organisation_id text collate "C" primary key,
      times integer not null check (times >= 1),
      again_on date not null
    )`);
  }

  override down(): void {
    this.addSql('drop table unknown_industry');
  }
}

export const keepUnknownIndustries = {
  name: 'services-0012-unknown-industries',
  class: KeepUnknownIndustries,
};
