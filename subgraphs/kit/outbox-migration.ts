import { Migration } from '@mikro-orm/migrations';

/**
 * `seq`: the order in which events were announced; of one subject, whose row the announcer holds, also the order in which
 * they happened. `position`: the order in which they became visible, given afterwards by the relay: what commits late gets
 * a late one.
 */
class CreateOutbox extends Migration {
  override up(): void {
    this.addSql(`create table outbox (
      seq bigint generated always as identity primary key,
      id text collate "C" not null unique,
      subgraph text collate "C" not null,
      type text collate "C" not null,
      owner text collate "C" not null,
      subject text collate "C" not null,
      about text collate "C",
      payload jsonb not null,
      occurred_at timestamptz not null,
      position bigint,
      unique (subgraph, position),
      check (owner = split_part(id, '-', 1)),
      check (owner = split_part(subject, '-', 1))
    )`);
    this.addSql('create index outbox_fresh on outbox (subgraph, seq) where position is null');
    this.addSql('create index on outbox (owner, subgraph, position)');
    this.addSql('create index on outbox (subject, occurred_at)');
    this.addSql(`create function tell_of_outbox() returns trigger language plpgsql as $body$
      begin
        perform pg_notify('jiedui_outbox', '');
        return null;
      end $body$`);
    this.addSql(
      'create trigger tell_of_outbox after insert on outbox for each statement execute function tell_of_outbox()',
    );
    this.addSql(`create table delivery (
      event text collate "C" not null references outbox (id),
      consumer text collate "C" not null,
      subject text collate "C" not null,
      seq bigint not null,
      target text collate "C" not null,
      attempts integer not null default 0,
      next_at timestamptz not null default now(),
      last_error text collate "C",
      parked_at timestamptz,
      delivered_at timestamptz,
      primary key (event, consumer)
    )`);
    this.addSql(
      'create index delivery_pending on delivery (consumer, subject, seq) where delivered_at is null',
    );
  }

  override down(): void {
    this.addSql('drop table delivery');
    this.addSql('drop table outbox');
    this.addSql('drop function tell_of_outbox()');
  }
}

/** The kit's own tables: events on their way out, and where each has to go. */
export const outboxMigration = { name: 'kit-0002-outbox', class: CreateOutbox };
