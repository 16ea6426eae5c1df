import { extendedJurisdiction, extendedReference, recordReference } from '@jiedui/kit/references';
import { defineSubgraph } from '@jiedui/kit/schema';

import { Activity } from './activity/entity.ts';
import { ActivityResolver } from './activity/resolver.ts';
import { CarriedAppealResolver } from './appeal/resolver.ts';
import { CoBuilding } from './co-building/entity.ts';
import { ActivityItemsResolver, CoBuildingResolver, PairingItemsResolver } from './co-building/resolver.ts';
import { PairingIndicatorResolver } from './indicator/resolver.ts';
import { InstructorResolver } from './instructor/resolver.ts';
import { InstructorService } from './instructor/service.ts';
import { JurisdictionResolver } from './jurisdiction/resolver.ts';
import { PairExclusion } from './matching/exclusion.ts';
import { visibleMatching } from './matching/listing.ts';
import { MatchingMutations } from './matching/mutations.ts';
import {
  MatchingRunResolver,
  PairExclusionResolver,
  PairingSuggestionResolver,
} from './matching/resolver.ts';
import { MatchingRun } from './matching/run.ts';
import { PairingSuggestion } from './matching/suggestion.ts';
import { matchingDuty } from './matching/work.ts';
import { groupUnitResolvers } from './member-unit/of-groups.ts';
import { MemberUnitResolver } from './member-unit/resolver.ts';
import { createRecords } from './migrations/0001-records.ts';
import { countForObligations } from './migrations/0002-obligations.ts';
import { keepHistory } from './migrations/0003-history.ts';
import { planItemsAndProjects } from './migrations/0004-items-projects.ts';
import { followInstructors } from './migrations/0005-instructor-service.ts';
import { createReminders } from './migrations/0006-reminders.ts';
import { createMatching } from './migrations/0007-matching.ts';
import { createReports } from './migrations/0009-reports.ts';
import { carryAppeals } from './migrations/0010-carried-appeals.ts';
import { Obligation } from './obligation/entity.ts';
import {
  InstructorObligationsResolver,
  MemberUnitObligationsResolver,
  ObligationResolver,
  PairingObligationsResolver,
} from './obligation/resolver.ts';
import { OrganisationResolver } from './organisation/resolver.ts';
import { Pairing } from './pairing/entity.ts';
import { PairingMutations } from './pairing/mutations.ts';
import { PairingResolver } from './pairing/resolver.ts';
import { PartyOrganisationResolver } from './party-organisation/resolver.ts';
import { Project } from './project/entity.ts';
import { ProjectMutations } from './project/mutations.ts';
import { ProjectInspection, ProjectMilestone } from './project/parts.ts';
import { ProjectResolver } from './project/resolver.ts';
import { LockedReport, Report } from './report/entity.ts';
import { MemberUnitReportsResolver, PairingReportsResolver, ReportResolver } from './report/resolver.ts';
import { visibleReports } from './report/visible.ts';
import { Reminder, ReminderItem } from './reminder/entity.ts';
import { visibleReminders } from './reminder/listing.ts';
import { reminderPolicyOf } from './reminder/policy.ts';
import { remind } from './reminder/remind.ts';
import { MemberUnitRemindersResolver, ReminderItemResolver, ReminderResolver } from './reminder/resolver.ts';
import { deliverReminders } from './reminder/webhook.ts';

/** 结对共建、活动与项目。Pairings, their activities and their projects. */
export const pairings = defineSubgraph({
  name: 'pairings',
  resolvers: [
    PairingResolver,
    PairingMutations,
    ActivityResolver,
    CoBuildingResolver,
    PairingItemsResolver,
    ActivityItemsResolver,
    CarriedAppealResolver,
    ProjectResolver,
    ProjectMutations,
    ObligationResolver,
    PairingObligationsResolver,
    MemberUnitObligationsResolver,
    InstructorObligationsResolver,
    PairingIndicatorResolver,
    ReminderResolver,
    ReminderItemResolver,
    MemberUnitRemindersResolver,
    ReportResolver,
    PairingReportsResolver,
    MemberUnitReportsResolver,
    MatchingRunResolver,
    PairingSuggestionResolver,
    PairExclusionResolver,
    MatchingMutations,
    OrganisationResolver,
    PartyOrganisationResolver,
    MemberUnitResolver,
    ...groupUnitResolvers,
    InstructorResolver,
    JurisdictionResolver,
  ],
  references: {
    // Of another owner's pairing, the part that lies above it lies here.
    Pairing: recordReference(Pairing, 'pair', { foreign: true }),
    Activity: recordReference(Activity, 'act'),
    Project: recordReference(Project, 'proj'),
    Reminder: recordReference(Reminder, 'rem', { visible: visibleReminders }),
    Report: recordReference(Report, 'rep', { visible: visibleReports }),
    MatchingRun: recordReference(MatchingRun, 'match', { visible: visibleMatching }),
    PairingSuggestion: recordReference(PairingSuggestion, 'sugg', { visible: visibleMatching }),
    PairExclusion: recordReference(PairExclusion, 'excl', { visible: visibleMatching }),
    Appeal: extendedReference('app'),
    Organisation: extendedReference('org'),
    PartyOrganisation: extendedReference('party'),
    MemberUnit: extendedReference('unit'),
    Instructor: extendedReference('instr'),
    Jurisdiction: extendedJurisdiction,
  },
  entities: [
    Pairing,
    Activity,
    CoBuilding,
    Project,
    ProjectMilestone,
    ProjectInspection,
    Obligation,
    InstructorService,
    Reminder,
    ReminderItem,
    Report,
    LockedReport,
    MatchingRun,
    PairingSuggestion,
    PairExclusion,
  ],
  migrations: [
    createRecords,
    countForObligations,
    keepHistory,
    planItemsAndProjects,
    followInstructors,
    createReminders,
    createMatching,
    createReports,
    carryAppeals,
  ],
  duties: { matching: matchingDuty },
  jobs: {
    reminders: {
      schedule: (policies) => reminderPolicyOf({ policies }).schedule,
      run: async (context) => void (await remind(context)),
    },
    reminderWebhook: { schedule: '* * * * *', run: deliverReminders },
  },
});
