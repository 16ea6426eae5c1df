import { Migration } from '@mikro-orm/migrations';

/**
 * Party organisations are found by a piece of their name as organisations are, by the terms of 0005-search; and lists as of
 * a day are read in the order of names.
 */
class IndexNames extends Migration {
  override up(): void {
    this.addSql(
      'create index party_organisation_search on party_organisation using gin (organisation_terms(name, sort_name))',
    );
    this.addSql('alter index party_organisation_search alter column 1 set statistics 200');
    for (const table of ['member_unit', 'organisation', 'party_organisation']) {
      this.addSql(
        `create index ${table}_history_by_name on ${table}_history (owner, sort_name, id) include (valid_from, valid_to)`,
      );
    }
  }

  override down(): void {
    for (const table of ['member_unit', 'organisation', 'party_organisation']) {
      this.addSql(`drop index ${table}_history_by_name`);
    }
    this.addSql('drop index party_organisation_search');
  }
}

export const indexNames = {
  name: 'organisations-0007-names',
  class: IndexNames,
};
