import { KeyArgument } from '@jiedui/kit/arguments';
import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadRecord, recordOrKey } from '@jiedui/kit/loaders';
import { CrossShard, Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { stubOf } from '@jiedui/kit/ids';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { Activity } from './entity.ts';
import { ActivityGroup, activityGroups, ActivityGroupsArgs } from './groups.ts';
import { RecordActivityInput, RecordActivityPayload } from './input.ts';
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
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Activity | null> {
    return loadRecord(context, Activity, parseId(id, 'act').id);
  }

  @Merge('GROUP')
  @Query(() => [ActivityGroup], {
    nullable: true,
    description: '活动分组统计。Activities counted by any dimensions.',
  })
  activityGroups(
    @Args(() => ActivityGroupsArgs) args: ActivityGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(activityGroups, context, args);
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
    return { activity: await recordActivity(context, key, input) };
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
}
