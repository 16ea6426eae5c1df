import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadBy, loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from './entity.ts';
import { MemberUnitGroup, memberUnitGroups, MemberUnitGroupsArgs } from './groups.ts';
import { AllMemberUnitsArgs, MemberUnitConnection, memberUnits } from './listing.ts';

@Resolver(() => MemberUnit)
export class MemberUnitResolver {
  @Merge('CONNECTION')
  @Query(() => MemberUnitConnection, { nullable: true, description: '成员单位列表。Member units.' })
  memberUnits(
    @Args(() => AllMemberUnitsArgs) args: AllMemberUnitsArgs,
    @Ctx() context: RequestContext,
  ): Connection<MemberUnit> {
    return listAll(memberUnits, context, 'Query.memberUnits', args);
  }

  @Merge('ROUTE')
  @Query(() => MemberUnit, { nullable: true, description: '一个成员单位。One member unit.' })
  memberUnit(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<MemberUnit | null> {
    return loadRecord(context, MemberUnit, parseId(id, 'unit').id);
  }

  @Merge('GROUP')
  @Query(() => [MemberUnitGroup], {
    nullable: true,
    description: '成员单位分组统计。Member units counted by any dimensions.',
  })
  memberUnitGroups(
    @Args(() => MemberUnitGroupsArgs) args: MemberUnitGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(memberUnitGroups, context, args);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: MemberUnit, @Ctx() context: RequestContext): Promise<Jurisdiction | null> {
    return loadBy(context, Jurisdiction, 'code', owner);
  }
}
