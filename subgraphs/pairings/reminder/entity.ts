import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate, GraphQLDateTime } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import { ObligationRule, ObligationStatus } from '../obligation/terms.ts';
import { ReminderDeliveryState } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'reminder' })
@ObjectType({
  description:
    '提醒：某单位某日待完成与已逾期义务的摘要，每单位每日至多一份。Reminder: the digest of what a unit had due or overdue on a day; one at most per unit and day.',
  simpleResolvers: true,
})
export class Reminder extends OwnedRecord {
  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Field(() => GraphQLDate, { description: '提醒日期。The day that it tells of.' })
  @Property({ type: 'date' })
  remindedOn!: string;

  @Field(() => Int, { description: '即将到期的义务数。How many obligations are due soon.' })
  @Property({ type: 'integer' })
  due!: number;

  @Field(() => Int, { description: '已逾期的义务数。How many are overdue.' })
  @Property({ type: 'integer' })
  overdue!: number;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: '阅读时间；未读为空。When it was read; null before.',
  })
  @Property({ type: 'datetime', nullable: true })
  readAt?: Date | null;

  @Property({ type: 'integer' })
  attempts!: number;

  /** When it is sent next; null where it is not sent, or not any more. */
  @Property({ type: 'datetime', nullable: true })
  nextTryAt?: Date | null;

  @Property({ type: 'datetime', nullable: true })
  deliveredAt?: Date | null;

  @Property({ type: 'text', nullable: true })
  lastFailure?: string | null;
}

/** One obligation as it stood on the day of the reminder. */
@Entity({ tableName: 'reminder_item' })
@ObjectType({
  description: '提醒中的一项义务，为提醒当日的情况。One obligation of a reminder, as it stood on that day.',
  simpleResolvers: true,
})
export class ReminderItem {
  @Field(() => ID, { description: '义务编号。The id of the obligation.' })
  @PrimaryKey({ type: 'text' })
  obligationId!: string;

  @PrimaryKey({ type: 'date' })
  remindedOn!: string;

  @Property({ type: 'text' })
  reminderId!: RecordId;

  /** From 1, in the order of their due dates. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  instructorId?: RecordId | null;

  @Field(() => String, {
    description: '义务主体的名称。Who owes it: the title of the pairing, or the label of the instructor.',
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

  @Field(() => GraphQLDate, { description: '到期日。The due date.' })
  @Property({ type: 'date' })
  dueOn!: string;

  @Field(() => Int, { description: '要求次数。How many activities it asks.' })
  @Property({ type: 'integer' })
  required!: number;

  @Field(() => Int, { description: '已做次数。How many were done.' })
  @Property({ type: 'integer' })
  done!: number;

  @Field(() => ObligationStatus, { description: '状态：待完成或已逾期。DUE or OVERDUE.' })
  @Property({ type: 'text' })
  status!: ObligationStatus;

  @Field(() => Int, {
    description: '距到期日的天数，逾期为负。Days to the due date, below zero once it has passed.',
  })
  @Property({ type: 'integer' })
  daysLeft!: number;
}

@ObjectType({
  description:
    '提醒的推送情况，供归属地工作人员与审计人员查看。How the sending of a reminder goes, for officers of the owner and auditors.',
  simpleResolvers: true,
})
export class ReminderDelivery {
  @Field(() => ReminderDeliveryState, { description: '推送状态。How far it is.' })
  state!: ReminderDeliveryState;

  @Field(() => Int, { description: '已尝试次数。How often it was tried.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: '最近一次失败的原因。Why the last try failed.' })
  lastFailure?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '送达时间。When it was taken.' })
  deliveredAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '下次尝试的时间。When it is tried next.' })
  nextTryAt?: Date | null;
}
