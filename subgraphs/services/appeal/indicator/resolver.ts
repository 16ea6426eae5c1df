import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { IndicatorPart, recordsBehind, setBehind } from '@jiedui/kit/indicator';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { Args, ArgsType, Ctx, Field, Int, Query, Resolver } from 'type-graphql';

import type { Appeal } from '../entity.ts';
import { AllAppealsArgs, AppealConnection, appeals } from '../listing.ts';
import { appealsAt } from '../past/appeals.ts';
import { AppealPeriodArgs, appealPeriodOf } from '../past/period.ts';
import { visibleAppeals } from '../visible.ts';
import { appealIndicators } from './definitions.ts';
import { AppealIndicator, AppealIndicatorsArgs, appealIndicatorsOf } from './indicators.ts';
import { AppealIndicatorCode } from './kinds.ts';

/** Which part of which indicator the appeals are wanted of. */
@ArgsType()
class AppealDrillArgs extends AppealPeriodArgs {
  @Field(() => AppealIndicatorCode, { description: '指标代码。Which indicator.' })
  code!: AppealIndicatorCode;

  @Field(() => Int, {
    nullable: true,
    description: '定义版本，缺省为 1。The version of its definition; 1 where absent.',
  })
  version?: number | null;

  @Field(() => IndicatorPart, { description: '分子或分母。Which part of it.' })
  part!: IndicatorPart;
}

@Resolver()
export class AppealIndicatorResolver {
  @Merge('GROUP')
  @Query(() => [AppealIndicator], {
    nullable: true,
    description:
      '困难诉求的指标，可分地区：按时办结率（逾期未办结的计入分母）、回访满意率；公开，过少的不公布。Indicators of appeals, by jurisdiction or in sum: closed on time, with open overdue ones in the denominator, and satisfaction. Public, but for small numbers.',
  })
  appealIndicators(
    @Args(() => AppealIndicatorsArgs) args: AppealIndicatorsArgs,
    @Ctx() context: RequestContext,
  ): Promise<AppealIndicator[]> {
    return appealIndicatorsOf(context, args);
  }

  @Merge('CONNECTION')
  @Query(() => AppealConnection, {
    nullable: true,
    description:
      '指标分子或分母所计的诉求，按角色可见，列出其现在的样子。The appeals that a part of an indicator counts, as they are now and as far as the viewer may see them.',
  })
  appealIndicatorAppeals(
    @Args(() => AppealDrillArgs) { code, version, part, from, asOf }: AppealDrillArgs,
    @Args(() => AllAppealsArgs) page: AllAppealsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Appeal> {
    visibleAppeals(context);
    const drill = { code, version: version ?? 1, part, from: from ?? null, asOf: asOf ?? null };
    return recordsBehind(
      appeals,
      context,
      'Query.appealIndicatorAppeals',
      drill,
      () => {
        const period = appealPeriodOf(context, drill);
        const counted = setBehind(appealIndicators, drill, 'APPEALS').condition(period);
        const source = appealsAt(context, period.asOf);
        // Listed as they are now: those that counted then.
        return { conditions: [sql<boolean>`r.id in (select r.id from ${source} r where ${counted})`] };
      },
      page,
    );
  }
}
