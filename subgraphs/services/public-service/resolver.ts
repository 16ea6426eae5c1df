import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import { changeType, type RecordChange } from '@jiedui/kit/change-types';
import { changesOf } from '@jiedui/kit/changes';
import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf, overviewOf } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, ArgsType, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { stubOf } from '@jiedui/kit/ids';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { serviceAggregates, ServicesOverview } from '../overview.ts';
import { Pairing } from '../pairing/entity.ts';
import { PartyOrganisation } from '../party-organisation/entity.ts';
import { PublicService } from './entity.ts';
import { PublicServiceGroup, publicServiceGroups, PublicServiceGroupsArgs } from './groups.ts';
import { correctPublicService, loadPublicService, withdrawPublicService } from './change.ts';
import {
  ChangePublicServicePayload,
  CorrectPublicServiceInput,
  RecordPublicServiceInput,
  RecordPublicServicePayload,
  RecordPublicServicesInput,
  RecordPublicServicesPayload,
} from './input.ts';
import { AllPublicServicesArgs, PublicServiceConnection, publicServices } from './listing.ts';
import { recordPublicService, recordPublicServices } from './record.ts';
import { PublicServiceStep } from './terms.ts';

const PublicServiceChange = changeType(
  'PublicService',
  '公益服务的一次变更。One change of a public service.',
  PublicServiceStep,
);

@ArgsType()
class OverviewArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

@Resolver(() => PublicService)
export class PublicServiceResolver {
  @Merge('CONNECTION')
  @Query(() => PublicServiceConnection, { nullable: true, description: '公益服务列表。Public services.' })
  publicServices(
    @Args(() => AllPublicServicesArgs) args: AllPublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listAll(publicServices, context, 'Query.publicServices', args);
  }

  @Merge('ROUTE')
  @Query(() => PublicService, { nullable: true, description: '一项公益服务。One public service.' })
  publicService(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<PublicService | null> {
    return loadPublicService(context, parseId(id, 'svc').id);
  }

  @Merge('GROUP')
  @Query(() => [PublicServiceGroup], {
    nullable: true,
    description: '公益服务分组统计。Public services counted by any dimensions.',
  })
  publicServiceGroups(
    @Args(() => PublicServiceGroupsArgs) args: PublicServiceGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(publicServiceGroups, context, args);
  }

  @Merge('OBJECT')
  @Query(() => ServicesOverview, {
    nullable: true,
    description: '公益服务与困难诉求概览。Public services and appeals at a glance.',
  })
  servicesOverview(
    @Args(() => OverviewArgs) { jurisdictions }: OverviewArgs,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return overviewOf(context, serviceAggregates, jurisdictions);
  }

  @Merge('ROUTE')
  @Mutation(() => RecordPublicServicePayload, {
    nullable: true,
    description:
      '登记公益服务：归属地的工作人员，或提供服务的单位、组织。Records a public service: an officer of the jurisdiction, or the unit or organisation that gave it.',
  })
  async recordPublicService(
    @KeyArgument()
    key: string,
    @Arg('input', () => RecordPublicServiceInput, { description: '服务内容。The public service.' })
    input: RecordPublicServiceInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordPublicServicePayload> {
    const recorded = await recordPublicService(context, key, input);
    return { publicService: await loadPublicService(context, recorded) };
  }

  @Merge('ROUTE')
  @Mutation(() => RecordPublicServicesPayload, {
    nullable: true,
    description:
      '批量登记公益服务，全部登记或一项也不登记；何人可登记同 recordPublicService。Records public services, all or none; by whom may record each.',
  })
  async recordPublicServices(
    @KeyArgument() key: string,
    @Arg('input', () => RecordPublicServicesInput, { description: '各项服务。The public services.' })
    input: RecordPublicServicesInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordPublicServicesPayload> {
    const recorded = await recordPublicServices(context, key, input);
    const loaded = await Promise.all(recorded.map((id) => loadPublicService(context, id)));
    return { publicServices: loaded.filter((service) => service !== null) };
  }

  @Merge('ROUTE')
  @Mutation(() => ChangePublicServicePayload, {
    nullable: true,
    description:
      '更正公益服务，历史保留：归属地的工作人员，或提供服务的单位、组织。Corrects a public service, whose history keeps what it was: an officer of the jurisdiction, or the unit or organisation that gave it.',
  })
  async correctPublicService(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectPublicServiceInput, { description: '更正内容。What to correct.' })
    input: CorrectPublicServiceInput,
    @Ctx() context: RequestContext,
  ): Promise<ChangePublicServicePayload> {
    const corrected = await correctPublicService(context, { key, id, reason }, input);
    return { publicService: await loadPublicService(context, corrected) };
  }

  @Merge('ROUTE')
  @Mutation(() => ChangePublicServicePayload, {
    nullable: true,
    description:
      '撤回误登的公益服务：不再列入任何名单与统计，历史保留；归属地的工作人员，或提供服务的单位、组织。Withdraws a public service that should not have been recorded: no list or count takes it in any more, the history keeps it; an officer of the jurisdiction, or the unit or organisation that gave it.',
  })
  async withdrawPublicService(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<ChangePublicServicePayload> {
    const withdrawn = await withdrawPublicService(context, { key, id, reason });
    return { publicService: await loadPublicService(context, withdrawn) };
  }

  @FieldResolver(() => [PublicServiceChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: PublicService, @Ctx() context: RequestContext): Promise<RecordChange[]> {
    return changesOf(context, { entity: PublicService, history: publicServices.history! }, id);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: PublicService): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: '提供服务的两新组织。The organisation that gave it.',
  })
  organisation(@Root() { organisationId }: PublicService): Organisation | null {
    return stubOf(organisationId);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: '接受服务的两新组织。The organisation that it was for.',
  })
  beneficiaryOrganisation(@Root() { beneficiaryOrganisationId }: PublicService): Organisation | null {
    return stubOf(beneficiaryOrganisationId);
  }

  @FieldResolver(() => PartyOrganisation, {
    nullable: true,
    description: '提供服务的党组织。The party organisation that gave it.',
  })
  partyOrganisation(@Root() { partyOrganisationId }: PublicService): PartyOrganisation | null {
    return stubOf(partyOrganisationId);
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '提供服务的成员单位。The member unit that gave it.',
  })
  unit(@Root() { unitId }: PublicService): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Pairing, { nullable: true, description: '所属结对。The pairing it comes from.' })
  pairing(@Root() { pairingId }: PublicService): Pairing | null {
    return stubOf(pairingId);
  }
}
