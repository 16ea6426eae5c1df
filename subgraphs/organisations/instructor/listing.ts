import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, contains, equals, holdsAny, oneOf } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { Instructor } from './entity.ts';
import { InstructorCategory, InstructorRole, InstructorState } from './terms.ts';

export const InstructorOrderField = describedEnum(
  'InstructorOrderField',
  '党建指导员的排序字段。What instructors are ordered by.',
  {
    NAME: ['代称（拼音）', 'The label, by pinyin.'],
    NOMINATED_ON: ['推荐日期', 'The day of the nomination.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type InstructorOrderField = keyof typeof InstructorOrderField;

export const InstructorOrder = orderInput('Instructor', '党建指导员', InstructorOrderField);

@InputType({ description: '党建指导员筛选条件，同时满足。What instructors must be; all conditions hold.' })
export class InstructorFilter {
  @Field(() => [InstructorState], { nullable: true, description: '选派进度之一。One of these states.' })
  state?: InstructorState[] | null;

  @Field(() => [InstructorCategory], {
    nullable: true,
    description: '属于任一类别。In any of these categories.',
  })
  category?: InstructorCategory[] | null;

  @Field(() => [InstructorRole], { nullable: true, description: '担任任一角色。Has any of these roles.' })
  role?: InstructorRole[] | null;

  @Field(() => ID, { nullable: true, description: '派出单位编号。The id of the unit they come from.' })
  sourceUnit?: string | null;

  @Field(() => String, { nullable: true, description: '代称包含。The label contains this text.' })
  nameContains?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '选派不早于。Dispatched on this day or later.' })
  dispatchedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '选派不晚于。Dispatched on this day or earlier.' })
  dispatchedTo?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

export const instructors: Listing<Instructor, InstructorOrderField, InstructorFilter> = {
  entity: Instructor,
  orderings: { NAME: 'sortName', NOMINATED_ON: 'nominatedOn', CREATED: 'id' },
  defaultOrder: { field: 'NAME', direction: 'ASCENDING' },
  conditions: (filter) => [
    oneOf('state', filter.state),
    holdsAny('categories', filter.category),
    holdsAny('roles', filter.role),
    equals('source_unit_id', idIn(filter.sourceUnit, 'unit')),
    contains('name', filter.nameContains),
    atLeast('dispatched_on', filter.dispatchedFrom),
    atMost('dispatched_on', filter.dispatchedTo),
    oneOf('provenance', filter.provenance),
  ],
};

@ArgsType()
export class InstructorsArgs extends PageArgs {
  @Field(() => InstructorOrder, {
    nullable: true,
    description: '排序，默认按代称。The order; by label where absent.',
  })
  orderBy?: OrderBy<InstructorOrderField> | null;

  @Field(() => InstructorFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: InstructorFilter | null;
}

@ArgsType()
export class AllInstructorsArgs extends InstructorsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const InstructorConnection = connectionType('Instructor', '党建指导员', Instructor);
