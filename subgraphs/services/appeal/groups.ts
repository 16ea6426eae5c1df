import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { countRows, Group, type Grouping, jurisdictionDimension } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Appeal } from './entity.ts';
import { AppealGroupFilter, groupConditions } from './listing.ts';
import { AppealState, AppealTier } from './terms.ts';

export const AppealDimension = describedEnum(
  'AppealDimension',
  '困难诉求的分组维度。What appeals are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    TIER: ['诉求层级', 'The tier.'],
    STATE: ['诉求状态', 'Where it stands.'],
  },
);
export type AppealDimension = keyof typeof AppealDimension;

@ObjectType({
  description: '困难诉求分组统计，公开。A bucket of appeals. Counts are public, appeals are not.',
  simpleResolvers: true,
})
export class AppealGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => AppealTier, { nullable: true, description: '诉求层级。The tier.' })
  tier?: AppealTier;

  @Field(() => AppealState, { nullable: true, description: '诉求状态。Where the appeals stand.' })
  state?: AppealState;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '诉求数。How many appeals.' })
  count?: number;
}

/** Counts over all appeals, whoever asks. */
export const appealGroups: Grouping<AppealDimension, AppealGroupFilter> = {
  entity: Appeal,
  conditions: groupConditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    TIER: { field: 'tier', value: 'tier', label: labelIn(AppealTier) },
    STATE: { field: 'state', value: 'state', label: labelIn(AppealState) },
  },
  measures: { count: countRows },
};

@ArgsType()
export class AppealGroupsArgs {
  @Field(() => [AppealDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: AppealDimension[];

  @Field(() => AppealGroupFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: AppealGroupFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
