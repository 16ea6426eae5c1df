import { ownedBy } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { Group } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { run, sql } from '@jiedui/kit/sql';
import {
  addHistograms,
  type Histogram,
  type HistogramSummary,
  summaryOf,
} from '@jiedui/schema/contract/histogram';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { compareText } from '@jiedui/schema/contract/order';
import { Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';

import { seesEveryNumber } from '../count/counts.ts';
import { appealsAt } from '../past/appeals.ts';
import { type AppealPeriod, AppealPeriodArgs, appealPeriodOf, sinceStart } from '../past/period.ts';
import { AppealIndicatorDimension } from './kinds.ts';

/** Four years of working days: up to here the percentiles are those of the appeals themselves. */
const exactTo = 1_000;

@ObjectType({
  description:
    '从提出到解决的工作日数：只计期内解决且期末未重新办理的诉求；百分位取最近秩，即实际出现的天数；跨地区先合并各天数的诉求数，最后取百分位。Working days from raising to resolution, of appeals that were resolved in the period and not reopened by its end. Percentiles are those of the nearest rank, days that occurred; over jurisdictions the appeals of each number of days are added, and percentiles read off last.',
  simpleResolvers: true,
})
class DaysToResolution implements HistogramSummary {
  @Field(() => Int, { description: '所计诉求数。How many appeals are counted.' })
  count!: number;

  @Field(() => Int, {
    description:
      '中位数：至少半数诉求不超过的最少天数。The median: the least days within which at least half were resolved.',
  })
  median!: number;

  @Field(() => Int, {
    description:
      '第 90 百分位：至少九成诉求不超过的最少天数。The 90th percentile: the least days within which at least nine in ten were resolved.',
  })
  p90!: number;

  @Field(() => Int, { description: '最长天数。The most days.' })
  most!: number;

  @Field(() => Int, {
    description:
      '误差：中位数与第 90 百分位至多偏小这么多天，绝不偏大；为零即准确。By how many days the percentiles are too small at most; they are never too great. 0: they are exact.',
  })
  error!: number;

  @Field(() => Int, {
    description:
      '不超过此数的天数逐一计数，更多的合为一组。Up to here each number of days is counted by itself; more are counted together.',
  })
  exactTo!: number;

  @Field(() => [[Int]], {
    description:
      '各天数的诉求数：[天数, 诉求数]，按天数升序；超过 exactTo 的合计于 exactTo + 1。How many appeals took how long: [days, appeals], by days; those above exactTo stand together at exactTo + 1.',
  })
  buckets!: HistogramSummary['buckets'];
}

@ObjectType({
  description:
    '困难诉求的解决用时，仅限可查看该地全部数字者。How long appeals took to resolve, for those who may have every number of the jurisdiction.',
  simpleResolvers: true,
})
class AppealResolution extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: JurisdictionCode;

  @Field(() => GraphQLDate, { description: '截止日期。The day whose state it tells.' })
  asOf!: string;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description:
      '因无权查看而未计入的地区数；为零则数字完整。Of how many jurisdictions the numbers are withheld and not counted in; 0 where it is whole.',
  })
  withheld?: number;

  @Merge('HISTOGRAM')
  @Field(() => DaysToResolution, {
    nullable: true,
    description:
      '工作日数；没有已解决的诉求或未公布时为空。Working days; null where nothing is resolved or told.',
  })
  days?: DaysToResolution;
}

@ArgsType()
class AppealResolutionArgs extends AppealPeriodArgs {
  @Field(() => [AppealIndicatorDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one line over all.',
  })
  by!: AppealIndicatorDimension[];

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

@Resolver()
export class AppealResolutionResolver {
  @Merge('GROUP')
  @Query(() => [AppealResolution], {
    nullable: true,
    description:
      '困难诉求从提出到解决的工作日数，可分地区：中位数与第 90 百分位。各地工作人员、市级工作人员与审计人员可查，不向公众公布。Working days from raising an appeal to its resolution, by jurisdiction or in sum: median and 90th percentile. For officers of the jurisdiction and of the city above it, and auditors; withheld from the public.',
  })
  async appealResolution(
    @Args(() => AppealResolutionArgs) { by, jurisdictions, ...days }: AppealResolutionArgs,
    @Ctx() context: RequestContext,
  ): Promise<AppealResolution[]> {
    const owners = askedOwners(context, jurisdictions);
    const period = appealPeriodOf(context, days);
    // Single appeals show in buckets and in the most days, and percentiles move with each: all or nothing of an owner is told.
    const told = owners.filter((owner) => seesEveryNumber(context, owner));
    const histograms = await histogramsOf(context, told, period);
    const split = by.includes('JURISDICTION') ? owners.map((owner) => [owner]) : [owners];
    return split
      .map((counted): AppealResolution => {
        const values = by.map(() => counted[0]!);
        const parts = counted.flatMap((owner) => histograms.get(owner) ?? []);
        return {
          key: JSON.stringify(values),
          label: values.map((owner) => context.federation.find(owner)?.name ?? owner).join(' · ') || '合计',
          ...(by.length > 0 && { jurisdiction: counted[0]! }),
          asOf: period.asOf,
          withheld: counted.filter((owner) => !told.includes(owner)).length,
          ...(parts.length > 0 && { days: summaryOf(addHistograms(parts)) }),
        };
      })
      .sort((a, b) => compareText(a.key, b.key));
  }
}

/** Of each owner with a resolved appeal; one statement. A reopened one keeps its days until it is resolved again. */
async function histogramsOf(
  context: RequestContext,
  owners: readonly JurisdictionCode[],
  period: AppealPeriod,
): Promise<Map<JurisdictionCode, Histogram>> {
  const rows = await run<{ owner: JurisdictionCode; days: number; appeals: number; most: number }>(
    context,
    sql`select r.owner, least(r.resolution_days, ${exactTo + 1}::int) as days, count(*)::float8 as appeals,
        max(r.resolution_days) as most from ${appealsAt(context, period.asOf)} r
      where ${ownedBy(owners)} and r.resolved_at is not null and ${sinceStart('resolved_at', period)} and r.resolution_days is not null
      group by 1, 2 order by 1, 2`,
  );
  return new Map(
    [...Map.groupBy(rows, ({ owner }) => owner)].map(([owner, own]) => [
      owner,
      {
        buckets: own.map(({ days, appeals }) => [days, appeals] as const),
        exactTo,
        most: own.at(-1)!.most,
      },
    ]),
  );
}
