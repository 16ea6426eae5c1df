import { ownedColumns } from '@jiedui/kit/record';
import { Migration } from '@mikro-orm/migrations';

/**
 * Surveys and campaigns, instructors, demonstration sites, and the steps that they went through. Every ordering has an
 * index (column, id) and one led by the owner; every edge has one led by the column that it is looked up by.
 */
class CreateWorkflows extends Migration {
  override up(): void {
    this.addSql(`create table campaign (${ownedColumns},
      title text collate "C" not null,
      sort_title text collate "C" not null,
      starts_on date not null,
      ends_on date not null,
      state text collate "C" not null check (state in ('OPEN', 'CLOSED')),
      closed_on date,
      note text collate "C",
      check (owner = split_part(id, '-', 1)),
      check (ends_on >= starts_on),
      check ((state = 'CLOSED') = (closed_on is not null))
    )`);
    this.order('campaign', ['starts_on', 'ends_on', 'sort_title']);

    this.addSql(`create table survey (${ownedColumns},
      organisation_id text collate "C" not null,
      campaign_id text collate "C",
      state text collate "C" not null check (state in ('SCREENED', 'CLASSIFIED', 'ANALYSED', 'CULTIVATED')),
      surveyed_on date not null,
      method text collate "C" not null check (method in ('VISIT', 'TELEPHONE', 'OTHER')),
      employees integer not null check (employees >= 0),
      members integer not null check (members >= 0),
      operating boolean not null,
      has_party_organisation boolean not null,
      needs text collate "C",
      check (owner = split_part(id, '-', 1)),
      check (owner = split_part(organisation_id, '-', 1)),
      check (owner = split_part(campaign_id, '-', 1)),
      check (members <= employees)
    )`);
    this.order('survey', ['surveyed_on', 'employees']);
    this.addSql('create index on survey (organisation_id, surveyed_on, id)');
    // A campaign visits an organisation once.
    this.addSql(
      'create unique index survey_campaign_organisation on survey (campaign_id, organisation_id) where campaign_id is not null',
    );

    this.addSql(`create table instructor (${ownedColumns},
      name text collate "C" not null,
      sort_name text collate "C" not null,
      source_unit_id text collate "C" not null,
      state text collate "C" not null check (state in ('NOMINATED', 'VETTED', 'ASSESSED', 'DISPATCHED', 'ENDED')),
      roles text[] not null default '{}',
      categories text[] not null default '{}',
      nominated_on date not null,
      dispatched_on date,
      ended_on date,
      check (owner = split_part(id, '-', 1)),
      check (roles <@ array['PUBLICIST', 'ASSISTANT', 'COORDINATOR', 'ADVOCATE']),
      check (categories <@ array['TO_ORGANISATION_WITHOUT_PARTY', 'ONE_TO_ONE', 'COUNTY_LEADER'])
    )`);
    this.order('instructor', ['nominated_on', 'sort_name']);
    this.addSql('create index on instructor (source_unit_id, sort_name, id)');
    this.addSql(`create table instructor_assignment (
      instructor_id text collate "C" not null references instructor (id) on delete cascade,
      position integer not null,
      organisation_id text collate "C" not null,
      assigned_on date not null,
      ended_on date,
      primary key (instructor_id, position),
      check (ended_on >= assigned_on)
    )`);
    // Assigned once at a time; again after the assignment has ended.
    this.addSql(
      'create unique index on instructor_assignment (organisation_id, instructor_id) where ended_on is null',
    );
    this.addSql('create index on instructor_assignment (organisation_id)');

    this.addSql(`create table demonstration_site (${ownedColumns},
      title text collate "C" not null,
      sort_title text collate "C" not null,
      party_organisation_id text collate "C" not null,
      host_kind text collate "C" not null check (host_kind in ('NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION')),
      state text collate "C" not null check (state in ('CANDIDATE', 'DESIGNATED', 'WITHDRAWN')),
      assessed_on date not null,
      designated_on date,
      withdrawn_on date,
      withdrawal_reason text collate "C",
      check (owner = split_part(id, '-', 1)),
      check (owner = split_part(party_organisation_id, '-', 1)),
      check ((state = 'CANDIDATE') = (designated_on is null)),
      check ((state = 'WITHDRAWN') = (withdrawn_on is not null)),
      check ((state = 'WITHDRAWN') = (withdrawal_reason is not null)),
      check (withdrawn_on >= designated_on)
    )`);
    this.order('demonstration_site', ['assessed_on', 'sort_title']);
    this.addSql('create index on demonstration_site (party_organisation_id, assessed_on, id)');
    // One at a time; again after a withdrawal.
    this.addSql(
      `create unique index demonstration_site_current on demonstration_site (party_organisation_id) where state <> 'WITHDRAWN'`,
    );
    this.addSql(`create table demonstration_site_criterion (
      site_id text collate "C" not null references demonstration_site (id) on delete cascade,
      position integer not null check (position between 1 and 6),
      criterion text collate "C" not null check (criterion in ('SOUND_ORGANISATION', 'COMPLETE_RULES',
        'ORDERLY_OPERATION', 'FREQUENT_ACTIVITIES', 'STRONG_SUPPORT', 'MARKED_EFFECT')),
      met boolean not null,
      note text collate "C",
      primary key (site_id, position),
      unique (site_id, criterion)
    )`);

    this.addSql(`create table workflow_step (
      record_id text collate "C" not null,
      position integer not null check (position >= 1),
      state text collate "C" not null,
      taken_on date not null,
      taken_as text collate "C" not null check (taken_as in ('UNIT', 'INSTRUCTOR', 'COUNTY', 'CITY')),
      note text collate "C",
      primary key (record_id, position)
    )`);
  }

  override down(): void {
    for (const table of [
      'workflow_step',
      'demonstration_site_criterion',
      'demonstration_site',
      'instructor_assignment',
      'instructor',
      'survey',
      'campaign',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }

  private order(table: string, columns: string[]): void {
    for (const column of columns) {
      this.addSql(`create index on ${table} (${column}, id)`);
      this.addSql(`create index on ${table} (owner, ${column}, id)`);
    }
    this.addSql(`create index on ${table} (owner, id)`);
  }
}

export const createWorkflows = {
  name: 'organisations-0003-surveys-instructors-sites',
  class: CreateWorkflows,
};
