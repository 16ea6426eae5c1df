import { ActingRole } from '@jiedui/kit/acting-role';
import { GraphQLDate, GraphQLDateTime } from '@jiedui/kit/scalars';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { type AppealState, AppealStepKind, AppealTier } from '../terms.ts';

/** Rows are only ever added: the database refuses anything else. */
@Entity({ tableName: 'appeal_step' })
@ObjectType({
  description: '诉求的一个办理步骤，只增不改。A step that an appeal went through; never changed afterwards.',
  simpleResolvers: true,
})
export class AppealStep {
  @PrimaryKey({ type: 'text' })
  appealId!: RecordId;

  /** From 1, in the order in which the steps were taken. */
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Field(() => AppealStepKind, { description: '步骤。The step.' })
  @Property({ type: 'text' })
  step!: AppealStepKind;

  @Property({ type: 'text', nullable: true })
  fromState?: AppealState | null;

  @Property({ type: 'text' })
  toState!: AppealState;

  @Field(() => AppealTier, { description: '此后层级。The tier after.' })
  @Property({ type: 'text' })
  tier!: AppealTier;

  @Field(() => GraphQLDateTime, { description: '办理时间。When it was taken.' })
  @Property({ type: 'datetime' })
  takenAt!: Date;

  @Field(() => ActingRole, { description: '办理身份。In what role it was taken.' })
  @Property({ type: 'text' })
  takenAs!: ActingRole;

  @Field(() => String, {
    nullable: true,
    description:
      '经办人标识，仅归属地工作人员与审计人员可见，其他人为空。Who took it, for the officers of the owner and for auditors; null for others.',
  })
  @Property({ type: 'text', nullable: true })
  takenBy?: string | null;

  /** Whose liaison took it. */
  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Field(() => String, { nullable: true, description: '理由或说明。Why, or a note.' })
  @Property({ type: 'text', nullable: true })
  reason?: string | null;

  @Field(() => Boolean, { description: '是否逾期办理。Whether its deadline had passed.' })
  @Property({ type: 'boolean' })
  late!: boolean;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '自何日起逾期；按时则为空。Since which day it was overdue; null where it was on time.',
  })
  @Property({ type: 'date', nullable: true })
  overdueSince?: string | null;

  /** Of a resolution: the appeal's own may be written over by the next one. */
  @Property({ type: 'integer', nullable: true })
  resolutionDays?: number | null;
}
