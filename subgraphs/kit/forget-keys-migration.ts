import { Migration } from '@mikro-orm/migrations';

/** What is forgotten one day, by its age; the notes of events (kit/outbox.ts) never are. */
class IndexAgeOfKeys extends Migration {
  override up(): void {
    this.addSql(
      `create index idempotency_age on idempotency (created_at) where viewer_subject not like 'jurisdiction %'`,
    );
  }

  override down(): void {
    this.addSql('drop index idempotency_age');
  }
}

export const forgetKeysMigration = { name: 'kit-0004-forget-keys', class: IndexAgeOfKeys };
