import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { Migration } from '@mikro-orm/migrations';

/** The ledgers keep their past; organisations have the dates of their states and may be merged. */
class KeepHistory extends Migration {
  override up(): void {
    this.addSql(`alter table organisation
      add credit_code_attested boolean not null default false,
      add suspended_on date,
      add resumed_on date,
      add deregistered_on date,
      add merged_into text collate "C"`);
    this.addSql('alter table member_unit add contact_phone text collate "C"');

    // Who was struck off keeps its code; of those that operate, one in a jurisdiction has it.
    this.addSql('drop index organisation_owner_credit_code_idx');
    this.addSql(
      `create unique index organisation_operating_credit_code on organisation (owner, credit_code)
        where credit_code is not null and status = 'OPERATING'`,
    );
    this.addSql('create index on organisation (owner, credit_code) where credit_code is not null');
    this.addSql('create index on organisation (merged_into) where merged_into is not null');

    for (const table of ['organisation', 'party_organisation', 'member_unit']) {
      for (const statement of historyOf(table)) this.addSql(statement);
      this.addSql(`create index on ${table}_history (sort_name, id)`);
      this.addSql(`create index on ${table}_history (owner, sort_name, id)`);
    }
    // Its first hosts are a party organisation's from its first day on.
    const born = `coalesce($1, (select p.created_at from party_organisation p where p.id = n.party_organisation_id))`;
    const key = ['party_organisation_id', 'position'];
    for (const statement of historyOf('party_organisation_host', { key, born })) this.addSql(statement);
    this.addSql('create index on party_organisation_host_history (organisation_id)');
  }

  override down(): void {
    for (const table of ['party_organisation_host', 'member_unit', 'party_organisation', 'organisation']) {
      for (const statement of withoutHistory(table)) this.addSql(statement);
    }
    this.addSql('drop function keep_history');
    this.addSql('drop index organisation_operating_credit_code');
    this.addSql('create unique index on organisation (owner, credit_code) where credit_code is not null');
    this.addSql('alter table member_unit drop contact_phone');
    this.addSql(`alter table organisation drop credit_code_attested, drop suspended_on, drop resumed_on,
      drop deregistered_on, drop merged_into`);
  }
}

export const keepHistory = { name: 'organisations-0002-history', class: KeepHistory };
