import { Migration } from '@mikro-orm/migrations';

/** What an officer decides about an event that its consumer does not take: who, why, and whether it is let go. */
class DecideDeliveries extends Migration {
  override up(): void {
    this.addSql(`alter table delivery
      add skipped_at timestamptz,
      add decided_by text collate "C",
      add decision_reason text collate "C",
      add check (delivered_at is null or skipped_at is null)`);
    this.addSql('drop index delivery_pending');
    this.addSql(`create index delivery_pending on delivery (consumer, subject, seq)
      where delivered_at is null and skipped_at is null`);
  }

  override down(): void {
    this.addSql('drop index delivery_pending');
    this.addSql('alter table delivery drop skipped_at, drop decided_by, drop decision_reason');
    this.addSql(
      'create index delivery_pending on delivery (consumer, subject, seq) where delivered_at is null',
    );
  }
}

export const deliveryDecisionMigration = { name: 'kit-0003-delivery-decisions', class: DecideDeliveries };
