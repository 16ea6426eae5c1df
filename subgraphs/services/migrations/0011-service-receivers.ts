import { settings } from '@jiedui/kit/history';
import { Migration } from '@mikro-orm/migrations';

const reason =
  '旧记录以 organisation 记接受服务的组织，改记为服务对象。It named the organisation that received it, which is its beneficiary.';

/**
 * What a unit brought to an organisation is the unit's, and the organisation is whom it was for: organisation, party organisation and
 * unit say who gave a service and nothing else. Services are found by whom they were for.
 */
class TellServiceReceivers extends Migration {
  override up(): void {
    this.addSql(
      `select set_config('${settings.reason}', '${reason}', true), set_config('${settings.change}', 'CORRECTED', true)`,
    );
    this.addSql(`update public_service set updated_at = now(), beneficiary_kind = 'ORGANISATION',
        beneficiary_organisation_id = coalesce(beneficiary_organisation_id, organisation_id),
        beneficiary = case when beneficiary_kind = 'ORGANISATION' then null else beneficiary end,
        organisation_id = null, party_organisation_id = null
      where kind in ('POLICY_DELIVERY', 'SERVICE_DELIVERY', 'WARMTH') and unit_id is not null and organisation_id is not null
        and (beneficiary_kind is null or beneficiary_kind = 'ORGANISATION')`);
    this.addSql(
      `select set_config('${settings.reason}', '', true), set_config('${settings.change}', '', true)`,
    );
    this.addSql(`create index on public_service (beneficiary_organisation_id, provided_on, id)
      where beneficiary_organisation_id is not null`);
  }

  override down(): void {
    this.addSql('drop index public_service_beneficiary_organisation_id_provided_on_id_idx');
  }
}

export const tellServiceReceivers = { name: 'services-0011-service-receivers', class: TellServiceReceivers };
