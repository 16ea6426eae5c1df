import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  AsOfArgument,
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { contains, holdsAny, oneOf, present } from '@jiedui/kit/sql';
import { ArgsType, Field, InputType } from 'type-graphql';

import { Industry } from '../industry.ts';
import { JurisdictionLevel } from '../jurisdiction/entity.ts';
import { MemberUnit } from './entity.ts';

export const MemberUnitOrderField = describedEnum(
  'MemberUnitOrderField',
  '成员单位的排序字段。What member units are ordered by.',
  {
    NAME: ['名称（拼音）', 'The name, by pinyin.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type MemberUnitOrderField = keyof typeof MemberUnitOrderField;

export const MemberUnitOrder = orderInput('MemberUnit', '成员单位', MemberUnitOrderField);

@InputType({ description: '成员单位筛选条件，同时满足。What member units must be; all conditions hold.' })
export class MemberUnitFilter {
  @Field(() => [JurisdictionLevel], { nullable: true, description: '层级之一。One of these levels.' })
  level?: JurisdictionLevel[] | null;

  @Field(() => [Industry], {
    nullable: true,
    description: '职能涉及任一行业门类。Its functions hold any of these sections.',
  })
  functions?: Industry[] | null;

  @Field(() => String, { nullable: true, description: '名称包含。The name contains this text.' })
  nameContains?: string | null;

  @Field(() => Boolean, { nullable: true, description: '是否已退出。Whether it left the committee.' })
  withdrawn?: boolean | null;
}

export const memberUnits: Listing<MemberUnit, MemberUnitOrderField, MemberUnitFilter> = {
  entity: MemberUnit,
  history: 'member_unit_history',
  orderings: { NAME: 'sortName', CREATED: 'id' },
  defaultOrder: { field: 'NAME', direction: 'ASCENDING' },
  conditions: (filter) => [
    oneOf('level', filter.level),
    holdsAny('functions', filter.functions),
    contains('name', filter.nameContains),
    present('withdrawn_on', filter.withdrawn),
  ],
};

@ArgsType()
export class MemberUnitsArgs extends PageArgs {
  @Field(() => MemberUnitOrder, {
    nullable: true,
    description: '排序，默认按名称。The order; by name where absent.',
  })
  orderBy?: OrderBy<MemberUnitOrderField> | null;

  @Field(() => MemberUnitFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: MemberUnitFilter | null;

  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class AllMemberUnitsArgs extends MemberUnitsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const MemberUnitConnection = connectionType('MemberUnit', '成员单位', MemberUnit);
