import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { countRows, Group, type Grouping, jurisdictionDimension } from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { JurisdictionLevel } from '../jurisdiction/entity.ts';
import { MemberUnit } from './entity.ts';
import { MemberUnitFilter, memberUnits } from './listing.ts';

export const MemberUnitDimension = describedEnum(
  'MemberUnitDimension',
  '成员单位的分组维度。What member units are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    LEVEL: ['层级', 'The level.'],
  },
);
export type MemberUnitDimension = keyof typeof MemberUnitDimension;

@ObjectType({ description: '成员单位分组统计。A bucket of member units.', simpleResolvers: true })
export class MemberUnitGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => JurisdictionLevel, { nullable: true, description: '层级。The level.' })
  level?: JurisdictionLevel;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '单位数。How many units.' })
  count?: number;
}

export const memberUnitGroups: Grouping<MemberUnitDimension, MemberUnitFilter> = {
  entity: MemberUnit,
  history: memberUnits.history,
  conditions: memberUnits.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    LEVEL: { field: 'level', value: 'level', label: labelIn(JurisdictionLevel) },
  },
  measures: { count: countRows },
};

@ArgsType()
export class MemberUnitGroupsArgs {
  @Field(() => [MemberUnitDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: MemberUnitDimension[];

  @Field(() => MemberUnitFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: MemberUnitFilter | null;

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
