import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Activity } from './entity.ts';
import { ActivityKind, CoBuildingAspect } from './terms.ts';

/** What an activity may say beside its kind, title and day. */
@InputType({ description: '活动的其余内容。What else an activity says.' })
abstract class ActivityDetails {
  @Field(() => String, { nullable: true, description: '活动地点。Where it was held.' })
  place?: string | null;

  @Field(() => Int, { nullable: true, description: '参加人数，至少 1 人。How many took part, at least 1.' })
  participants?: number | null;

  @Field(() => String, {
    nullable: true,
    description: '活动成效，至多 2000 字。What came of it, up to 2000 characters.',
  })
  outcome?: string | null;

  @Field(() => [CoBuildingAspect], { nullable: true, description: '所属共建方面。The aspects it serves.' })
  aspects?: CoBuildingAspect[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      '所属共建内容的代码，见 coBuildingItems；其方面一并记入。The codes of the items that it serves, see coBuildingItems; their aspects are noted with them.',
  })
  items?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: '结对共建编号，属本地或下级。The id of the pairing, of this jurisdiction or one below it.',
  })
  pairing?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '成员单位编号，属本地或下级。The id of the member unit, of this jurisdiction or one below it.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '党建指导员编号，属本地或下级。The id of the instructor, of this jurisdiction or one below it.',
  })
  instructor?: string | null;
}

@InputType({ description: '待登记的活动。An activity to record.' })
export class RecordActivityInput extends ActivityDetails {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码，由其登记。The code of the jurisdiction that records it.' })
  jurisdiction!: string;

  @Field(() => ActivityKind, { description: '活动类型。The kind of the activity.' })
  kind!: ActivityKind;

  @Field(() => String, { description: '活动名称，1 至 200 字。The title, 1 to 200 characters.' })
  title!: string;

  @Field(() => GraphQLDate, { description: '活动日期，不晚于今天。The day, today at the latest.' })
  heldOn!: string;
}

@InputType({
  description:
    '活动的更正；未写的不变，写 null 则清空。What to correct of an activity: what is absent stays, null clears.',
})
export class CorrectActivityInput extends ActivityDetails {
  @Field(() => ActivityKind, { nullable: true, description: '活动类型。The kind of the activity.' })
  kind?: ActivityKind | null;

  @Field(() => String, {
    nullable: true,
    description: '活动名称，1 至 200 字。The title, 1 to 200 characters.',
  })
  title?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '活动日期，不晚于今天。The day, today at the latest.',
  })
  heldOn?: string | null;
}

@ObjectType({
  description: '更正或撤回活动的结果。What a change of an activity gives.',
  simpleResolvers: true,
})
export class ChangeActivityPayload {
  @Field(() => Activity, { nullable: true, description: '变更后的活动。The activity as it is now.' })
  activity?: Activity | null;
}

@ObjectType({ description: '登记活动的结果。What recording an activity gives.', simpleResolvers: true })
export class RecordActivityPayload {
  @Field(() => Activity, { nullable: true, description: '已登记的活动。The activity as recorded.' })
  activity?: Activity | null;
}
