import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/** Runs of matching with everything that decided them, what they proposed, and the pairs that officers excluded. */
class CreateMatching extends Migration {
  override up(): void {
    this.addSql(`create table matching_run (${ownedColumns},
      state text collate "C" not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
      step text collate "C" check (step in ('READING', 'SCORING', 'SOLVING', 'SETTLING', 'WRITING')),
      progress integer not null default 0 check (progress between 0 and 100),
      attempts integer not null default 0,
      as_if_unpaired boolean not null,
      jurisdictions text[] not null,
      unit_ids text[],
      function_weight float8 not null check (function_weight >= 0),
      layer_weight float8 not null check (layer_weight >= 0),
      convenience_weight float8 not null check (convenience_weight >= 0),
      least_score float8 not null check (least_score between 0 and 1),
      most_pairings integer not null check (most_pairings >= 1),
      far_kilometres float8 not null check (far_kilometres > 0),
      unit_count integer,
      candidate_count integer,
      eligible_count integer,
      suggestion_count integer,
      total_score integer,
      rounds integer,
      edges integer,
      coverage jsonb not null default '[]',
      whole boolean,
      fault text collate "C",
      requested_by text collate "C" not null,
      requested_as text collate "C" not null,
      started_at timestamptz,
      finished_at timestamptz,
      check (owner = split_part(id, '-', 1)),
      check (function_weight + layer_weight + convenience_weight > 0)
    )`);
    this.addSql('create index on matching_run (owner, id)');
    this.addSql(`create index on matching_run (id) where state in ('QUEUED', 'RUNNING')`);
    this.addSql(`create index on matching_run (owner, id) where state = 'DONE' and not as_if_unpaired`);

    this.addSql(`create table pairing_suggestion (${ownedColumns},
      run_id text collate "C" not null references matching_run,
      title text collate "C" not null,
      state text collate "C" not null
        check (state in ('SUGGESTED', 'ACCEPTED', 'OVERRIDDEN', 'EXCLUDED', 'REPLACED')),
      unit_id text collate "C" not null,
      organisation_id text collate "C" not null,
      party_organisation_id text collate "C" not null,
      score integer not null check (score between 0 and 10000),
      function_score integer not null check (function_score between 0 and 100),
      layer_score integer not null check (layer_score between 0 and 100),
      convenience_score integer not null check (convenience_score between 0 and 100),
      explanation text collate "C" not null,
      english_explanation text collate "C" not null,
      grounds text collate "C",
      overrides_id text collate "C",
      pairing_id text collate "C",
      check (owner = split_part(id, '-', 1)),
      check (owner = split_part(unit_id, '-', 1)),
      check (state <> 'ACCEPTED' or pairing_id is not null),
      check (state not in ('OVERRIDDEN', 'EXCLUDED') or grounds is not null)
    )`);
    for (const columns of [
      'score, id',
      'owner, score, id',
      'owner, id',
      'run_id, score, id',
      'unit_id, id',
    ]) {
      this.addSql(`create index on pairing_suggestion (${columns})`);
    }
    this.addSql('create index on pairing_suggestion (organisation_id, id)');
    this.addSql(
      `create unique index pairing_suggestion_open on pairing_suggestion (run_id, organisation_id) where state = 'SUGGESTED'`,
    );

    this.addSql(`create table pair_exclusion (${ownedColumns},
      unit_id text collate "C" not null,
      organisation_id text collate "C" not null,
      grounds text collate "C" not null,
      lifted_on date,
      check (owner = split_part(id, '-', 1)),
      check (owner = split_part(unit_id, '-', 1))
    )`);
    this.addSql('create index on pair_exclusion (owner, id)');
    this.addSql(
      'create unique index pair_exclusion_once on pair_exclusion (unit_id, organisation_id) where lifted_on is null',
    );
    for (const table of ['pairing_suggestion', 'pair_exclusion']) {
      for (const statement of historyOf(table)) this.addSql(statement);
    }
  }

  override down(): void {
    for (const table of ['pair_exclusion', 'pairing_suggestion']) {
      for (const statement of withoutHistory(table)) this.addSql(statement);
    }
    for (const table of ['pair_exclusion', 'pairing_suggestion', 'matching_run']) {
      this.addSql(`drop table ${table}`);
    }
  }
}

export const createMatching = { name: 'pairings-0007-matching', class: CreateMatching };
