import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  countWhere,
  Group,
  type Grouping,
  jurisdictionDimension,
  maxOf,
  shareOf,
  sumOf,
} from '@jiedui/kit/groups';
import { idIn } from '@jiedui/kit/ids';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio } from '@jiedui/kit/ratio';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { equals, oneOf, sql } from '@jiedui/kit/sql';
import { boundedInt } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { CoBuildingAspect } from '../activity/terms.ts';
import { coBuildingOf } from './derive.ts';
import { CoBuilding } from './entity.ts';
import { itemOf, itemsOf } from './items.ts';

export const CoBuildingDimension = describedEnum(
  'CoBuildingDimension',
  '共建内容的分组维度。What planned and done items are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner of the pairing.'],
    UNIT: ['成员单位', 'The member unit.'],
    PAIRING: ['结对', 'The pairing.'],
    YEAR: ['年份', 'The year.'],
    ASPECT: ['共建方面', 'The aspect.'],
    ITEM: ['共建内容', 'The item.'],
  },
);
export type CoBuildingDimension = keyof typeof CoBuildingDimension;

@InputType({ description: '共建内容筛选条件，同时满足。Which items of which pairings; all conditions hold.' })
export class CoBuildingFilter {
  @Field(() => Int, {
    nullable: true,
    description: '起始年份；默认为今年。The first year; this one where absent.',
  })
  from?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '截止年份；默认同起始年份，至多十年。The last year; the first one where absent, ten years at the most.',
  })
  to?: number | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => [CoBuildingAspect], { nullable: true, description: '方面之一。One of these aspects.' })
  aspect?: CoBuildingAspect[] | null;

  @Field(() => [String], { nullable: true, description: '内容代码之一。One of these items, by code.' })
  item?: string[] | null;
}

@ObjectType({
  description:
    '共建内容分组统计；一个结对在一年内的一项计一次。A bucket of planned and done items: each counts once for a pairing and year.',
  simpleResolvers: true,
})
export class CoBuildingGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string;

  @Field(() => Int, { nullable: true, description: '年份。The year.' })
  year?: number;

  @Field(() => CoBuildingAspect, { nullable: true, description: '共建方面。The aspect.' })
  aspect?: CoBuildingAspect | null;

  @Field(() => String, { nullable: true, description: '共建内容代码。The code of the item.' })
  item?: string;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '计划或开展的项次。How many were planned or done.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '计划的项次。How many were planned.' })
  planned?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '已开展的项次。How many were done.' })
  done?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '计划外开展的项次。How many were done without a plan.' })
  doneUnplanned?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description:
      '开展的活动数，活动属几项即计几次。How many activities; one of several items counts for each.',
  })
  activities?: number;

  @Merge('MAX')
  @Field(() => GraphQLDate, {
    nullable: true,
    description: '最近一次活动日期。The day of the last activity.',
  })
  lastHeldOn?: string | null;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description: '计划完成率：已开展的计划项次／计划项次。Planned items that were done / planned items.',
  })
  completion?: Ratio;
}

const isPlanned = sql<boolean>`r.planned`;
const isDone = sql<boolean>`r.activities > 0`;
const mostYears = 10;

export const coBuildingGroups: Grouping<CoBuildingDimension, CoBuildingFilter> = {
  entity: CoBuilding,
  derived: (filter, context) => {
    const from = yearIn('from', filter?.from ?? Number(context.clock.today().slice(0, 4)));
    const to = yearIn('to', filter?.to ?? from);
    if (to < from || to >= from + mostYears) {
      const expected = `to: ${from} to ${from + mostYears - 1}`;
      throw expectation('INVALID_INPUT', { expected, received: to });
    }
    return coBuildingOf({ from, to }, itemsOf(context));
  },
  conditions: (filter) => [
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    equals('unit_id', idIn(filter.unit, 'unit')),
    oneOf('aspect', filter.aspect),
    oneOf('item', filter.item),
  ],
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    UNIT: { field: 'unit', value: 'unit_id' },
    PAIRING: { field: 'pairing', value: 'pairing_id' },
    YEAR: { field: 'year', value: 'year', label: (year) => `${year}年` },
    ASPECT: { field: 'aspect', value: 'aspect', label: labelIn(CoBuildingAspect) },
    ITEM: { field: 'item', value: 'item', label: (code, context) => itemOf(itemsOf(context), code).name },
  },
  measures: {
    count: countRows,
    planned: countWhere(isPlanned),
    done: countWhere(isDone),
    doneUnplanned: countWhere(sql<boolean>`${isDone} and not ${isPlanned}`),
    activities: sumOf('activities'),
    lastHeldOn: maxOf('last_held_on'),
    completion: shareOf(isDone, isPlanned),
  },
};

/** @throws INVALID_INPUT where it is no year that a plan can have */
export function yearIn(field: string, year: number): number {
  return boundedInt(year, { field, least: 1949, most: 2999 });
}

@ArgsType()
export class CoBuildingGroupsArgs {
  @Field(() => [CoBuildingDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: CoBuildingDimension[];

  @Field(() => CoBuildingFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: CoBuildingFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
