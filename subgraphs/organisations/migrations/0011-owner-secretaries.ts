import { Migration } from '@mikro-orm/migrations';

/** 一人兼 applies where an investor or head is a party member: in all, until somebody says otherwise. */
class TellOwnerSecretaries extends Migration {
  override up(): void {
    for (const table of ['party_organisation', 'party_organisation_history']) {
      this.addSql(`alter table ${table} add owner_secretary_applies boolean not null default true`);
    }
    this.addSql(`alter table party_organisation
      add constraint party_organisation_owner_secretary check (owner_secretary_applies or not secretary_is_owner)`);
  }

  override down(): void {
    for (const table of ['party_organisation_history', 'party_organisation']) {
      this.addSql(`alter table ${table} drop owner_secretary_applies`);
    }
  }
}

export const tellOwnerSecretaries = {
  name: 'organisations-0011-owner-secretaries',
  class: TellOwnerSecretaries,
};
