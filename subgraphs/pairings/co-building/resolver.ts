import { IdArgument, KeyArgument } from '@jiedui/kit/arguments';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadRecord } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { Merge } from '@jiedui/kit/sharding';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { Activity } from '../activity/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { PairingPayload } from '../pairing/input.ts';
import { CoBuildingGroup, coBuildingGroups, CoBuildingGroupsArgs, yearIn } from './groups.ts';
import { CoBuildingItem, itemOf, itemsOf } from './items.ts';
import { itemsOfPairing, type PairingItemRow, planItems } from './plan.ts';

@ObjectType({
  description: '一个结对在一年内的一项共建内容。An item of building together, of one pairing in one year.',
  simpleResolvers: true,
})
export class PairingItem implements PairingItemRow {
  @Field(() => CoBuildingItem, { description: '共建内容。The item.' })
  item!: CoBuildingItem;

  @Field(() => Boolean, { description: '是否列入计划。Whether it is planned.' })
  planned!: boolean;

  @Field(() => Int, {
    description:
      '已开展的活动数；只计归属地自己登记的活动。How many activities served it; only those that the owner of the pairing recorded count.',
  })
  done!: number;

  @Field(() => Activity, { nullable: true, description: '最近一次活动。The last of these activities.' })
  lastActivity!: Activity | null;
}

@Resolver(() => CoBuildingItem)
export class CoBuildingResolver {
  @Merge('ANY')
  @Query(() => [CoBuildingItem], {
    nullable: true,
    description:
      '本联盟的各项共建内容，依次。The items of building together of this federation, in their order.',
  })
  coBuildingItems(@Ctx() context: RequestContext): readonly CoBuildingItem[] {
    return itemsOf(context);
  }

  @Merge('GROUP')
  @Query(() => [CoBuildingGroup], {
    nullable: true,
    description: '共建内容计划与开展情况分组统计。Planned and done items counted by any dimensions.',
  })
  coBuildingGroups(
    @Args(() => CoBuildingGroupsArgs) args: CoBuildingGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(coBuildingGroups, context, args, selectedNames(info));
  }

  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '制定结对一年的共建计划，代替该年原计划：归属地的工作人员，或本单位的联络员。Plans what a pairing builds together in a year, in the place of an earlier plan of it: an officer of the jurisdiction, or the liaison of the unit concerned.',
  })
  async planItems(
    @KeyArgument() key: string,
    @IdArgument('结对共建编号。The id of the pairing.') id: string,
    @Arg('year', () => Int, {
      description: '年份：结对之年至明年。The year: from that in which it began to the next one.',
    })
    year: number,
    @Arg('items', () => [String], {
      description:
        '各项的代码，见 coBuildingItems；空为取消计划。The codes of the items, see coBuildingItems; none takes the plan back.',
    })
    items: string[],
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return {
      pairing: await loadRecord(context, Pairing, await planItems(context, { key, id, year, items })),
    };
  }
}

@Resolver(() => Pairing)
export class PairingItemsResolver {
  @FieldResolver(() => [PairingItem], {
    nullable: true,
    description: '一年内各项共建内容的计划与开展情况。What is planned and done of each item in a year.',
  })
  items(
    @Root() { id }: Pairing,
    @Arg('year', () => Int, {
      nullable: true,
      description: '年份；默认为今年。The year; this one where absent.',
    })
    year: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PairingItemRow[]> {
    const asked = year == null ? Number(context.clock.today().slice(0, 4)) : yearIn('year', year);
    return itemsOfPairing(context, id, asked);
  }
}

@Resolver(() => Activity)
export class ActivityItemsResolver {
  @FieldResolver(() => [CoBuildingItem], {
    nullable: true,
    description: '所属共建内容。The items of building together that it serves.',
  })
  items(@Root() { items }: Activity, @Ctx() context: RequestContext): CoBuildingItem[] {
    return items.map((code) => itemOf(itemsOf(context), code));
  }
}
