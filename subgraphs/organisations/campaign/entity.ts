import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { CampaignState } from './terms.ts';

@Entity({ tableName: 'campaign' })
@Key()
@Sharded()
@ObjectType({
  description:
    '摸底排查行动：一地在两个日期之间走访本地两新组织。Campaign: a jurisdiction surveys its organisations between two days.',
  simpleResolvers: true,
})
export class Campaign extends OwnedRecord {
  @Field(() => String, { description: '标题。The title.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => GraphQLDate, { description: '开始日期。The first day.' })
  @Property({ type: 'date' })
  startsOn!: string;

  @Field(() => GraphQLDate, { description: '截止日期。The last day.' })
  @Property({ type: 'date' })
  endsOn!: string;

  @Field(() => CampaignState, { description: '状态。Where it stands.' })
  @Property({ type: 'text' })
  state!: CampaignState;

  @Field(() => GraphQLDate, { nullable: true, description: '结束日期。The day on which it was closed.' })
  @Property({ type: 'date', nullable: true })
  closedOn?: string | null;

  @Field(() => String, { nullable: true, description: '说明。A note.' })
  @Property({ type: 'text', nullable: true })
  note?: string | null;
}
