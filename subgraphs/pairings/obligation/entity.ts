import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import { ObligationRule, ObligationStatus } from './terms.ts';

/** A row of `derive.ts`. There is no such table: the mapping says what the columns are. */
@Entity({ tableName: 'obligation', readonly: true })
@ObjectType({
  description:
    '义务：一个结对（“五个一”）或一名党建指导员（入企指导）在一个周期内的一项要求，状态由记录推算。Obligation: what a pairing (the five ones) or an instructor (visits) owes in one period; where it stands is derived from records.',
  simpleResolvers: true,
})
export class Obligation {
  @Field(() => ID, {
    description: '编号：结对或指导员、要求、周期。Names it: the pairing or instructor, the rule, the period.',
  })
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  owner!: JurisdictionCode;

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  instructorId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Field(() => String, {
    description:
      '义务主体的名称：结对名称，或指导员代称。Who owes it: the title of the pairing, or the label of the instructor.',
  })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => ObligationRule, { description: '要求。What is asked.' })
  @Property({ type: 'text' })
  rule!: ObligationRule;

  @Field(() => GraphQLDate, { description: '周期起始日。The first day of the period.' })
  @Property({ type: 'date' })
  periodStart!: string;

  @Field(() => GraphQLDate, { description: '周期截止日。The last day of the period.' })
  @Property({ type: 'date' })
  periodEnd!: string;

  @Field(() => GraphQLDate, {
    description:
      '到期日：周期（或结对、任职）的最后一天加宽限天数。The due date: the last day of the period, or of the pairing or service in it, and the days of grace.',
  })
  @Property({ type: 'date' })
  dueOn!: string;

  @Field(() => GraphQLDate, { description: '以何日为准。The day at whose end it was judged.' })
  @Property({ type: 'date' })
  asOf!: string;

  @Field(() => Int, { description: '要求次数。How many activities it asks.' })
  @Property({ type: 'integer' })
  required!: number;

  @Field(() => Int, {
    description:
      '已做次数；只计归属地自己登记的活动。How many were done; only those that the owner of the pairing or instructor recorded count.',
  })
  @Property({ type: 'integer' })
  done!: number;

  @Field(() => ObligationStatus, { description: '状态。Where it stands.' })
  @Property({ type: 'text' })
  status!: ObligationStatus;

  @Field(() => Int, {
    nullable: true,
    description:
      '距到期日的天数，逾期为负；已完成或免除时为空。Days to the due date, below zero once it has passed; null where met or exempt.',
  })
  @Property({ type: 'integer', nullable: true })
  daysLeft?: number | null;
}
