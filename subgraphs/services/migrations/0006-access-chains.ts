import { Migration } from '@mikro-orm/migrations';

/** A chain per owner: how jurisdictions are spread over databases does not show in it. */
class ChainAccessByOwner extends Migration {
  override up(): void {
    this.addSql(`alter table contact_access drop constraint contact_access_pkey,
      drop constraint contact_access_previous_key, add primary key (owner, position), add unique (owner, previous)`);
  }

  override down(): void {
    this.addSql(`alter table contact_access drop constraint contact_access_pkey,
      drop constraint contact_access_owner_previous_key, add primary key (position), add unique (previous)`);
  }
}

export const chainAccessByOwner = { name: 'services-0006-access-chains', class: ChainAccessByOwner };
