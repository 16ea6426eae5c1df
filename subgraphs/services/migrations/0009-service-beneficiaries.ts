import { Migration } from '@mikro-orm/migrations';

/** Whom a public service was for: an organisation, a village or the public. Records from before need not say. */
class TellServiceBeneficiaries extends Migration {
  override up(): void {
    const columns = 'add beneficiary_kind text collate "C", add beneficiary_organisation_id text collate "C"';
    for (const table of ['public_service', 'public_service_history']) {
      this.addSql(`alter table ${table} ${columns}`);
    }
    this.addSql(`alter table public_service
      add check (beneficiary_kind in ('ORGANISATION', 'VILLAGE', 'PUBLIC')),
      add check (beneficiary_organisation_id is null or beneficiary_kind is not distinct from 'ORGANISATION')`);
  }

  override down(): void {
    for (const table of ['public_service', 'public_service_history']) {
      this.addSql(`alter table ${table} drop beneficiary_kind, drop beneficiary_organisation_id`);
    }
  }
}

export const tellServiceBeneficiaries = {
  name: 'services-0009-service-beneficiaries',
  class: TellServiceBeneficiaries,
};
