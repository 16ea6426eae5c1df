import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/** A figure is what was published: the checks hold its arithmetic together, not its truth. */
class CreateFigures extends Migration {
  override up(): void {
    this.addSql(`create table reported_figure (${ownedColumns},
      title text collate "C" not null,
      sort_title text collate "C" not null,
      value text collate "C" not null check (value ~ '^(0|[1-9][0-9]{0,14})([.][0-9]{1,6})?$'),
      unit text collate "C" not null check (unit in ('PERCENT', 'COUNT')),
      unit_text text collate "C" not null,
      decimals integer not null check (decimals between 0 and 6),
      at_least boolean not null default false,
      period_text text collate "C",
      assumed_from date,
      indicator text collate "C",
      definition_version integer,
      counted text collate "C",
      kind text collate "C" check (kind in ('NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION')),
      numerator integer check (numerator >= 0),
      denominator_from integer check (denominator_from >= 1),
      denominator_to integer check (denominator_to <= 20000),
      joint_total integer check (joint_total >= 2),
      partner_id text collate "C",
      part_of_id text collate "C",
      check (length(split_part(value, '.', 2)) <= decimals),
      check ((indicator is null) = (definition_version is null)),
      check (indicator is null or counted is null),
      check (indicator is null or unit = 'PERCENT'),
      check (counted is null or unit = 'COUNT'),
      check ((denominator_from is null) = (denominator_to is null)),
      check (denominator_from <= denominator_to),
      check ((joint_total is null) = (partner_id is null)),
      -- Partner and whole are the owner's own.
      check (split_part(partner_id, '-', 1) = owner),
      check (split_part(part_of_id, '-', 1) = owner)
    )`);
    this.addSql('create index on reported_figure (sort_title, id)');
    this.addSql('create index on reported_figure (owner, sort_title, id)');
    this.addSql('create index on reported_figure (owner, id)');
    this.addSql('create index on reported_figure (part_of_id, id) where part_of_id is not null');
  }

  override down(): void {
    this.addSql('drop table reported_figure');
  }
}

export const createFigures = { name: 'organisations-0004-figures', class: CreateFigures };
