import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Industry } from '../industry.ts';
import { LatitudeField, LongitudeField } from '../place.ts';
import { MemberUnit } from './entity.ts';

@InputType({ description: '登记成员单位所需内容。What is registered of a member unit.' })
export class RegisterMemberUnitInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码。The code of the jurisdiction that will own it.' })
  jurisdiction!: string;

  @Field(() => String, { description: '名称，至多 200 字。The name, at most 200 characters.' })
  name!: string;

  @Field(() => [Industry], {
    nullable: true,
    description: '主管或服务的行业门类。The sections of industry that it regulates or serves.',
  })
  functions?: Industry[] | null;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  town?: string | null;

  @LatitudeField()
  latitude?: number | null;

  @LongitudeField()
  longitude?: number | null;

  @Field(() => String, { nullable: true, description: '联系电话。The telephone number.' })
  contactPhone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '登记说明，至多 500 字。Why it is registered; at most 500 characters.',
  })
  reason?: string | null;
}

@InputType({
  description: '更正内容：未填的不变，填空值即清除。What is corrected: what is absent stays, null clears.',
})
export class CorrectMemberUnitInput {
  @Field(() => String, {
    nullable: true,
    description: '名称，仅归属地工作人员可更正。The name; for officers of the jurisdiction alone.',
  })
  name?: string | null;

  @Field(() => [Industry], {
    nullable: true,
    description: '主管或服务的行业门类。The sections of industry that it regulates or serves.',
  })
  functions?: Industry[] | null;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  town?: string | null;

  @LatitudeField()
  latitude?: number | null;

  @LongitudeField()
  longitude?: number | null;

  @Field(() => String, { nullable: true, description: '联系电话。The telephone number.' })
  contactPhone?: string | null;
}

@ObjectType({
  description: '登记或变更成员单位的结果。The answer to a registration or change of a member unit.',
  simpleResolvers: true,
})
export class MemberUnitPayload {
  @Field(() => MemberUnit, { nullable: true, description: '成员单位。The member unit.' })
  memberUnit?: MemberUnit | null;
}
