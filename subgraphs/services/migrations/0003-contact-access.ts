import { appendOnly } from '@jiedui/kit/append-only';
import { Migration } from '@mikro-orm/migrations';

/** The log of who was shown unmasked telephone numbers: one chain per database, in which no entry can follow another twice. */
class LogContactAccess extends Migration {
  override up(): void {
    this.addSql(`create table contact_access (
      position integer primary key check (position >= 1),
      id text collate "C" not null unique,
      owner text collate "C" not null check (owner = split_part(id, '-', 1)),
      read_at timestamptz not null,
      subject text collate "C" not null,
      roles text[] not null,
      unit text collate "C",
      organisation text collate "C",
      records text[] not null check (cardinality(records) >= 1),
      previous text collate "C" not null unique,
      hash text collate "C" not null unique
    )`);
    for (const columns of ['read_at', 'owner, read_at', 'owner', 'subject, read_at']) {
      this.addSql(`create index on contact_access (${columns}, id)`);
    }
    this.addSql('create index on contact_access using gin (records)');
    for (const statement of appendOnly('contact_access')) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table contact_access');
  }
}

export const logContactAccess = { name: 'services-0003-contact-access', class: LogContactAccess };
