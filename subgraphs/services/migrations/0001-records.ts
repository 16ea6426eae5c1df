import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/**
 * Every ordering has an index (column, id), and one led by the owner for deployments that own several jurisdictions;
 * every edge has one led by the column that it is looked up by. References have no foreign keys: the other side lies in
 * another subgraph.
 */
class CreateRecords extends Migration {
  override up(): void {
    this.addSql(`create table public_service (${ownedColumns},
      kind text collate "C" not null check (kind in ('LEGAL_QUESTION', 'LEGAL_SERVICE', 'POLICY_DELIVERY',
        'SERVICE_DELIVERY', 'WARMTH', 'PUBLIC_ACTIVITY', 'VILLAGE_REVITALISATION')),
      title text collate "C" not null,
      sort_title text collate "C" not null,
      provided_on date not null,
      period_text text collate "C",
      count integer not null default 1 check (count >= 1),
      persons integer check (persons >= 0),
      beneficiary text collate "C",
      action_line text collate "C" check (action_line in ('PARTY_BUILDING', 'POLICY_BENEFIT', 'WARM_SERVICE', 'PIONEER')),
      organisation_id text collate "C",
      party_organisation_id text collate "C",
      unit_id text collate "C",
      pairing_id text collate "C",
      check (owner = split_part(id, '-', 1))
    )`);
    this.order('public_service', ['provided_on', 'sort_title', 'count']);
    this.lookUp('public_service', 'provided_on', [
      'organisation_id',
      'party_organisation_id',
      'unit_id',
      'pairing_id',
    ]);

    this.addSql(`create table appeal (${ownedColumns},
      title text collate "C" not null,
      sort_title text collate "C" not null,
      body text collate "C",
      organisation_id text collate "C" not null,
      unit_id text collate "C",
      pairing_id text collate "C",
      tier text collate "C" not null check (tier in ('T1', 'T2', 'T3')),
      state text collate "C" not null check (state in ('RAISED', 'ACCEPTED', 'COORDINATING', 'ESCALATED',
        'RESOLVED', 'CONFIRMED', 'CLOSED', 'REOPENED')),
      raised_at timestamptz not null,
      resolved_at timestamptz,
      check (owner = split_part(id, '-', 1)),
      check (owner = split_part(organisation_id, '-', 1)),
      check (resolved_at >= raised_at)
    )`);
    this.order('appeal', ['raised_at', 'sort_title']);
    this.lookUp('appeal', 'raised_at', ['organisation_id', 'unit_id', 'pairing_id']);
  }

  override down(): void {
    for (const table of ['appeal', 'public_service']) this.addSql(`drop table ${table}`);
  }

  private order(table: string, columns: string[]): void {
    for (const column of columns) {
      this.addSql(`create index on ${table} (${column}, id)`);
      this.addSql(`create index on ${table} (owner, ${column}, id)`);
    }
    this.addSql(`create index on ${table} (owner, id)`);
  }

  private lookUp(table: string, sort: string, columns: string[]): void {
    for (const column of columns) {
      this.addSql(`create index on ${table} (${column}, ${sort}, id) where ${column} is not null`);
    }
  }
}

export const createRecords = { name: 'services-0001-records', class: CreateRecords };
