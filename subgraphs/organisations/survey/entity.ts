import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { SurveyMethod, SurveyState } from './terms.ts';

@Entity({ tableName: 'survey' })
@Key()
@Sharded()
@ObjectType({
  description:
    '摸底排查：一个两新组织在某一天的情况。Survey: the facts of one organisation on one day, and what was made of them.',
  simpleResolvers: true,
})
export class Survey extends OwnedRecord {
  @Property({ type: 'text' })
  organisationId!: RecordId;

  @Property({ type: 'text', nullable: true })
  campaignId?: RecordId | null;

  @Field(() => SurveyState, { description: '进度。How far it is.' })
  @Property({ type: 'text' })
  state!: SurveyState;

  @Field(() => GraphQLDate, { description: '摸底日期。The day on which the facts were taken down.' })
  @Property({ type: 'date' })
  surveyedOn!: string;

  @Field(() => SurveyMethod, { description: '摸底方式。How the organisation was surveyed.' })
  @Property({ type: 'text' })
  method!: SurveyMethod;

  @Field(() => Int, { description: '从业人员数。How many people worked there.' })
  @Property({ type: 'integer' })
  employees!: number;

  @Field(() => Int, { description: '其中党员数。How many of them were party members.' })
  @Property({ type: 'integer' })
  members!: number;

  @Field(() => Boolean, { description: '是否正常经营。Whether it operated.' })
  @Property({ type: 'boolean' })
  operating!: boolean;

  @Field(() => Boolean, { description: '是否已建党组织。Whether it had a party organisation.' })
  @Property({ type: 'boolean' })
  hasPartyOrganisation!: boolean;

  @Field(() => String, { nullable: true, description: '需求与困难。What it needed.' })
  @Property({ type: 'text', nullable: true })
  needs?: string | null;
}
