import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { Campaign } from '../campaign/entity.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { Organisation } from '../organisation/entity.ts';
import { stepsOf, stepType } from '../workflow/steps.ts';
import { Survey } from './entity.ts';
import { SurveyGroup, surveyGroups, SurveyGroupsArgs } from './groups.ts';
import { AdvanceSurveyInput, RecordSurveyInput, SurveyPayload } from './input.ts';
import { AllSurveysArgs, SurveyConnection, surveys } from './listing.ts';
import { advanceSurvey, recordSurvey } from './record.ts';
import { SurveyState } from './terms.ts';

const SurveyStep = stepType('Survey', '摸底排查', SurveyState);

@Resolver(() => Survey)
export class SurveyResolver {
  @Merge('CONNECTION')
  @Query(() => SurveyConnection, { nullable: true, description: '摸底排查列表。Surveys.' })
  surveys(
    @Args(() => AllSurveysArgs) args: AllSurveysArgs,
    @Ctx() context: RequestContext,
  ): Connection<Survey> {
    return listAll(surveys, context, 'Query.surveys', args);
  }

  @Merge('ROUTE')
  @Query(() => Survey, { nullable: true, description: '一次摸底排查。One survey.' })
  survey(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Survey | null> {
    return loadRecord(context, Survey, parseId(id, 'survey').id);
  }

  @Merge('GROUP')
  @Query(() => [SurveyGroup], {
    nullable: true,
    description: '摸底排查分组统计。Surveys counted by any dimensions.',
  })
  surveyGroups(
    @Args(() => SurveyGroupsArgs) args: SurveyGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(surveyGroups, context, args);
  }

  @Merge('ROUTE')
  @Mutation(() => SurveyPayload, {
    nullable: true,
    description:
      '登记摸底排查：归属地工作人员、所管行业成员单位的联络员，或派驻该组织的党建指导员。Records a survey: an officer of the owner, the liaison of a unit that serves its industry, or an instructor assigned to it.',
  })
  async recordSurvey(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => RecordSurveyInput, { description: '摸底内容。The survey.' })
    input: RecordSurveyInput,
    @Ctx() context: RequestContext,
  ): Promise<SurveyPayload> {
    return { survey: await loadRecord(context, Survey, await recordSurvey(context, key, input)) };
  }

  @Merge('ROUTE')
  @Mutation(() => SurveyPayload, {
    nullable: true,
    description:
      '推进摸底排查：归行分类、汇总分析、定点培育，逐步向前；由归属地工作人员办理，定点培育也可由所管行业成员单位的联络员或派驻该组织的党建指导员办理。Takes a survey one step forward: classify, analyse, cultivate; by an officer of the owner, the last step also by whoever else may survey the organisation.',
  })
  async advanceSurvey(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => AdvanceSurveyInput, { description: '下一步。The step.' })
    input: AdvanceSurveyInput,
    @Ctx() context: RequestContext,
  ): Promise<SurveyPayload> {
    return { survey: await loadRecord(context, Survey, await advanceSurvey(context, key, input)) };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Survey, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: '被摸底的两新组织。The organisation that was surveyed.',
  })
  organisation(
    @Root() { organisationId }: Survey,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> {
    return loadRecord(context, Organisation, organisationId);
  }

  @FieldResolver(() => Campaign, {
    nullable: true,
    description: '所属行动。The campaign that it belongs to.',
  })
  async campaign(@Root() { campaignId }: Survey, @Ctx() context: RequestContext): Promise<Campaign | null> {
    return campaignId ? loadRecord(context, Campaign, campaignId) : null;
  }

  @FieldResolver(() => [SurveyStep], {
    nullable: true,
    description: '已办步骤，依次。The steps that it went through, in order.',
  })
  steps(@Root() { id }: Survey, @Ctx() context: RequestContext): Promise<object[]> {
    return stepsOf(context, id);
  }
}
