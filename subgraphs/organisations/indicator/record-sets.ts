import { type Condition, type Expression, sql } from '@jiedui/kit/sql';
import type { EntityClass } from '@mikro-orm/core';

import { DemonstrationSite } from '../demonstration-site/entity.ts';
import { Instructor } from '../instructor/entity.ts';
import type { InstructorCategory } from '../instructor/terms.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { isHosted } from '../organisation/listing.ts';
import { PartyOrganisation } from '../party-organisation/entity.ts';
import { stands } from '../party-organisation/groups.ts';
import type { IndicatorRecords } from './kinds.ts';

/**
 * Records that are counted: rows `r` of one table. Conditions look at rows of the record's own owner alone, so that the
 * count is the same wherever the jurisdictions lie.
 */
export interface RecordSet {
  /** The same for equal sets: what a tally keeps its count under. */
  name: string;
  records: IndicatorRecords | 'MEMBER_UNITS';
  condition?: (asOf: string | null | undefined) => Condition;
  /** What is counted, where it is not the rows. */
  count?: Expression;
}

/** A table that sets are taken of. */
export interface RecordTable {
  entity: EntityClass<object>;
  /** The column that holds the kind of the organisation. */
  kind?: string;
  /** The table of its versions; absent where the records keep their days themselves. */
  history?: string;
}

export const recordTables: Readonly<Record<RecordSet['records'], RecordTable>> = {
  PARTY_ORGANISATIONS: {
    entity: PartyOrganisation,
    kind: 'host_kind',
    history: 'party_organisation_history',
  },
  ORGANISATIONS: { entity: Organisation, kind: 'kind', history: 'organisation_history' },
  DEMONSTRATION_SITES: { entity: DemonstrationSite, kind: 'host_kind' },
  INSTRUCTORS: { entity: Instructor },
  MEMBER_UNITS: { entity: MemberUnit, history: 'member_unit_history' },
};

const isOperating = sql<boolean>`r.status = 'OPERATING'`;

// Sites and instructors keep their days themselves.
const isDesignated = (asOf: string | null | undefined): Condition =>
  asOf == null
    ? sql<boolean>`r.state = 'DESIGNATED'`
    : sql<boolean>`r.designated_on <= ${asOf}::date and (r.withdrawn_on is null or r.withdrawn_on > ${asOf}::date)`;
const isDispatched = (asOf: string | null | undefined): Condition =>
  asOf == null
    ? sql<boolean>`r.state = 'DISPATCHED'`
    : sql<boolean>`r.dispatched_on <= ${asOf}::date and (r.ended_on is null or r.ended_on > ${asOf}::date)`;

const dispatchedAs = (category: InstructorCategory): RecordSet => ({
  name: `instructors ${category}`,
  records: 'INSTRUCTORS',
  condition: (asOf) => sql<boolean>`${isDispatched(asOf)} and r.categories @> ${[category]}::text[]`,
});

export const recordSets = {
  memberUnits: {
    name: 'member units',
    records: 'MEMBER_UNITS',
    condition: () => sql<boolean>`r.withdrawn_on is null`,
  },
  operating: { name: 'operating', records: 'ORGANISATIONS', condition: () => isOperating },
  covered: {
    name: 'covered',
    records: 'ORGANISATIONS',
    condition: (asOf) => sql<boolean>`${isOperating} and ${isHosted(asOf)}`,
  },
  parties: { name: 'parties', records: 'PARTY_ORGANISATIONS', condition: () => stands },
  single: {
    name: 'single',
    records: 'PARTY_ORGANISATIONS',
    condition: () => sql<boolean>`${stands} and r.establishment = 'SINGLE'`,
  },
  ownerSecretaryApplies: {
    name: 'owner secretary applies',
    records: 'PARTY_ORGANISATIONS',
    condition: () => sql<boolean>`${stands} and r.owner_secretary_applies`,
  },
  ownerSecretary: {
    name: 'owner secretary',
    records: 'PARTY_ORGANISATIONS',
    condition: () => sql<boolean>`${stands} and r.secretary_is_owner`,
  },
  sites: { name: 'sites', records: 'DEMONSTRATION_SITES', condition: isDesignated },
  instructors: { name: 'instructors', records: 'INSTRUCTORS', condition: isDispatched },
  instructorUnits: {
    name: 'instructor units',
    records: 'INSTRUCTORS',
    condition: isDispatched,
    count: sql`count(distinct r.source_unit_id)`,
  },
  withoutParty: dispatchedAs('TO_ORGANISATION_WITHOUT_PARTY'),
  oneToOne: dispatchedAs('ONE_TO_ONE'),
  countyLeader: dispatchedAs('COUNTY_LEADER'),
} as const satisfies Record<string, RecordSet>;

/** Demonstration sites designated on this day or later. */
export function sitesSince(day: string): RecordSet {
  return {
    name: `sites since ${day}`,
    records: 'DEMONSTRATION_SITES',
    condition: (asOf) => sql<boolean>`${isDesignated(asOf)} and r.designated_on >= ${day}::date`,
  };
}
