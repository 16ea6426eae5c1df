import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Appeal } from './entity.ts';

@InputType({ description: '待提出的困难诉求。An appeal to raise.' })
export class RaiseAppealInput {
  @ShardKey()
  @Field(() => ID, {
    description: '归属地代码，即组织所在地。The code of the jurisdiction that owns the organisation.',
  })
  jurisdiction!: string;

  @Field(() => ID, { description: '提出诉求的两新组织编号。The id of the organisation that raises it.' })
  organisation!: string;

  @Field(() => String, {
    nullable: true,
    description:
      '组织的行业门类（GB/T 4754，A 至 T 一个字母）；缺省则次日按组织登记补齐。The section of industry of the organisation, a letter from A to T; where absent it is filled in from the organisation within a day.',
  })
  industry?: string | null;

  @Field(() => String, { description: '标题，1 至 200 字。The title, 1 to 200 characters.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: '内容，至多 5000 字。What it says, up to 5000 characters.',
  })
  body?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '受理单位编号，属本地或上级。The id of the unit it is addressed to, of this jurisdiction or one above it.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '结对共建编号，属本地或上级。The id of the pairing, of this jurisdiction or one above it.',
  })
  pairing?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '联系电话，不载姓名；县（区）外只见掩码。A telephone number, without a name; masked outside the county.',
  })
  contact?: string | null;
}

@ObjectType({ description: '提出诉求的结果。What raising an appeal gives.', simpleResolvers: true })
export class RaiseAppealPayload {
  @Field(() => Appeal, { nullable: true, description: '已提出的诉求。The appeal as raised.' })
  appeal?: Appeal | null;
}
