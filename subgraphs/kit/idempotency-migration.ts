import { Migration } from '@mikro-orm/migrations';

class CreateIdempotency extends Migration {
  override up(): void {
    this.addSql(`create table idempotency (
      key text collate "C" not null,
      viewer_subject text collate "C" not null,
      mutation text collate "C" not null,
      request_hash text collate "C" not null,
      response jsonb not null,
      created_at timestamptz not null default now(),
      primary key (viewer_subject, mutation, key)
    )`);
  }

  override down(): void {
    this.addSql('drop table idempotency');
  }
}

/** The kit's own table: one per database, whatever subgraphs it serves. */
export const idempotencyMigration = { name: 'kit-0001-idempotency', class: CreateIdempotency };
