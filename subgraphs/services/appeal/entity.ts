import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

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

  /** Whom it is addressed to: its first receiver. */
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

  @Field(() => GraphQLDateTime, { nullable: true, description: '解决时间。When it was resolved.' })
  @Property({ type: 'datetime', nullable: true })
  resolvedAt?: Date | null;
}
