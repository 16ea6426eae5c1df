import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { PublicService } from './entity.ts';
import { ActionLine, PublicServiceKind } from './terms.ts';

@InputType({ description: '待登记的公益服务。A public service to record.' })
export class RecordPublicServiceInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码，由其登记。The code of the jurisdiction that records it.' })
  jurisdiction!: string;

  @Field(() => PublicServiceKind, { description: '服务类型。The kind of the service.' })
  kind!: PublicServiceKind;

  @Field(() => String, { description: '服务名称，1 至 200 字。The title, 1 to 200 characters.' })
  title!: string;

  @Field(() => GraphQLDate, { description: '服务日期，不晚于今天。The day, today at the latest.' })
  providedOn!: string;

  @Field(() => Int, {
    defaultValue: 1,
    description: '次数（或问题个数），默认 1。How many times, or how many questions; 1 where absent.',
  })
  count!: number;

  @Field(() => Int, { nullable: true, description: '受益人数。How many persons it reached.' })
  persons?: number | null;

  @Field(() => String, { nullable: true, description: '服务对象。Whom it served.' })
  beneficiary?: string | null;

  @Field(() => ActionLine, { nullable: true, description: '所属行动线。The line of action it belongs to.' })
  actionLine?: ActionLine | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '两新组织编号，属本地或下级。The id of the organisation, of this jurisdiction or one below it.',
  })
  organisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '党组织编号，属本地或下级。The id of the party organisation, of this jurisdiction or one below it.',
  })
  partyOrganisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '成员单位编号，属本地、上级或下级。The id of the unit, of this jurisdiction, one above or one below it.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '结对共建编号，属本地、上级或下级。The id of the pairing, of this jurisdiction, one above or one below it.',
  })
  pairing?: string | null;
}

@ObjectType({
  description: '登记公益服务的结果。What recording a public service gives.',
  simpleResolvers: true,
})
export class RecordPublicServicePayload {
  @Field(() => PublicService, {
    nullable: true,
    description: '已登记的公益服务。The public service as recorded.',
  })
  publicService?: PublicService | null;
}
