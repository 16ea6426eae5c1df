import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadRecordAsOf } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { Merge } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';

import { changesOf } from '../history/changes.ts';
import { LedgerChange } from '../history/types.ts';
import { LedgerRecordArgs } from '../ledger/record-args.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { phoneShown } from '../phone.ts';
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
    @Args(() => LedgerRecordArgs) { id, asOf }: LedgerRecordArgs,
    @Ctx() context: RequestContext,
  ): Promise<MemberUnit | null> {
    return loadRecordAsOf(context, memberUnits, parseId(id, 'unit').id, asOf);
  }

  @Merge('GROUP')
  @Query(() => [MemberUnitGroup], {
    nullable: true,
    description: '成员单位分组统计。Member units counted by any dimensions.',
  })
  memberUnitGroups(
    @Args(() => MemberUnitGroupsArgs) args: MemberUnitGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(memberUnitGroups, context, args, selectedNames(info));
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: MemberUnit, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "联系电话：归属地工作人员、本单位及归属地共享策略列出的角色可见，其他工作人员见脱敏号码，公众不可见。The telephone number: clear to the officers of the owner, to the unit and to the roles of the owner's sharing policy; masked to other officers; not for the public.",
  })
  contactPhone(@Root() unit: MemberUnit, @Ctx() context: RequestContext): string | null {
    return phoneShown(context, unit);
  }

  @FieldResolver(() => [LedgerChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: MemberUnit, @Ctx() context: RequestContext): Promise<LedgerChange[]> {
    return changesOf(context, { entity: MemberUnit, history: memberUnits.history! }, id);
  }
}
