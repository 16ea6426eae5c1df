import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

@Key()
@Sharded()
@Entity({ tableName: 'project' })
@ObjectType({
  description:
    '共建项目，如党建活动室规范化建设。Project: something a pairing builds by a due date, such as an activity room.',
  simpleResolvers: true,
})
export class Project extends OwnedRecord {
  @Field(() => String, { description: '项目名称。The name.' })
  @Property({ type: 'text' })
  name!: string;

  /** The name's pinyin. */
  @Property({ type: 'text' })
  sortName!: string;

  @Property({ type: 'text' })
  pairingId!: RecordId;

  @Field(() => GraphQLDate, {
    description:
      '开工日期；来源未写明时为推定，见 periodText。When it began; assumed where the source gives no day, see periodText.',
  })
  @Property({ type: 'date' })
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '应完工日期。When it is due.' })
  @Property({ type: 'date', nullable: true })
  dueOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '立项时的应完工日期，不随延期改变。The due date that it began with, whatever was put off since.',
  })
  @Property({ type: 'date', nullable: true })
  plannedDueOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '完工日期。When it was finished.' })
  @Property({ type: 'date', nullable: true })
  finishedOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '投入使用日期。Since when it is in use.' })
  @Property({ type: 'date', nullable: true })
  inUseOn?: string | null;

  @Field(() => String, { nullable: true, description: '时间的原文表述。The period as the source writes it.' })
  @Property({ type: 'text', nullable: true })
  periodText?: string | null;
}
