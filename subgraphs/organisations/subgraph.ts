import { recordReference } from '@jiedui/kit/references';
import { defineSubgraph } from '@jiedui/kit/schema';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { Campaign } from './campaign/entity.ts';
import { CampaignResolver, JurisdictionCampaignsResolver } from './campaign/resolver.ts';
import { SiteAssessment } from './demonstration-site/criterion.ts';
import { DemonstrationSite } from './demonstration-site/entity.ts';
import {
  DemonstrationSiteResolver,
  JurisdictionSitesResolver,
  PartyOrganisationSitesResolver,
} from './demonstration-site/resolver.ts';
import { ReportedFigure } from './figure/entity.ts';
import { JurisdictionFiguresResolver } from './figure/jurisdiction-resolver.ts';
import { ReportedFigureResolver } from './figure/resolver.ts';
import { IndicatorResolver } from './indicator/resolver.ts';
import { followedByPairings } from './instructor/announce.ts';
import { InstructorAssignment } from './instructor/assignment.ts';
import {
  JurisdictionInstructorsResolver,
  MemberUnitInstructorsResolver,
  OrganisationInstructorsResolver,
} from './instructor/edges.ts';
import { Instructor } from './instructor/entity.ts';
import { InstructorAssignmentResolver, InstructorResolver } from './instructor/resolver.ts';
import { IndustryResolver } from './industries.ts';
import { JurisdictionResolver } from './jurisdiction/resolver.ts';
import { jurisdictionOf } from './jurisdiction/tree.ts';
import { LedgerResolver } from './ledger/resolver.ts';
import { MemberUnit } from './member-unit/entity.ts';
import { MemberUnitMutations } from './member-unit/mutations.ts';
import { MemberUnitResolver } from './member-unit/resolver.ts';
import { createLedgers } from './migrations/0001-ledgers.ts';
import { keepHistory } from './migrations/0002-history.ts';
import { createWorkflows } from './migrations/0003-surveys-instructors-sites.ts';
import { createFigures } from './migrations/0004-figures.ts';
import { createSearch } from './migrations/0005-search.ts';
import { dropJurisdictions } from './migrations/0006-jurisdictions.ts';
import { indexNames } from './migrations/0007-names.ts';
import { keepFigureHistory } from './migrations/0008-figure-history.ts';
import { keepStepPersons } from './migrations/0009-step-persons.ts';
import { keepDissolutions } from './migrations/0010-dissolutions.ts';
import { tellOwnerSecretaries } from './migrations/0011-owner-secretaries.ts';
import { keepPlaces } from './migrations/0013-places.ts';
import { announceInstructors } from './migrations/0015-announce-instructors.ts';
import { Organisation } from './organisation/entity.ts';
import { OrganisationMutations } from './organisation/mutations.ts';
import { OrganisationResolver } from './organisation/resolver.ts';
import { PartyOrganisationHost } from './party-organisation/host.ts';
import { PartyOrganisation } from './party-organisation/entity.ts';
import { PartyOrganisationMutations } from './party-organisation/mutations.ts';
import { PartyOrganisationResolver } from './party-organisation/resolver.ts';
import { OrganisationSearchResolver } from './search/resolver.ts';
import { JurisdictionSurveysResolver, OrganisationSurveysResolver } from './survey/edges.ts';
import { Survey } from './survey/entity.ts';
import { SurveyResolver } from './survey/resolver.ts';
import { WorkflowStep } from './workflow/entity.ts';

export const organisations = defineSubgraph({
  name: 'organisations',
  resolvers: [
    JurisdictionResolver,
    MemberUnitResolver,
    MemberUnitMutations,
    OrganisationResolver,
    OrganisationMutations,
    PartyOrganisationResolver,
    PartyOrganisationMutations,
    LedgerResolver,
    IndustryResolver,
    IndicatorResolver,
    ReportedFigureResolver,
    JurisdictionFiguresResolver,
    OrganisationSearchResolver,
    SurveyResolver,
    OrganisationSurveysResolver,
    JurisdictionSurveysResolver,
    CampaignResolver,
    JurisdictionCampaignsResolver,
    InstructorResolver,
    InstructorAssignmentResolver,
    OrganisationInstructorsResolver,
    MemberUnitInstructorsResolver,
    JurisdictionInstructorsResolver,
    DemonstrationSiteResolver,
    PartyOrganisationSitesResolver,
    JurisdictionSitesResolver,
  ],
  references: {
    Jurisdiction: async ({ code }, context) => jurisdictionOf(context, parseJurisdictionCode(code)),
    MemberUnit: recordReference(MemberUnit, 'unit', { foreign: true }),
    Organisation: recordReference(Organisation, 'org', { foreign: true }),
    PartyOrganisation: recordReference(PartyOrganisation, 'party'),
    ReportedFigure: recordReference(ReportedFigure, 'fig'),
    Survey: recordReference(Survey, 'survey'),
    Campaign: recordReference(Campaign, 'camp'),
    Instructor: recordReference(Instructor, 'instr'),
    DemonstrationSite: recordReference(DemonstrationSite, 'site'),
  },
  entities: [
    MemberUnit,
    Organisation,
    PartyOrganisation,
    PartyOrganisationHost,
    Survey,
    Campaign,
    Instructor,
    InstructorAssignment,
    DemonstrationSite,
    SiteAssessment,
    WorkflowStep,
    ReportedFigure,
  ],
  migrations: [
    createLedgers,
    keepHistory,
    createWorkflows,
    createFigures,
    createSearch,
    dropJurisdictions,
    indexNames,
    keepFigureHistory,
    keepStepPersons,
    keepDissolutions,
    tellOwnerSecretaries,
    keepPlaces,
    announceInstructors,
  ],
  deliveries: [followedByPairings],
});
