import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { changesOf } from '@jiedui/kit/changes';
import { groupsOf, overviewOf } from '@jiedui/kit/groups';
import { loadRecordAsOf } from '@jiedui/kit/loaders';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { selectedNames } from '@jiedui/kit/selection';
import { Merge } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';

import type { Activity } from '../activity/entity.ts';
import { activities, ActivitiesArgs, ActivityConnection } from '../activity/listing.ts';
import { stubOf } from '@jiedui/kit/ids';
import { PairingChange, type RecordChange } from '../history/types.ts';
import { RecordArgs } from '../history/record-args.ts';
import { planStages } from '../co-building/plan.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { PairingsOverview, pairingsOverview } from '../overview.ts';
import { PartyOrganisation } from '../party-organisation/entity.ts';
import type { Project } from '../project/entity.ts';
import { ProjectConnection, projects, ProjectsArgs } from '../project/listing.ts';
import { Pairing } from './entity.ts';
import { PairingGroup, pairingGroups, PairingGroupsArgs } from './groups.ts';
import { AllPairingsArgs, PairingConnection, pairings } from './listing.ts';

@ArgsType()
class OverviewArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;

  @AsOfArgument()
  asOf?: string | null;
}

@Resolver(() => Pairing)
export class PairingResolver {
  @Merge('CONNECTION')
  @Query(() => PairingConnection, { nullable: true, description: '结对名单。Pairings.' })
  pairings(
    @Args(() => AllPairingsArgs) args: AllPairingsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return listAll(pairings, context, 'Query.pairings', args);
  }

  @Merge('ROUTE')
  @Query(() => Pairing, { nullable: true, description: '一个结对。One pairing.' })
  pairing(
    @Args(() => RecordArgs) { id, asOf }: RecordArgs,
    @Ctx() context: RequestContext,
  ): Promise<Pairing | null> {
    return loadRecordAsOf(context, pairings, parseId(id, 'pair').id, asOf);
  }

  @Merge('GROUP')
  @Query(() => [PairingGroup], {
    nullable: true,
    description: '结对共建分组统计。Pairings counted by any dimensions.',
  })
  pairingGroups(
    @Args(() => PairingGroupsArgs) args: PairingGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(pairingGroups, context, args, selectedNames(info));
  }

  @Merge('OBJECT')
  @Query(() => PairingsOverview, { nullable: true, description: '结对共建概览。The pairings at a glance.' })
  pairingsOverview(
    @Args(() => OverviewArgs) { jurisdictions, asOf }: OverviewArgs,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return overviewOf(context, pairingsOverview(asOf), jurisdictions, asOf);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Pairing): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => MemberUnit, { nullable: true, description: '成员单位一方。The member unit.' })
  unit(@Root() { unitId }: Pairing): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: '两新组织一方。The organisation.' })
  organisation(@Root() { organisationId }: Pairing): Organisation | null {
    return stubOf(organisationId);
  }

  @FieldResolver(() => PartyOrganisation, {
    nullable: true,
    description: '两新党组织一方。The party organisation.',
  })
  partyOrganisation(@Root() { partyOrganisationId }: Pairing): PartyOrganisation | null {
    return stubOf(partyOrganisationId);
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '推动单位。The member unit that promotes it.',
  })
  promotedBy(@Root() { promotedById }: Pairing): MemberUnit | null {
    return stubOf(promotedById);
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: '共建活动。The activities of the pairing.',
  })
  activities(
    @Root() { id }: Pairing,
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
    @Ctx() context: RequestContext,
  ): Connection<Activity> {
    return listOf(activities, context, 'Pairing.activities', linkedBy('pairing_id'), id, args);
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => ProjectConnection, {
    nullable: true,
    description: '共建项目。The projects of the pairing.',
  })
  projects(
    @Root() { id }: Pairing,
    @Args(() => ProjectsArgs) args: ProjectsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Project> {
    return listOf(projects, context, 'Pairing.projects', linkedBy('pairing_id'), id, args);
  }

  @FieldResolver(() => [PairingChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: Pairing, @Ctx() context: RequestContext): Promise<RecordChange[]> {
    return changesOf(context, { entity: Pairing, history: pairings.history!, more: planStages }, id);
  }
}
