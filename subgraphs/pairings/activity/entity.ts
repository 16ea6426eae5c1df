import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { ActivityKind, CoBuildingAspect } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'activity' })
@ObjectType({
  description: '共建活动。Activity: what the two sides of a pairing, or a member unit, did on a day.',
  simpleResolvers: true,
})
export class Activity extends OwnedRecord {
  @Field(() => ActivityKind, { description: '活动类型。The kind of the activity.' })
  @Property({ type: 'text' })
  kind!: ActivityKind;

  @Field(() => String, { description: '活动名称。The title.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => GraphQLDate, {
    description:
      '活动日期；来源未写明时为推定，见 periodText。The day; assumed where the source gives none, see periodText.',
  })
  @Property({ type: 'date' })
  heldOn!: string;

  @Field(() => String, { nullable: true, description: '时间的原文表述。The period as the source writes it.' })
  @Property({ type: 'text', nullable: true })
  periodText?: string | null;

  @Field(() => String, { nullable: true, description: '活动地点。Where it was held.' })
  @Property({ type: 'text', nullable: true })
  place?: string | null;

  @Field(() => Int, { nullable: true, description: '参加人数。How many took part.' })
  @Property({ type: 'int', nullable: true })
  participants?: number | null;

  @Field(() => String, { nullable: true, description: '活动成效。What came of it.' })
  @Property({ type: 'text', nullable: true })
  outcome?: string | null;

  @Field(() => [CoBuildingAspect], {
    description: '所属共建方面。The aspects of building together it serves.',
  })
  @Property({ type: 'string[]', columnType: 'text[]' })
  aspects!: CoBuildingAspect[];

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  instructorId?: RecordId | null;

  /** The codes of the items of building together that it serves, as the federation's configuration lists them. */
  @Property({ type: 'string[]', columnType: 'text[]' })
  items!: string[];

  /** Of no column: a withdrawn activity stands in the history alone, where nothing can count it. */
  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '撤回日期；已撤回的活动只能按编号查到，不列入任何名单与统计。When it was withdrawn; it is then found by its id alone, and in no list or count.',
  })
  withdrawnOn?: string | null;
}
