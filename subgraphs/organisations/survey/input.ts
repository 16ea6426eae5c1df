import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Survey } from './entity.ts';
import { SurveyMethod, SurveyState } from './terms.ts';

@InputType({ description: '待登记的摸底排查。A survey to record.' })
export class RecordSurveyInput {
  @ShardKey()
  @Field(() => ID, { description: '被摸底的两新组织编号。The id of the organisation that was surveyed.' })
  organisation!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      '所属行动编号，须为本地的、开展中的行动。The id of the campaign: an open one of the same owner.',
  })
  campaign?: string | null;

  @Field(() => GraphQLDate, {
    description:
      '摸底日期，不晚于今天，且在行动期间内。The day: today at the latest, and within the campaign.',
  })
  surveyedOn!: string;

  @Field(() => SurveyMethod, { description: '摸底方式。How it was surveyed.' })
  method!: SurveyMethod;

  @Field(() => Int, { description: '从业人员数。How many people work there.' })
  employees!: number;

  @Field(() => Int, {
    description: '党员数，不多于从业人员数。How many of them are party members.',
  })
  members!: number;

  @Field(() => Boolean, { description: '是否正常经营。Whether it operates.' })
  operating!: boolean;

  @Field(() => Boolean, { description: '是否已建党组织。Whether it has a party organisation.' })
  hasPartyOrganisation!: boolean;

  @Field(() => String, {
    nullable: true,
    description: '需求与困难，至多 2000 字。What it needs, up to 2000 characters.',
  })
  needs?: string | null;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@InputType({ description: '摸底排查的下一步。The next step of a survey.' })
export class AdvanceSurveyInput {
  @ShardKey()
  @Field(() => ID, { description: '摸底排查编号。The id of the survey.' })
  survey!: string;

  @Field(() => SurveyState, { description: '下一步，逐步向前。The next state: one step forward.' })
  to!: SurveyState;

  @Field(() => GraphQLDate, {
    description: '办理日期，不早于上一步，不晚于今天。The day: not before the last step, nor after today.',
  })
  takenOn!: string;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@ObjectType({ description: '摸底排查的办理结果。A survey as written.', simpleResolvers: true })
export class SurveyPayload {
  @Field(() => Survey, { nullable: true, description: '办理后的摸底排查。The survey as it is now.' })
  survey?: Survey | null;
}
