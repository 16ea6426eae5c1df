import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  eachOf,
  Group,
  type Grouping,
  jurisdictionDimension,
  maxOf,
  minOf,
  monthLabel,
  sumOf,
} from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { itemOf, itemsOf } from '../co-building/items.ts';
import { Activity } from './entity.ts';
import { activities, ActivityFilter } from './listing.ts';
import { ActivityKind, CoBuildingAspect } from './terms.ts';

export const ActivityDimension = describedEnum(
  'ActivityDimension',
  '活动的分组维度。What activities are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['活动类型', 'The kind of the activity.'],
    YEAR: ['年份', 'The year in which it was held.'],
    MONTH: ['月份', 'The month in which it was held, with its year.'],
    UNIT: ['成员单位', 'The member unit that held it.'],
    PAIRING: ['结对', 'The pairing.'],
    ASPECT: [
      '共建方面；属几个方面即计入几组',
      'The aspects: it stands in the bucket of each, so that the sum may be more than the activities.',
    ],
    ITEM: [
      '共建内容；属几项即计入几组',
      'The items: it stands in the bucket of each, so that the sum may be more than the activities.',
    ],
  },
);
export type ActivityDimension = keyof typeof ActivityDimension;

@ObjectType({ description: '活动分组统计。A bucket of activities.', simpleResolvers: true })
export class ActivityGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => ActivityKind, { nullable: true, description: '活动类型。The kind of the activities.' })
  kind?: ActivityKind;

  @Field(() => Int, { nullable: true, description: '年份。The year.' })
  year?: number;

  @Field(() => String, { nullable: true, description: '月份，格式 YYYY-MM。The month, YYYY-MM.' })
  month?: string;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => CoBuildingAspect, { nullable: true, description: '共建方面。The aspect.' })
  aspect?: CoBuildingAspect | null;

  @Field(() => String, { nullable: true, description: '共建内容代码。The code of the item.' })
  item?: string | null;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '活动数。How many activities.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '参加人次，未填的不计。How many took part, where that is known.',
  })
  participants?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早活动日期。The first day.' })
  earliestHeldOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近活动日期。The last day.' })
  latestHeldOn?: string | null;
}

export const activityGroups: Grouping<ActivityDimension, ActivityFilter> = {
  entity: Activity,
  history: activities.history,
  conditions: activities.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    KIND: { field: 'kind', value: 'kind', label: labelIn(ActivityKind) },
    YEAR: {
      field: 'year',
      value: sql`extract(year from r.held_on)::int`,
      label: (year) => `${year}年`,
    },
    MONTH: {
      field: 'month',
      value: sql`to_char(r.held_on, 'YYYY-MM')`,
      label: monthLabel,
    },
    UNIT: { field: 'unit', value: 'unit_id' },
    PAIRING: { field: 'pairing', value: 'pairing_id' },
    ASPECT: { field: 'aspect', value: eachOf('aspects'), label: labelIn(CoBuildingAspect) },
    ITEM: {
      field: 'item',
      value: eachOf('items'),
      label: (code, context) => itemOf(itemsOf(context), code).name,
    },
  },
  measures: {
    count: countRows,
    participants: sumOf('participants'),
    earliestHeldOn: minOf('held_on'),
    latestHeldOn: maxOf('held_on'),
  },
};

@ArgsType()
export class ActivityGroupsArgs {
  @Field(() => [ActivityDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: ActivityDimension[];

  @Field(() => ActivityFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ActivityFilter | null;

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
