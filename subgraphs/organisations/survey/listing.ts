import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, equals, oneOf } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { Survey } from './entity.ts';
import { SurveyMethod, SurveyState } from './terms.ts';

export const SurveyOrderField = describedEnum(
  'SurveyOrderField',
  '摸底排查的排序字段。What surveys are ordered by.',
  {
    SURVEYED_ON: ['摸底日期', 'The day of the survey.'],
    EMPLOYEES: ['从业人员数', 'How many people worked there.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type SurveyOrderField = keyof typeof SurveyOrderField;

export const SurveyOrder = orderInput('Survey', '摸底排查', SurveyOrderField);

@InputType({ description: '摸底排查筛选条件，同时满足。What surveys must be; all conditions hold.' })
export class SurveyFilter {
  @Field(() => [SurveyState], { nullable: true, description: '进度之一。One of these states.' })
  state?: SurveyState[] | null;

  @Field(() => [SurveyMethod], { nullable: true, description: '方式之一。One of these methods.' })
  method?: SurveyMethod[] | null;

  @Field(() => ID, { nullable: true, description: '行动编号。The id of the campaign.' })
  campaign?: string | null;

  @Field(() => ID, { nullable: true, description: '两新组织编号。The id of the organisation.' })
  organisation?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '摸底不早于。Surveyed on this day or later.' })
  surveyedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '摸底不晚于。Surveyed on this day or earlier.' })
  surveyedTo?: string | null;

  @Field(() => Boolean, { nullable: true, description: '是否正常经营。Whether it operated.' })
  operating?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否已建党组织。Whether it had a party organisation.',
  })
  hasPartyOrganisation?: boolean | null;
}

export const surveys: Listing<Survey, SurveyOrderField, SurveyFilter> = {
  entity: Survey,
  orderings: { SURVEYED_ON: 'surveyedOn', EMPLOYEES: 'employees', CREATED: 'id' },
  defaultOrder: { field: 'SURVEYED_ON', direction: 'DESCENDING' },
  conditions: (filter) => [
    oneOf('state', filter.state),
    oneOf('method', filter.method),
    equals('campaign_id', idIn(filter.campaign, 'camp')),
    equals('organisation_id', idIn(filter.organisation, 'org')),
    atLeast('surveyed_on', filter.surveyedFrom),
    atMost('surveyed_on', filter.surveyedTo),
    equals('operating', filter.operating),
    equals('has_party_organisation', filter.hasPartyOrganisation),
  ],
};

@ArgsType()
export class SurveysArgs extends PageArgs {
  @Field(() => SurveyOrder, {
    nullable: true,
    description: '排序，默认最近的在前。The order; the latest first where absent.',
  })
  orderBy?: OrderBy<SurveyOrderField> | null;

  @Field(() => SurveyFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: SurveyFilter | null;
}

@ArgsType()
export class AllSurveysArgs extends SurveysArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const SurveyConnection = connectionType('Survey', '摸底排查', Survey);
