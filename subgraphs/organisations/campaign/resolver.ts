import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import type { Organisation } from '../organisation/entity.ts';
import { OrganisationConnection, organisations, OrganisationsArgs } from '../organisation/listing.ts';
import type { Survey } from '../survey/entity.ts';
import { SurveyConnection, surveys, SurveysArgs } from '../survey/listing.ts';
import { Campaign } from './entity.ts';
import { CampaignPayload, CloseCampaignInput, OpenCampaignInput } from './input.ts';
import { AllCampaignsArgs, CampaignConnection, campaigns, CampaignsArgs } from './listing.ts';
import {
  CampaignProgress,
  CampaignProgressArgs,
  notYetVisitedBy,
  progressGrouping,
  progressOf,
} from './progress.ts';
import { closeCampaign, openCampaign } from './write.ts';

@Resolver(() => Campaign)
export class CampaignResolver {
  @Merge('CONNECTION')
  @Query(() => CampaignConnection, { nullable: true, description: '摸底排查行动列表。Survey campaigns.' })
  campaigns(
    @Args(() => AllCampaignsArgs) args: AllCampaignsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Campaign> {
    return listAll(campaigns, context, 'Query.campaigns', args);
  }

  @Merge('ROUTE')
  @Query(() => Campaign, { nullable: true, description: '一次摸底排查行动。One survey campaign.' })
  campaign(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Campaign | null> {
    return loadRecord(context, Campaign, parseId(id, 'camp').id);
  }

  @Merge('GROUP')
  @Query(() => [CampaignProgress], {
    nullable: true,
    description:
      '各地摸底进度：行动覆盖的两新组织与其中已摸底的。The progress of campaigns by any dimensions: what they cover, and what is surveyed.',
  })
  campaignProgress(
    @Args(() => CampaignProgressArgs) { by, filter, jurisdictions }: CampaignProgressArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(progressGrouping(filter?.state), context, { by, filter: {}, jurisdictions });
  }

  @Merge('ROUTE')
  @Mutation(() => CampaignPayload, {
    nullable: true,
    description:
      '启动摸底排查行动，由归属地工作人员办理。Opens a campaign; by an officer of the jurisdiction.',
  })
  async openCampaign(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => OpenCampaignInput, { description: '行动内容。The campaign.' })
    input: OpenCampaignInput,
    @Ctx() context: RequestContext,
  ): Promise<CampaignPayload> {
    return { campaign: await loadRecord(context, Campaign, await openCampaign(context, key, input)) };
  }

  @Merge('ROUTE')
  @Mutation(() => CampaignPayload, {
    nullable: true,
    description:
      '结束摸底排查行动，由归属地工作人员办理。Closes a campaign; by an officer of the jurisdiction.',
  })
  async closeCampaign(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => CloseCampaignInput, { description: '结束内容。The closing.' })
    input: CloseCampaignInput,
    @Ctx() context: RequestContext,
  ): Promise<CampaignPayload> {
    return { campaign: await loadRecord(context, Campaign, await closeCampaign(context, key, input)) };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Campaign, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @FieldResolver(() => [CampaignProgress], {
    nullable: true,
    description: '各镇（街道）进度。Its progress by town.',
  })
  progress(@Root() { id }: Campaign, @Ctx() context: RequestContext): Promise<CampaignProgress[]> {
    return progressOf(context, id);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => SurveyConnection, {
    nullable: true,
    description: '行动中的摸底排查。The surveys made in it.',
  })
  surveys(
    @Root() { id }: Campaign,
    @Args(() => SurveysArgs) args: SurveysArgs,
    @Ctx() context: RequestContext,
  ): Connection<Survey> {
    return listOf(surveys, context, 'Campaign.surveys', linkedBy('campaign_id'), id, args);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => OrganisationConnection, {
    nullable: true,
    description: '尚未摸底的两新组织。The organisations that it covers and has not surveyed yet.',
  })
  notYetVisited(
    @Root() { id }: Campaign,
    @Args(() => OrganisationsArgs) args: OrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Organisation> {
    return listOf(organisations, context, 'Campaign.notYetVisited', notYetVisitedBy, id, args);
  }
}

@Resolver(() => Jurisdiction)
export class JurisdictionCampaignsResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => CampaignConnection, {
    nullable: true,
    description: '本地的摸底排查行动。The survey campaigns that it owns.',
  })
  campaigns(
    @Root() { code }: Jurisdiction,
    @Args(() => CampaignsArgs) args: CampaignsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Campaign> {
    return listOf(campaigns, context, 'Jurisdiction.campaigns', linkedBy('owner'), code, args);
  }
}
