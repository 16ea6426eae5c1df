import { Migration } from '@mikro-orm/migrations';

/** An appeal says of which industry the organisation was, by itself or, a day later, from the graph. */
class TellAppealIndustry extends Migration {
  override up(): void {
    this.addSql(`alter table appeal add industry text collate "C" check (industry ~ '^[A-T]$')`);
    // What the schedule still has to ask for.
    this.addSql('create index on appeal (organisation_id, id) where industry is null');
  }

  override down(): void {
    this.addSql('alter table appeal drop industry');
  }
}

export const tellAppealIndustry = { name: 'services-0008-appeal-industry', class: TellAppealIndustry };
