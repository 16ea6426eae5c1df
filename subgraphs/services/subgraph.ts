import { extendedJurisdiction, extendedReference, recordReference } from '@jiedui/kit/references';
import { defineSubgraph } from '@jiedui/kit/schema';

import { solvedProblems } from './appeal/announce.ts';
import { Appeal } from './appeal/entity.ts';
import { AppealContactResolver } from './access/contact.ts';
import { ContactAccess } from './access/entity.ts';
import { ContactAccessResolver } from './access/resolver.ts';
import { AppealClockResolver, AppealPartClockResolver } from './appeal/clock/resolver.ts';
import { appealClocks } from './appeal/clock/schedule.ts';
import { appealIndustries } from './appeal/industry/schedule.ts';
import { AppealResolutionResolver } from './appeal/indicator/resolution.ts';
import { AppealIndicatorResolver } from './appeal/indicator/resolver.ts';
import { AppealPart, StandingPart } from './appeal/part/entity.ts';
import { AppealPartResolver, AppealPartsResolver } from './appeal/part/resolver.ts';
import { AppealStep } from './appeal/step/entity.ts';
import { AppealHistoryResolver, AppealStepFieldsResolver } from './appeal/step/history.ts';
import { AppealStepResolver } from './appeal/step/resolver.ts';
import { AppealResolver } from './appeal/resolver.ts';
import { visibleAppeals } from './appeal/visible.ts';
import { EventDeliveryResolver } from './event/delivery.ts';
import { EventPageResolver, EventResolver } from './event/resolver.ts';
import { JurisdictionResolver } from './jurisdiction/resolver.ts';
import { AppealGroupUnitResolver, AppealPartGroupUnitResolver } from './member-unit/of-groups.ts';
import { MemberUnitResolver } from './member-unit/resolver.ts';
import { createRecords } from './migrations/0001-records.ts';
import { keepAppealSteps } from './migrations/0002-appeal-steps.ts';
import { logContactAccess } from './migrations/0003-contact-access.ts';
import { chainAccessByOwner } from './migrations/0006-access-chains.ts';
import { keepServiceHistory } from './migrations/0007-service-history.ts';
import { tellAppealIndustry } from './migrations/0008-appeal-industry.ts';
import { tellServiceBeneficiaries } from './migrations/0009-service-beneficiaries.ts';
import { tellAppealPast } from './migrations/0010-appeal-past.ts';
import { tellServiceReceivers } from './migrations/0011-service-receivers.ts';
import { keepUnknownIndustries } from './migrations/0012-unknown-industries.ts';
import { tellServicePlaces } from './migrations/0013-service-places.ts';
import { OrganisationResolver } from './organisation/resolver.ts';
import { ServicesOverviewResolver } from './overview-resolver.ts';
import { PairingResolver } from './pairing/resolver.ts';
import { PartyOrganisationResolver } from './party-organisation/resolver.ts';
import { PublicService } from './public-service/entity.ts';
import { PublicServiceResolver } from './public-service/resolver.ts';

/** 公益服务与困难诉求。Public services and appeals. */
export const services = defineSubgraph({
  name: 'services',
  resolvers: [
    PublicServiceResolver,
    AppealResolver,
    AppealIndicatorResolver,
    AppealResolutionResolver,
    AppealClockResolver,
    AppealPartClockResolver,
    AppealPartsResolver,
    AppealPartResolver,
    AppealHistoryResolver,
    AppealStepFieldsResolver,
    AppealStepResolver,
    AppealContactResolver,
    ContactAccessResolver,
    EventPageResolver,
    EventResolver,
    EventDeliveryResolver,
    ServicesOverviewResolver,
    OrganisationResolver,
    PartyOrganisationResolver,
    MemberUnitResolver,
    AppealGroupUnitResolver,
    AppealPartGroupUnitResolver,
    PairingResolver,
    JurisdictionResolver,
  ],
  references: {
    PublicService: recordReference(PublicService, 'svc'),
    Appeal: recordReference(Appeal, 'app', { visible: visibleAppeals }),
    Organisation: extendedReference('org'),
    PartyOrganisation: extendedReference('party'),
    MemberUnit: extendedReference('unit'),
    Pairing: extendedReference('pair'),
    Jurisdiction: extendedJurisdiction,
  },
  entities: [PublicService, Appeal, AppealStep, AppealPart, StandingPart, ContactAccess],
  jobs: { appealClocks, appealIndustries },
  deliveries: [solvedProblems],
  migrations: [
    createRecords,
    keepAppealSteps,
    logContactAccess,
    chainAccessByOwner,
    keepServiceHistory,
    tellAppealIndustry,
    tellServiceBeneficiaries,
    tellAppealPast,
    tellServiceReceivers,
    keepUnknownIndustries,
    tellServicePlaces,
  ],
});
