import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { IndicatorPart } from '@jiedui/kit/indicator';
import { Merge } from '@jiedui/kit/sharding';
import { Args, ArgsType, Ctx, Field, Int, Query, Resolver } from 'type-graphql';

import type { DemonstrationSite } from '../demonstration-site/entity.ts';
import {
  AllDemonstrationSitesArgs,
  DemonstrationSiteConnection,
  demonstrationSites,
} from '../demonstration-site/listing.ts';
import type { Instructor } from '../instructor/entity.ts';
import { AllInstructorsArgs, InstructorConnection, instructors } from '../instructor/listing.ts';
import { LedgerDayArgs } from '../ledger/record-args.ts';
import type { Organisation } from '../organisation/entity.ts';
import { OrganisationKind } from '../organisation/kinds.ts';
import { AllOrganisationsArgs, OrganisationConnection, organisations } from '../organisation/listing.ts';
import type { PartyOrganisation } from '../party-organisation/entity.ts';
import {
  AllPartyOrganisationsArgs,
  PartyOrganisationConnection,
  partyOrganisations,
} from '../party-organisation/listing.ts';
import { type Drill, organisationRecordsBehind } from './drill.ts';
import { Indicator, IndicatorsArgs, indicatorsOf } from './indicators.ts';
import { IndicatorCode } from './kinds.ts';

@ArgsType()
class DrillArgs {
  @Field(() => IndicatorCode, { description: '指标代码。Which indicator.' })
  code!: IndicatorCode;

  @Field(() => Int, {
    nullable: true,
    description: '定义版本，缺省为 1。The version of its definition; 1 where absent.',
  })
  version?: number | null;

  @Field(() => IndicatorPart, { description: '分子或分母。Which part of it.' })
  part!: IndicatorPart;

  @Field(() => OrganisationKind, {
    nullable: true,
    description: '只列这一组织类别。Only this kind of organisations.',
  })
  kind?: OrganisationKind | null;
}

@Resolver()
export class IndicatorResolver {
  @Merge('GROUP')
  @Query(() => [Indicator], {
    nullable: true,
    description:
      '指标，可分地区、分组织类别。Indicators, by jurisdiction and by kind of organisation, or in sum.',
  })
  indicators(
    @Args(() => IndicatorsArgs) args: IndicatorsArgs,
    @Ctx() context: RequestContext,
  ): Promise<Indicator[]> {
    return indicatorsOf(context, args);
  }

  @Merge('CONNECTION')
  @Query(() => PartyOrganisationConnection, {
    nullable: true,
    description: '指标分子或分母所计的党组织。The party organisations that a part of an indicator counts.',
  })
  indicatorPartyOrganisations(
    @Args(() => DrillArgs) drill: DrillArgs,
    @Args(() => AllPartyOrganisationsArgs) page: AllPartyOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PartyOrganisation> {
    return organisationRecordsBehind(partyOrganisations, 'PARTY_ORGANISATIONS', context, {
      ...page,
      ...drillOf(drill),
    });
  }

  @Merge('CONNECTION')
  @Query(() => OrganisationConnection, {
    nullable: true,
    description: '指标分子或分母所计的两新组织。The organisations that a part of an indicator counts.',
  })
  indicatorOrganisations(
    @Args(() => DrillArgs) drill: DrillArgs,
    @Args(() => AllOrganisationsArgs) page: AllOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Organisation> {
    return organisationRecordsBehind(organisations, 'ORGANISATIONS', context, { ...page, ...drillOf(drill) });
  }

  @Merge('CONNECTION')
  @Query(() => DemonstrationSiteConnection, {
    nullable: true,
    description:
      '指标分子或分母所计的党建示范点。The demonstration sites that a part of an indicator counts.',
  })
  indicatorDemonstrationSites(
    @Args(() => DrillArgs) drill: DrillArgs,
    @Args(() => AllDemonstrationSitesArgs) page: AllDemonstrationSitesArgs,
    @Args(() => LedgerDayArgs) { asOf }: LedgerDayArgs,
    @Ctx() context: RequestContext,
  ): Connection<DemonstrationSite> {
    return organisationRecordsBehind(demonstrationSites, 'DEMONSTRATION_SITES', context, {
      ...page,
      ...drillOf(drill),
      asOf: asOf ?? null,
    });
  }

  @Merge('CONNECTION')
  @Query(() => InstructorConnection, {
    nullable: true,
    description: '指标分子或分母所计的党建指导员。The instructors that a part of an indicator counts.',
  })
  indicatorInstructors(
    @Args(() => DrillArgs) drill: DrillArgs,
    @Args(() => AllInstructorsArgs) page: AllInstructorsArgs,
    @Args(() => LedgerDayArgs) { asOf }: LedgerDayArgs,
    @Ctx() context: RequestContext,
  ): Connection<Instructor> {
    return organisationRecordsBehind(instructors, 'INSTRUCTORS', context, {
      ...page,
      ...drillOf(drill),
      asOf: asOf ?? null,
    });
  }
}

function drillOf({ code, version, part, kind }: DrillArgs): Drill {
  return { code, version: version ?? 1, part, kind: kind ?? null };
}
