import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Campaign } from './entity.ts';

@InputType({ description: '待启动的摸底排查行动。A campaign to open.' })
export class OpenCampaignInput {
  @ShardKey()
  @Field(() => ID, {
    description: '归属地代码。The code of the jurisdiction that surveys its organisations.',
  })
  jurisdiction!: string;

  @Field(() => String, { description: '标题，1 至 200 字。The title, 1 to 200 characters.' })
  title!: string;

  @Field(() => GraphQLDate, { description: '开始日期，可在今后。The first day; it may lie in the future.' })
  startsOn!: string;

  @Field(() => GraphQLDate, { description: '截止日期，不早于开始日期。The last day; not before the first.' })
  endsOn!: string;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@InputType({ description: '结束摸底排查行动。The closing of a campaign.' })
export class CloseCampaignInput {
  @ShardKey()
  @Field(() => ID, { description: '行动编号。The id of the campaign.' })
  campaign!: string;

  @Field(() => GraphQLDate, {
    description: '结束日期，不早于开始日期，不晚于今天。The day: not before the first day, nor after today.',
  })
  closedOn!: string;
}

@ObjectType({ description: '摸底排查行动的办理结果。A campaign as written.', simpleResolvers: true })
export class CampaignPayload {
  @Field(() => Campaign, { nullable: true, description: '办理后的行动。The campaign as it is now.' })
  campaign?: Campaign | null;
}
