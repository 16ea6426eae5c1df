import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { changesOf } from '@jiedui/kit/changes';
import { groupsOf } from '@jiedui/kit/groups';
import { recordOrKey } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { CrossShard, Merge } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';

import { stubOf } from '@jiedui/kit/ids';
import { ActivityChange, type RecordChange } from '../history/types.ts';
import { RecordArgs } from '../history/record-args.ts';
import { Instructor } from '../instructor/entity.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { correctActivity, loadActivity, withdrawActivity } from './change.ts';
import { Activity } from './entity.ts';
import { ActivityGroup, activityGroups, ActivityGroupsArgs } from './groups.ts';
import {
  ChangeActivityPayload,
  CorrectActivityInput,
  RecordActivityInput,
  RecordActivityPayload,
} from './input.ts';
import { activities, ActivityConnection, AllActivitiesArgs } from './listing.ts';
import { recordActivity } from './record.ts';

@Resolver(() => Activity)
export class ActivityResolver {
  @Merge('CONNECTION')
  @Query(() => ActivityConnection, { nullable: true, description: '活动列表。Activities.' })
  activities(
    @Args(() => AllActivitiesArgs) args: AllActivitiesArgs,
    @Ctx() context: RequestContext,
  ): Connection<Activity> {
    return listAll(activities, context, 'Query.activities', args);
  }

  @Merge('ROUTE')
  @Query(() => Activity, { nullable: true, description: '一个活动。One activity.' })
  activity(
    @Args(() => RecordArgs) { id, asOf }: RecordArgs,
    @Ctx() context: RequestContext,
  ): Promise<Activity | null> {
    return loadActivity(context, parseId(id, 'act').id, asOf);
  }

  @Merge('GROUP')
  @Query(() => [ActivityGroup], {
    nullable: true,
    description: '活动分组统计。Activities counted by any dimensions.',
  })
  activityGroups(
    @Args(() => ActivityGroupsArgs) args: ActivityGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(activityGroups, context, args, selectedNames(info));
  }

  @Merge('ROUTE')
  @Mutation(() => RecordActivityPayload, {
    nullable: true,
    description:
      '登记活动：归属地的工作人员，或本单位的联络员。Records an activity: an officer of the jurisdiction, or the liaison of the unit.',
  })
  async recordActivity(
    @KeyArgument()
    key: string,
    @Arg('input', () => RecordActivityInput, { description: '活动内容。The activity.' })
    input: RecordActivityInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordActivityPayload> {
    return { activity: await loadActivity(context, await recordActivity(context, key, input)) };
  }

  @Merge('ROUTE')
  @Mutation(() => ChangeActivityPayload, {
    nullable: true,
    description:
      '更正活动，历史保留：归属地的工作人员，或本单位的联络员。Corrects an activity, whose history keeps what it was: an officer of the jurisdiction, or the liaison of the unit.',
  })
  async correctActivity(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectActivityInput, { description: '更正内容。What to correct.' })
    input: CorrectActivityInput,
    @Ctx() context: RequestContext,
  ): Promise<ChangeActivityPayload> {
    const corrected = await correctActivity(context, { key, id, reason }, input);
    return { activity: await loadActivity(context, corrected) };
  }

  @Merge('ROUTE')
  @Mutation(() => ChangeActivityPayload, {
    nullable: true,
    description:
      '撤回误登的活动：不再列入任何名单、统计与义务，历史保留；归属地的工作人员，或本单位的联络员。Withdraws an activity that should not have been recorded: no list, count or obligation takes it in any more, the history keeps it; an officer of the jurisdiction, or the liaison of the unit.',
  })
  async withdrawActivity(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<ChangeActivityPayload> {
    const withdrawn = await withdrawActivity(context, { key, id, reason });
    return { activity: await loadActivity(context, withdrawn) };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Activity): Jurisdiction {
    return { code: owner };
  }

  @CrossShard()
  @FieldResolver(() => Pairing, { nullable: true, description: '所属结对。The pairing it belongs to.' })
  pairing(
    @Root() { pairingId }: Activity,
    @Ctx() context: RequestContext,
  ): Promise<object | null> | object | null {
    return pairingId ? recordOrKey(context, Pairing, pairingId) : null;
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '开展活动的成员单位。The unit that held it.',
  })
  unit(@Root() { unitId }: Activity): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Instructor, {
    nullable: true,
    description: '入企指导的党建指导员。The instructor whose activity it is.',
  })
  instructor(@Root() { instructorId }: Activity): Instructor | null {
    return stubOf(instructorId);
  }

  @FieldResolver(() => [ActivityChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: Activity, @Ctx() context: RequestContext): Promise<RecordChange[]> {
    return changesOf(context, { entity: Activity, history: activities.history! }, id);
  }
}
