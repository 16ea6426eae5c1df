import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { AppealState, AppealTier } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'appeal' })
@ObjectType({
  description:
    '困难诉求，公众不可见。Appeal: a difficulty that an organisation raises. Not seen by the public.',
  simpleResolvers: true,
})
export class Appeal extends OwnedRecord {
  @Field(() => String, { description: '诉求标题。The title.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => String, { nullable: true, description: '诉求内容。What it says.' })
  @Property({ type: 'text', nullable: true })
  body?: string | null;

  @Property({ type: 'text' })
  organisationId!: RecordId;

  @Field(() => String, {
    nullable: true,
    description:
      '组织的行业门类（GB/T 4754，A 至 T）；尚未得知为空。The section of industry of its organisation, A to T; null until it is known.',
  })
  @Property({ type: 'text', nullable: true })
  industry?: string | null;

  /** 首接负责: whom it is addressed to, its first receiver. */
  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;

  @Field(() => AppealTier, { description: '诉求层级。The tier: who can solve it.' })
  @Property({ type: 'text' })
  tier!: AppealTier;

  @Field(() => AppealState, { description: '诉求状态。Where it stands.' })
  @Property({ type: 'text' })
  state!: AppealState;

  @Field(() => GraphQLDateTime, { description: '提出时间。When it was raised.' })
  @Property({ type: 'datetime' })
  raisedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: '最近一次解决时间。When it was resolved, the last time.',
  })
  @Property({ type: 'datetime', nullable: true })
  resolvedAt?: Date | null;

  @Field(() => String, { nullable: true, description: '办理结果。How it was resolved.' })
  @Property({ type: 'text', nullable: true })
  outcome?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '回访是否满意；未回访为空。Whether the organisation is satisfied; null before the callback.',
  })
  @Property({ type: 'boolean', nullable: true })
  satisfied?: boolean | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      '最近一次回访时间；再次解决后、回访前为空。When the organisation was last asked; null before.',
  })
  @Property({ type: 'datetime', nullable: true })
  calledBackAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '办结时间。When it was closed.' })
  @Property({ type: 'datetime', nullable: true })
  closedAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '从提出到解决的工作日数，不含暂停。Working days from raising to resolution, without those on which the clock stood still.',
  })
  @Property({ type: 'integer', nullable: true })
  resolutionDays?: number | null;

  /** Never read by a field as it is: the resolver asks the rules first. */
  @Property({ type: 'text', nullable: true })
  contactPhone?: string | null;

  /** How many steps it went through: the position of the last one. */
  @Property({ type: 'integer' })
  steps!: number;

  /** How often a deadline was missed that was not the organisation's own. */
  @Property({ type: 'integer' })
  lateSteps!: number;

  @Property({ type: 'date', nullable: true })
  clockStartedOn?: string | null;

  @Property({ type: 'integer', nullable: true })
  clockDays?: number | null;

  /** `from/to` of every pause, in order; `from/` of one that lasts. */
  @Property({ type: 'string[]', columnType: 'text[]' })
  clockPauses!: string[];

  /** Since when the clock stands still. */
  @Property({ type: 'date', nullable: true })
  pausedOn?: string | null;

  /** 9999-12-31: no clock runs. */
  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'date' })
  dueSoonOn!: string;

  /** From this day on the schedule escalates it. */
  @Property({ type: 'date' })
  escalatesOn!: string;

  @Property({ type: 'boolean' })
  dueProvisional!: boolean;
}
