import { KeyArgument } from '@jiedui/kit/arguments';
import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { stubOf } from '@jiedui/kit/ids';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { Appeal } from './entity.ts';
import { countAppeals } from './count/counts.ts';
import { appealCounting, AppealGroup, AppealGroupsArgs } from './groups.ts';
import { RaiseAppealInput, RaiseAppealPayload } from './input.ts';
import { AllAppealsArgs, AppealConnection, appeals } from './listing.ts';
import { raiseAppeal } from './raise.ts';
import { isEscalated } from './rules.ts';
import { visibleAppeals } from './visible.ts';

@Resolver(() => Appeal)
export class AppealResolver {
  @Merge('CONNECTION')
  @Query(() => AppealConnection, {
    nullable: true,
    description: '困难诉求列表，按角色可见。Appeals, as far as the viewer may see them.',
  })
  appeals(
    @Args(() => AllAppealsArgs) args: AllAppealsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Appeal> {
    // Refused here, at the field, whatever is selected of it.
    visibleAppeals(context);
    return listAll(appeals, context, 'Query.appeals', args);
  }

  @Merge('ROUTE')
  @Query(() => Appeal, {
    nullable: true,
    description: '一项困难诉求，按角色可见。One appeal, if the viewer may see it.',
  })
  appeal(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Appeal | null> {
    visibleAppeals(context);
    return loadRecord(context, Appeal, parseId(id, 'app').id, visibleAppeals);
  }

  @Merge('GROUP')
  @Query(() => [AppealGroup], {
    nullable: true,
    description:
      '困难诉求分组统计，公开；归属地规定数量以下的不公布。Appeals counted by any dimensions; for everybody, but for groups smaller than their owner says.',
  })
  appealGroups(
    @Args(() => AppealGroupsArgs) args: AppealGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return countAppeals(context, appealCounting, args);
  }

  @Merge('ROUTE')
  @Mutation(() => RaiseAppealPayload, {
    nullable: true,
    description:
      '提出困难诉求：组织书记为本组织，或县（区）工作人员。Raises an appeal: the secretary for their own organisation, or an officer of its county.',
  })
  async raiseAppeal(
    @KeyArgument()
    key: string,
    @Arg('input', () => RaiseAppealInput, { description: '诉求内容。The appeal.' })
    input: RaiseAppealInput,
    @Ctx() context: RequestContext,
  ): Promise<RaiseAppealPayload> {
    return { appeal: await raiseAppeal(context, key, input) };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Appeal): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => Boolean, {
    description:
      '是否曾上报市委两新工委。Whether it has been reported to the municipal committee, at any time.',
  })
  escalated(@Root() appeal: Appeal): boolean {
    return isEscalated(appeal);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: '提出诉求的两新组织。The organisation that raised it.',
  })
  organisation(@Root() { organisationId }: Appeal): Organisation | null {
    return stubOf(organisationId);
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '首接受理单位。Its first receiver, which stays responsible.',
  })
  unit(@Root() { unitId }: Appeal): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Pairing, { nullable: true, description: '所属结对。The pairing it comes from.' })
  pairing(@Root() { pairingId }: Appeal): Pairing | null {
    return stubOf(pairingId);
  }
}
