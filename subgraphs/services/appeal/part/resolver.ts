import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { loadAllBy, loadRecord } from '@jiedui/kit/loaders';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import { MemberUnit } from '../../member-unit/entity.ts';
import { never } from '../clock/deadline.ts';
import { Appeal } from '../entity.ts';
import { AppealPeriodArgs } from '../past/period.ts';
import { visibleAppeals } from '../visible.ts';
import { AppealPart, PartFacts, StandingPart } from './entity.ts';
import { AppealPartGroup, AppealPartGroupsArgs, countParts } from './groups.ts';
import { AppealPartConnection, AppealPartsArgs, listParts } from './listing.ts';
import { partStateOn } from './standing.ts';
import { AppealPartState } from './terms.ts';

@Resolver(() => Appeal)
export class AppealPartsResolver {
  @FieldResolver(() => [AppealPart], {
    nullable: true,
    description: '各部门承办的部分，依次。The parts of its departments, in order.',
  })
  parts(@Root() { id }: Appeal, @Ctx() context: RequestContext): Promise<AppealPart[]> {
    return loadAllBy(context, AppealPart, 'appealId', id, 'position');
  }
}

@Resolver(() => AppealPart)
export class AppealPartResolver {
  @Merge('GROUP')
  @Query(() => [AppealPartGroup], {
    nullable: true,
    description:
      '部门承办部分的统计，可分部门：数量、状态、按时答复率；各地工作人员、市级工作人员与审计人员可查，不向公众公布。The parts that departments have in appeals, by department: how many, how they stand, and how many were answered on time. For officers of the jurisdictions that are asked, of the city above them, and auditors; not for the public.',
  })
  appealPartGroups(
    @Args(() => AppealPartGroupsArgs) args: AppealPartGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return countParts(context, args);
  }

  @Merge('CONNECTION')
  @Query(() => AppealPartConnection, {
    nullable: true,
    description:
      '部门承办部分列表，按角色可见：统计所计的各项，或本部门待答复的各项。The parts themselves, of appeals that the viewer may see: those behind the numbers, or what a department owes.',
  })
  appealParts(
    @Args(() => AppealPartsArgs) page: AppealPartsArgs,
    @Args(() => AppealPeriodArgs) period: AppealPeriodArgs,
    @Ctx() context: RequestContext,
  ): Connection<StandingPart> {
    return listParts(context, page, period);
  }

  @FieldResolver(() => MemberUnit, { nullable: true, description: '承办部门。The department.' })
  unit(@Root() { unitId }: PartFacts): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Appeal, { nullable: true, description: '所属诉求。The appeal.' })
  appeal(@Root() { appealId }: PartFacts, @Ctx() context: RequestContext): Promise<Appeal | null> {
    return loadRecord(context, Appeal, appealId, visibleAppeals);
  }

  @FieldResolver(() => AppealPartState, {
    nullable: true,
    description:
      '状态：列表中为所查之日的，否则为今天的。How it stands: in a list of a past day as it stood then, else today.',
  })
  state(@Root() part: PartFacts, @Ctx() { clock }: RequestContext): AppealPartState | null {
    return part instanceof StandingPart ? part.state : partStateOn(part, clock.today());
  }

  @FieldResolver(() => GraphQLDate, {
    nullable: true,
    description:
      '答复的截止日，答复或撤销后仍在；暂停时为空。The day by which it was to be answered, also once it is; null while the clock stands still.',
  })
  deadlineOn(@Root() { deadlineOn }: PartFacts): string | null {
    return deadlineOn === never ? null : deadlineOn;
  }
}
