import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { countRows, countWhere, Group, type Grouping, jurisdictionDimension } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { type Expression, sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Instructor } from './entity.ts';
import { InstructorFilter, instructors } from './listing.ts';
import { InstructorCategory, InstructorState } from './terms.ts';

export const InstructorDimension = describedEnum(
  'InstructorDimension',
  '党建指导员的分组维度。What instructors are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    STATE: ['选派进度', 'How far the selection is.'],
  },
);
export type InstructorDimension = keyof typeof InstructorDimension;

@ObjectType({
  description:
    '党建指导员分组统计；类别可以重叠，故各为一项计数。A bucket of instructors. Categories overlap: each has a count of its own.',
  simpleResolvers: true,
})
export class InstructorGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => InstructorState, { nullable: true, description: '选派进度。How far the selection is.' })
  state?: InstructorState;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '指导员数。How many instructors.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '派往未建立党组织的两新组织。Those sent to organisations without a party organisation.',
  })
  toOrganisationWithoutParty?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '“一对一”指导。Those for one organisation each.' })
  oneToOne?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '县处级领导干部。Leading officials at county level.' })
  countyLeader?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '不属任何类别。Those in no category.' })
  inNoCategory?: number;
}

const inCategory = (category: InstructorCategory): Expression =>
  countWhere(sql<boolean>`${category} = any(r.categories)`);

export const instructorGroups: Grouping<InstructorDimension, InstructorFilter> = {
  entity: Instructor,
  conditions: instructors.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    STATE: { field: 'state', value: 'state', label: labelIn(InstructorState) },
  },
  measures: {
    count: countRows,
    toOrganisationWithoutParty: inCategory('TO_ORGANISATION_WITHOUT_PARTY'),
    oneToOne: inCategory('ONE_TO_ONE'),
    countyLeader: inCategory('COUNTY_LEADER'),
    inNoCategory: countWhere(sql<boolean>`r.categories = '{}'`),
  },
};

@ArgsType()
export class InstructorGroupsArgs {
  @Field(() => [InstructorDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: InstructorDimension[];

  @Field(() => InstructorFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: InstructorFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
