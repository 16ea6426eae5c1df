import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { AppealState, AppealStepKind } from '@jiedui/services/appeal/terms';

/** The rows of the seeds: one property per column, by the column's name. Days are YYYY-MM-DD, instants RFC 3339. */
export interface OwnedRow {
  id: RecordId;
  owner: JurisdictionCode;
  provenance: 'ARTICLE' | 'DEMONSTRATION';
  source: string | null;
  created_at: string;
  updated_at: string;
}

export interface UnitRow extends OwnedRow {
  name: string;
  sort_name: string;
  functions: string[];
  level: 'CITY' | 'COUNTY';
}

export interface OrganisationRow extends OwnedRow {
  name: string;
  sort_name: string;
  kind: 'NON_PUBLIC_ENTERPRISE' | 'SOCIAL_ORGANISATION';
  subtype: 'ASSOCIATION' | 'FOUNDATION' | 'SOCIAL_SERVICE' | null;
  credit_code: string | null;
  industry: string;
  division: string | null;
  employees: number;
  town: string | null;
  status: 'OPERATING' | 'SUSPENDED' | 'DEREGISTERED';
  registered_on: string;
  suspended_on: string | null;
  deregistered_on: string | null;
  contact_phone: string | null;
}

export interface PartyRow extends OwnedRow {
  name: string;
  sort_name: string;
  level: 'COMMITTEE' | 'GENERAL_BRANCH' | 'BRANCH';
  establishment: 'SINGLE' | 'JOINT';
  members: number;
  secretary_is_owner: boolean;
  founded_on: string;
  host_kind: OrganisationRow['kind'];
}

export interface HostRow {
  party_organisation_id: RecordId;
  organisation_id: RecordId;
  position: number;
}

export type Principle = 'FUNCTION' | 'LAYER' | 'CONVENIENCE';
export type Mechanism =
  | 'PRECISE_MATCHING'
  | 'MONTHLY_MEETING'
  | 'JOINT_ACTIVITIES'
  | 'LEADER_GUIDANCE'
  | 'OFFICE_BRANCH_LIAISON';

export interface PairingRow extends OwnedRow {
  kind: 'UNIT_ORGANISATION' | 'ENTERPRISE_VILLAGE' | 'SCHOOL_SCHOOL';
  title: string;
  sort_title: string;
  state: 'PROPOSED' | 'CONFIRMED' | 'REPORTED' | 'ASSESSED' | 'RENEWED' | 'ENDED';
  unit_id: RecordId | null;
  organisation_id: RecordId | null;
  party_organisation_id: RecordId | null;
  counterpart: string | null;
  promoted_by_id: RecordId | null;
  principles: Principle[];
  mechanisms: Mechanism[];
  started_on: string;
  ended_on: string | null;
  period_text: string | null;
}

export type ActivityKind =
  | 'CONTACT'
  | 'RESEARCH_VISIT'
  | 'TRAINING'
  | 'JOINT_ORGANISATION_LIFE'
  | 'LESSON_OBSERVATION'
  | 'POLICY_LECTURE'
  | 'READING_SESSION'
  | 'BOOK_DONATION'
  | 'MONTHLY_MEETING'
  | 'INSTRUCTOR_VISIT'
  | 'SOLVED_PROBLEM'
  | 'MODEL_WORKER_LECTURE'
  | 'WAGE_NEGOTIATION'
  | 'OTHER';
export type Aspect = 'POLITICAL' | 'ORGANISATIONAL' | 'EXEMPLARY' | 'SERVICE';

export interface ActivityRow extends OwnedRow {
  kind: ActivityKind;
  title: string;
  sort_title: string;
  held_on: string;
  period_text: string | null;
  place: string | null;
  participants: number | null;
  outcome: string | null;
  aspects: Aspect[];
  /** Codes of the default items of building together. */
  items: string[];
  pairing_id: RecordId | null;
  unit_id: RecordId | null;
  instructor_id: RecordId | null;
}

export interface ProjectRow extends OwnedRow {
  name: string;
  sort_name: string;
  pairing_id: RecordId;
  started_on: string;
  due_on: string | null;
  planned_due_on: string | null;
  finished_on: string | null;
  in_use_on: string | null;
  period_text: string | null;
}

export interface MilestoneRow {
  project_id: RecordId;
  position: number;
  name: string;
  due_on: string;
  done_on: string | null;
}

export interface InspectionRow {
  project_id: RecordId;
  position: number;
  kind: 'ON_SITE' | 'ONLINE';
  inspected_on: string;
  finding: string | null;
}

/** What a pairing plans to build together in a year. */
export interface PlanRow {
  pairing_id: RecordId;
  owner: JurisdictionCode;
  year: number;
  items: string[];
}

export type ActionLine = 'PARTY_BUILDING' | 'POLICY_BENEFIT' | 'WARM_SERVICE' | 'PIONEER';

export interface ServiceRow extends OwnedRow {
  kind:
    | 'LEGAL_QUESTION'
    | 'LEGAL_SERVICE'
    | 'POLICY_DELIVERY'
    | 'SERVICE_DELIVERY'
    | 'WARMTH'
    | 'PUBLIC_ACTIVITY'
    | 'VILLAGE_REVITALISATION';
  title: string;
  sort_title: string;
  provided_on: string;
  period_text: string | null;
  place: string | null;
  count: number;
  persons: number | null;
  beneficiary: string | null;
  beneficiary_kind: 'ORGANISATION' | 'VILLAGE' | 'PUBLIC' | null;
  beneficiary_organisation_id: RecordId | null;
  action_line: ActionLine | null;
  organisation_id: RecordId | null;
  party_organisation_id: RecordId | null;
  unit_id: RecordId | null;
  pairing_id: RecordId | null;
}

export interface AppealRow extends OwnedRow {
  title: string;
  sort_title: string;
  body: string | null;
  organisation_id: RecordId;
  industry: string | null;
  unit_id: RecordId | null;
  pairing_id: RecordId | null;
  tier: 'T1' | 'T2' | 'T3';
  state: AppealState;
  raised_at: string;
  resolved_at: string | null;
  outcome: string | null;
  satisfied: boolean | null;
  called_back_at: string | null;
  closed_at: string | null;
  contact_phone: string | null;
  steps: number;
  resolution_days: number | null;
  clock_started_on: string | null;
  clock_days: number | null;
  due_on: string;
  due_soon_on: string;
}

export interface AppealStepRow {
  appeal_id: RecordId;
  position: number;
  step: AppealStepKind;
  from_state: AppealState | null;
  to_state: AppealState;
  tier: AppealRow['tier'];
  taken_at: string;
  taken_as: 'ORGANISATION' | 'UNIT' | 'COUNTY' | 'CITY';
  unit_id: RecordId | null;
  reason: string | null;
  resolution_days: number | null;
}

export interface AppealPartRow {
  appeal_id: RecordId;
  position: number;
  unit_id: RecordId;
  task: string;
  assigned_at: string;
  assigned_as: 'UNIT' | 'CITY';
  clock_started_on: string;
  clock_days: number;
  due_on: string;
  due_soon_on: string;
  deadline_on: string;
  answered_at: string | null;
  answer: string | null;
}

export interface CampaignRow extends OwnedRow {
  title: string;
  sort_title: string;
  starts_on: string;
  ends_on: string;
  state: 'OPEN' | 'CLOSED';
  closed_on: string | null;
  note: string | null;
}

export interface SurveyRow extends OwnedRow {
  organisation_id: RecordId;
  campaign_id: RecordId | null;
  state: 'SCREENED' | 'CLASSIFIED' | 'ANALYSED' | 'CULTIVATED';
  surveyed_on: string;
  method: 'VISIT' | 'TELEPHONE' | 'OTHER';
  employees: number;
  members: number;
  operating: boolean;
  has_party_organisation: boolean;
  needs: string | null;
}

export type InstructorCategory = 'TO_ORGANISATION_WITHOUT_PARTY' | 'ONE_TO_ONE' | 'COUNTY_LEADER';

export interface InstructorRow extends OwnedRow {
  name: string;
  sort_name: string;
  source_unit_id: RecordId;
  state: 'NOMINATED' | 'VETTED' | 'ASSESSED' | 'DISPATCHED' | 'ENDED';
  roles: ('PUBLICIST' | 'ASSISTANT' | 'COORDINATOR' | 'ADVOCATE')[];
  categories: InstructorCategory[];
  nominated_on: string;
  dispatched_on: string | null;
  ended_on: string | null;
}

export interface AssignmentRow {
  instructor_id: RecordId;
  position: number;
  organisation_id: RecordId;
  assigned_on: string;
  ended_on: string | null;
}

export interface SiteRow extends OwnedRow {
  title: string;
  sort_title: string;
  party_organisation_id: RecordId;
  host_kind: OrganisationRow['kind'];
  state: 'CANDIDATE' | 'DESIGNATED' | 'WITHDRAWN';
  assessed_on: string;
  designated_on: string | null;
  withdrawn_on: string | null;
  withdrawal_reason: string | null;
}

export interface CriterionRow {
  site_id: RecordId;
  position: number;
  criterion: string;
  met: boolean;
  note: string | null;
}

export interface StepRow {
  record_id: RecordId;
  position: number;
  state: string;
  taken_on: string;
  taken_as: 'UNIT' | 'INSTRUCTOR' | 'COUNTY' | 'CITY';
  note: string | null;
}

/** A figure as published. Where `indicator` and `counted` are null, no record of the ledger stands behind it. */
export interface FigureRow extends OwnedRow {
  title: string;
  sort_title: string;
  value: string;
  unit: 'PERCENT' | 'COUNT';
  unit_text: string;
  decimals: number;
  at_least: boolean;
  period_text: string | null;
  assumed_from: string | null;
  indicator: 'SINGLE_ESTABLISHMENT' | 'OWNER_SECRETARY' | 'DEMONSTRATION_SHARE' | null;
  definition_version: number | null;
  counted:
    | 'MEMBER_UNITS'
    | 'PARTY_ORGANISATIONS'
    | 'DEMONSTRATION_SITES'
    | 'INSTRUCTORS'
    | 'INSTRUCTOR_UNITS'
    | 'INSTRUCTORS_WITHOUT_PARTY'
    | 'INSTRUCTORS_ONE_TO_ONE'
    | 'INSTRUCTORS_COUNTY_LEADER'
    | null;
  kind: OrganisationRow['kind'] | null;
  numerator: number | null;
  denominator_from: number | null;
  denominator_to: number | null;
  joint_total: number | null;
  partner_id: RecordId | null;
  part_of_id: RecordId | null;
}

/** A run of matching that is done. */
export interface MatchingRunRow extends OwnedRow {
  state: 'DONE';
  step: 'WRITING';
  progress: number;
  as_if_unpaired: boolean;
  jurisdictions: JurisdictionCode[];
  function_weight: number;
  layer_weight: number;
  convenience_weight: number;
  least_score: number;
  most_pairings: number;
  far_kilometres: number;
  unit_count: number;
  candidate_count: number;
  suggestion_count: number;
  total_score: number;
  coverage: { code: JurisdictionCode; outcome: string; candidates: number }[];
  whole: boolean;
  requested_by: string;
  requested_as: string;
}

export interface SuggestionRow extends OwnedRow {
  run_id: RecordId;
  title: string;
  state: 'SUGGESTED' | 'EXCLUDED' | 'REPLACED';
  unit_id: RecordId;
  organisation_id: RecordId;
  party_organisation_id: RecordId;
  /** In ten-thousandths; the three parts in hundredths. */
  score: number;
  function_score: number;
  layer_score: number;
  convenience_score: number;
  explanation: string;
  english_explanation: string;
  grounds: string | null;
}

export interface ExclusionRow extends OwnedRow {
  unit_id: RecordId;
  organisation_id: RecordId;
  grounds: string;
  lifted_on: string | null;
}

/** Everything that one jurisdiction owns. */
export interface Ledger {
  memberUnits: UnitRow[];
  organisations: OrganisationRow[];
  partyOrganisations: PartyRow[];
  hosts: HostRow[];
  pairings: PairingRow[];
  activities: ActivityRow[];
  projects: ProjectRow[];
  milestones: MilestoneRow[];
  inspections: InspectionRow[];
  plans: PlanRow[];
  publicServices: ServiceRow[];
  appeals: AppealRow[];
  appealSteps: AppealStepRow[];
  appealParts: AppealPartRow[];
  campaigns: CampaignRow[];
  surveys: SurveyRow[];
  instructors: InstructorRow[];
  assignments: AssignmentRow[];
  sites: SiteRow[];
  criteria: CriterionRow[];
  steps: StepRow[];
  reportedFigures: FigureRow[];
  matchingRuns: MatchingRunRow[];
  suggestions: SuggestionRow[];
  exclusions: ExclusionRow[];
}
