import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  countWhere,
  Group,
  type Grouping,
  jurisdictionDimension,
  maxOf,
  minOf,
  sumOf,
} from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Survey } from './entity.ts';
import { SurveyFilter, surveys } from './listing.ts';
import { SurveyMethod, SurveyState } from './terms.ts';

export const SurveyDimension = describedEnum(
  'SurveyDimension',
  '摸底排查的分组维度。What surveys are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    STATE: ['进度', 'How far they are.'],
    METHOD: ['方式', 'How the organisations were surveyed.'],
    YEAR: ['年份', 'The year of the survey.'],
  },
);
export type SurveyDimension = keyof typeof SurveyDimension;

@ObjectType({ description: '摸底排查分组统计。A bucket of surveys.', simpleResolvers: true })
export class SurveyGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => SurveyState, { nullable: true, description: '进度。How far they are.' })
  state?: SurveyState;

  @Field(() => SurveyMethod, { nullable: true, description: '方式。How they were made.' })
  method?: SurveyMethod;

  @Field(() => Int, { nullable: true, description: '年份。The year.' })
  year?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '摸底次数。How many surveys.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '从业人员合计。How many people worked there.' })
  employees?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '党员合计。How many party members.' })
  members?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '未建党组织的次数。How many found no party organisation.',
  })
  withoutPartyOrganisation?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早摸底日期。The earliest day.' })
  earliestSurveyedOn?: string;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近摸底日期。The latest day.' })
  latestSurveyedOn?: string;
}

export const surveyGroups: Grouping<SurveyDimension, SurveyFilter> = {
  entity: Survey,
  conditions: surveys.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    STATE: { field: 'state', value: 'state', label: labelIn(SurveyState) },
    METHOD: { field: 'method', value: 'method', label: labelIn(SurveyMethod) },
    YEAR: { field: 'year', value: sql`extract(year from r.surveyed_on)::int` },
  },
  measures: {
    count: countRows,
    employees: sumOf('employees'),
    members: sumOf('members'),
    withoutPartyOrganisation: countWhere(sql<boolean>`not r.has_party_organisation`),
    earliestSurveyedOn: minOf('surveyed_on'),
    latestSurveyedOn: maxOf('surveyed_on'),
  },
};

@ArgsType()
export class SurveyGroupsArgs {
  @Field(() => [SurveyDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: SurveyDimension[];

  @Field(() => SurveyFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: SurveyFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
