import { newId, type RecordId, type RecordTag } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { never } from '@jiedui/services/appeal/clock/deadline';

import { randomOf, type Random } from './random.ts';
import { rememberedSortKey } from './sort-key.ts';
import type {
  ActivityRow,
  AppealRow,
  CampaignRow,
  ExclusionRow,
  FigureRow,
  InspectionRow,
  InstructorRow,
  Ledger,
  MatchingRunRow,
  MilestoneRow,
  OrganisationRow,
  OwnedRow,
  PairingRow,
  PartyRow,
  ProjectRow,
  ServiceRow,
  SiteRow,
  SuggestionRow,
  SurveyRow,
  UnitRow,
} from './rows.ts';

/** When the seeded records were entered, as far as they know: a fixed instant, so that two runs make the same rows. */
const entered = Date.UTC(2024, 0, 2);

type Made = keyof OwnedRow | 'sort_name' | 'sort_title';
/** What must be said of a record; the rest has a default. */
type Wanted<Row extends object, Required extends keyof Row> = Pick<Row, Required> &
  Partial<Omit<Row, Made | Required>> &
  Partial<Pick<OwnedRow, 'provenance' | 'source'>>;

/**
 * Fills the ledger of one jurisdiction, record by record, with the same ids on every run. What is not said to come from
 * the article is demonstration.
 */
export class LedgerWriter {
  readonly ledger: Ledger = {
    memberUnits: [],
    organisations: [],
    partyOrganisations: [],
    hosts: [],
    pairings: [],
    activities: [],
    projects: [],
    milestones: [],
    inspections: [],
    plans: [],
    publicServices: [],
    appeals: [],
    appealSteps: [],
    appealParts: [],
    campaigns: [],
    surveys: [],
    instructors: [],
    assignments: [],
    sites: [],
    criteria: [],
    steps: [],
    reportedFigures: [],
    matchingRuns: [],
    suggestions: [],
    exclusions: [],
  };
  readonly random: Random;
  readonly owner: JurisdictionCode;
  private readonly ids: Random;
  private count = 0;

  constructor(owner: JurisdictionCode, seed = 'jiedui') {
    this.owner = owner;
    this.random = randomOf(`${seed} ${owner} values`);
    this.ids = randomOf(`${seed} ${owner} ids`);
  }

  unit(wanted: Wanted<UnitRow, 'name' | 'level'>): UnitRow {
    return added(this.ledger.memberUnits, {
      functions: [],
      ...this.named('unit', wanted),
    });
  }

  organisation(
    wanted: Wanted<OrganisationRow, 'name' | 'kind' | 'industry' | 'registered_on'>,
  ): OrganisationRow {
    return added(this.ledger.organisations, {
      subtype: null,
      credit_code: null,
      division: null,
      employees: 0,
      town: null,
      status: 'OPERATING',
      suspended_on: null,
      deregistered_on: null,
      contact_phone: null,
      ...this.named('org', wanted),
    });
  }

  /** A party organisation of its hosts: one for a single establishment, several for a joint one. */
  party(
    hosts: readonly [OrganisationRow, ...OrganisationRow[]],
    wanted: Wanted<PartyRow, 'name' | 'founded_on'>,
  ): PartyRow {
    const party = added<PartyRow>(this.ledger.partyOrganisations, {
      level: 'BRANCH',
      establishment: hosts.length > 1 ? 'JOINT' : 'SINGLE',
      members: 3,
      secretary_is_owner: false,
      host_kind: hosts[0].kind,
      ...this.named('party', wanted),
    });
    hosts.forEach((host, index) =>
      this.ledger.hosts.push({
        party_organisation_id: party.id,
        organisation_id: host.id,
        position: index + 1,
      }),
    );
    return party;
  }

  pairing(wanted: Wanted<PairingRow, 'kind' | 'title' | 'started_on'>): PairingRow {
    return added(this.ledger.pairings, {
      state: 'CONFIRMED',
      unit_id: null,
      organisation_id: null,
      party_organisation_id: null,
      counterpart: null,
      promoted_by_id: null,
      principles: [],
      mechanisms: [],
      ended_on: null,
      period_text: null,
      ...this.titled('pair', wanted),
    });
  }

  activity(wanted: Wanted<ActivityRow, 'kind' | 'title' | 'held_on'>): ActivityRow {
    return added(this.ledger.activities, {
      period_text: null,
      place: null,
      participants: null,
      outcome: null,
      aspects: [],
      items: [],
      pairing_id: null,
      unit_id: null,
      instructor_id: null,
      ...this.titled('act', wanted),
    });
  }

  project(wanted: Wanted<ProjectRow, 'name' | 'pairing_id' | 'started_on'>): ProjectRow {
    return added(this.ledger.projects, {
      due_on: null,
      planned_due_on: wanted.due_on ?? null,
      finished_on: null,
      in_use_on: null,
      period_text: null,
      ...this.named('proj', wanted),
    });
  }

  /** The milestones of a project, in their order. */
  milestones({ id }: ProjectRow, wanted: readonly Omit<MilestoneRow, 'project_id' | 'position'>[]): void {
    wanted.forEach((each, index) =>
      this.ledger.milestones.push({ project_id: id, position: index + 1, ...each }),
    );
  }

  /** The inspections of a project, in their order. */
  inspections({ id }: ProjectRow, wanted: readonly Omit<InspectionRow, 'project_id' | 'position'>[]): void {
    wanted.forEach((each, index) =>
      this.ledger.inspections.push({ project_id: id, position: index + 1, ...each }),
    );
  }

  /** What a pairing plans for a year. */
  plan({ id, owner }: PairingRow, year: number, items: string[]): void {
    this.ledger.plans.push({ pairing_id: id, owner, year, items });
  }

  service(wanted: Wanted<ServiceRow, 'kind' | 'title' | 'provided_on'>): ServiceRow {
    return added(this.ledger.publicServices, {
      period_text: null,
      place: null,
      count: 1,
      persons: null,
      beneficiary: null,
      beneficiary_kind: null,
      beneficiary_organisation_id: null,
      action_line: null,
      organisation_id: null,
      party_organisation_id: null,
      unit_id: null,
      pairing_id: null,
      ...this.titled('svc', wanted),
    });
  }

  appeal(wanted: Wanted<AppealRow, 'title' | 'organisation_id' | 'tier' | 'state' | 'raised_at'>): AppealRow {
    return added(this.ledger.appeals, {
      body: null,
      industry: null,
      unit_id: null,
      pairing_id: null,
      resolved_at: null,
      outcome: null,
      satisfied: null,
      called_back_at: null,
      closed_at: null,
      contact_phone: null,
      steps: 0,
      resolution_days: null,
      clock_started_on: null,
      clock_days: null,
      due_on: never,
      due_soon_on: never,
      ...this.titled('app', wanted),
    });
  }

  campaign(wanted: Wanted<CampaignRow, 'title' | 'starts_on' | 'ends_on'>): CampaignRow {
    return added(this.ledger.campaigns, {
      state: 'OPEN',
      closed_on: null,
      note: null,
      ...this.titled('camp', wanted),
    });
  }

  survey(
    wanted: Wanted<
      SurveyRow,
      'organisation_id' | 'state' | 'surveyed_on' | 'employees' | 'members' | 'has_party_organisation'
    >,
  ): SurveyRow {
    return added(this.ledger.surveys, {
      campaign_id: null,
      method: 'VISIT',
      operating: true,
      needs: null,
      ...this.owned('survey'),
      ...wanted,
    });
  }

  instructor(
    wanted: Wanted<InstructorRow, 'name' | 'source_unit_id' | 'state' | 'nominated_on'>,
  ): InstructorRow {
    return added(this.ledger.instructors, {
      roles: ['PUBLICIST', 'ASSISTANT', 'COORDINATOR', 'ADVOCATE'],
      categories: [],
      dispatched_on: null,
      ended_on: null,
      ...this.named('instr', wanted),
    });
  }

  site(
    wanted: Wanted<SiteRow, 'title' | 'party_organisation_id' | 'host_kind' | 'state' | 'assessed_on'>,
  ): SiteRow {
    return added(this.ledger.sites, {
      designated_on: null,
      withdrawn_on: null,
      withdrawal_reason: null,
      ...this.titled('site', wanted),
    });
  }

  /** A figure that an article publishes. */
  figure(wanted: Wanted<FigureRow, 'title' | 'value' | 'unit' | 'unit_text' | 'source'>): FigureRow {
    return added(this.ledger.reportedFigures, {
      decimals: 0,
      at_least: false,
      period_text: null,
      assumed_from: null,
      indicator: null,
      definition_version: wanted.indicator ? 1 : null,
      counted: null,
      kind: null,
      numerator: null,
      denominator_from: null,
      denominator_to: null,
      joint_total: null,
      partner_id: null,
      part_of_id: null,
      ...this.titled('fig', { ...wanted, provenance: 'ARTICLE' as const }),
    });
  }

  /** A run of matching that is done. */
  matchingRun(wanted: Wanted<MatchingRunRow, 'suggestion_count'>): MatchingRunRow {
    return added(this.ledger.matchingRuns, {
      state: 'DONE',
      step: 'WRITING',
      progress: 100,
      as_if_unpaired: false,
      jurisdictions: [this.owner],
      function_weight: 0.6,
      layer_weight: 0.2,
      convenience_weight: 0.2,
      least_score: 0.3,
      most_pairings: 2,
      far_kilometres: 50,
      unit_count: 0,
      candidate_count: 0,
      total_score: 0,
      coverage: [{ code: this.owner, outcome: 'answered', candidates: 0 }],
      whole: true,
      requested_by: 'demonstration',
      requested_as: 'DEPLOYMENT',
      ...this.owned('match'),
      ...wanted,
    });
  }

  suggestion(
    wanted: Wanted<
      SuggestionRow,
      'run_id' | 'title' | 'unit_id' | 'organisation_id' | 'party_organisation_id' | 'score'
    >,
  ): SuggestionRow {
    return added(this.ledger.suggestions, {
      state: 'SUGGESTED',
      function_score: 80,
      layer_score: 80,
      convenience_score: 40,
      explanation: '示例说明',
      english_explanation: 'An example',
      grounds: null,
      ...this.owned('sugg'),
      ...wanted,
    });
  }

  exclusion(wanted: Wanted<ExclusionRow, 'unit_id' | 'organisation_id' | 'grounds'>): ExclusionRow {
    return added(this.ledger.exclusions, { lifted_on: null, ...this.owned('excl'), ...wanted });
  }

  private named<Wish extends { name: string }>(tag: RecordTag, wish: Wish) {
    return { ...this.owned(tag), ...wish, sort_name: rememberedSortKey(wish.name) };
  }

  private titled<Wish extends { title: string }>(tag: RecordTag, wish: Wish) {
    return { ...this.owned(tag), ...wish, sort_title: rememberedSortKey(wish.title) };
  }

  private owned(tag: RecordTag): OwnedRow {
    const instant = entered + this.count++;
    const at = new Date(instant).toISOString();
    const id: RecordId = newId(this.owner, tag, instant, this.ids.bytes(10));
    return {
      id,
      owner: this.owner,
      provenance: 'DEMONSTRATION',
      source: null,
      created_at: at,
      updated_at: at,
    };
  }
}

function added<Row>(rows: Row[], row: Row): Row {
  rows.push(row);
  return row;
}
