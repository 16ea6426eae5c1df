import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { Group, jurisdictionDimension } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import type { Counting } from './count/counts.ts';
import { AppealGroupFilter } from './listing.ts';
import { StoodAsOf } from './past/period.ts';
import { AppealState, AppealTier } from './terms.ts';

export const AppealDimension = describedEnum(
  'AppealDimension',
  '困难诉求的分组维度。What appeals are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    TIER: ['诉求层级', 'The tier.'],
    STATE: ['诉求状态', 'Where it stands.'],
    INDUSTRY: [
      '组织的行业门类；公众不可用',
      'The section of industry of the organisation; not for the public.',
    ],
    UNIT: ['首接受理单位；公众不可用', 'The first receiver, which stays responsible; not for the public.'],
  },
);
export type AppealDimension = keyof typeof AppealDimension;

@ObjectType({
  description:
    '困难诉求分组统计，公开；过少的不公布。A bucket of appeals. Counts are public but for small ones; appeals are not.',
  simpleResolvers: true,
})
export class AppealGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => AppealTier, { nullable: true, description: '诉求层级。The tier.' })
  tier?: AppealTier;

  @Field(() => AppealState, { nullable: true, description: '诉求状态。Where the appeals stand.' })
  state?: AppealState;

  @Field(() => String, {
    nullable: true,
    description: '行业门类（GB/T 4754，A 至 T）。The section of industry, A to T.',
  })
  industry?: string | null;

  @Field(() => ID, { nullable: true, description: '首接受理单位编号。The id of the first receiver.' })
  unit?: string | null;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description:
      '诉求数；对公众，数量过少的不公布，全部未公布则为空。How many appeals. Of groups that are too small the public gets no number; null where it gets none at all.',
  })
  count?: number | null;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description:
      '未公布而未计入的部分数（各地分别判定）；为零则数字完整。How many parts are withheld and not counted in, each decided by its owner; 0 where the number is whole.',
  })
  suppressed?: number;
}

export const appealCounting: Counting<AppealDimension> = {
  jurisdiction: { name: 'JURISDICTION', dimension: jurisdictionDimension },
  others: {
    TIER: {
      dimension: { field: 'tier', value: 'tier', label: labelIn(AppealTier) },
      wanted: ({ tier }) => tier,
    },
    STATE: {
      dimension: { field: 'state', value: 'state', label: labelIn(AppealState) },
      wanted: ({ state }) => state,
    },
    // Together with the other counts they come near to telling who raised what: units and industries are many, and small.
    INDUSTRY: { dimension: { field: 'industry', value: 'industry' }, everyNumber: true },
    UNIT: { dimension: { field: 'unit', value: 'unit_id' }, everyNumber: true },
  },
};

@ArgsType()
export class AppealGroupsArgs {
  @Field(() => [AppealDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: AppealDimension[];

  @Field(() => AppealGroupFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: AppealGroupFilter | null;

  @StoodAsOf()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
