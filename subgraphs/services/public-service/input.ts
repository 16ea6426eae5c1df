import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { PublicService } from './entity.ts';
import { ActionLine, BeneficiaryKind, PublicServiceKind } from './terms.ts';

/** What may be said of a public service, when it is recorded and when it is corrected. */
@InputType()
abstract class PublicServiceDetails {
  @Field(() => String, {
    nullable: true,
    description: '地点，至多 200 字。Where it was given, up to 200 characters.',
  })
  place?: string | null;

  @Field(() => Int, { nullable: true, description: '受益人数。How many persons it reached.' })
  persons?: number | null;

  @Field(() => BeneficiaryKind, {
    nullable: true,
    description:
      '服务对象的类别：两新组织须写 beneficiaryOrganisation，镇村须写 beneficiary，公众二者皆不写；不写类别则都不写。Whom it was for: an organisation takes beneficiaryOrganisation, a village beneficiary, the public neither; without a kind there is neither.',
  })
  beneficiaryKind?: BeneficiaryKind | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '接受服务的两新组织编号，属本地或下级。The id of the organisation that it was for, of this jurisdiction or one below it.',
  })
  beneficiaryOrganisation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '接受服务的镇村名称。The name of the village that it was for.',
  })
  beneficiary?: string | null;

  @Field(() => ActionLine, { nullable: true, description: '所属行动线。The line of action it belongs to.' })
  actionLine?: ActionLine | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '提供服务的两新组织编号，属本地或下级；提供者限一个。The id of the organisation that gave it (there is exactly one provider), of this jurisdiction or one below it.',
  })
  organisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '提供服务的党组织编号，属本地或下级；提供者限一个。The id of the party organisation that gave it (there is exactly one provider), of this jurisdiction or one below it.',
  })
  partyOrganisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '提供服务的成员单位编号，属本地、上级或下级；提供者限一个。The id of the unit that gave it (there is exactly one provider), of this jurisdiction, one above or one below it.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '结对共建编号，属本地、上级或下级。The id of the pairing, of this jurisdiction, one above or one below it.',
  })
  pairing?: string | null;
}

/** What a public service cannot be without. */
@InputType({
  description: '批量登记中的一项公益服务。One public service of several that are recorded together.',
})
export class PublicServiceLine extends PublicServiceDetails {
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
}

@InputType({ description: '待登记的公益服务。A public service to record.' })
export class RecordPublicServiceInput extends PublicServiceLine {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码，由其登记。The code of the jurisdiction that records it.' })
  jurisdiction!: string;
}

@InputType({
  description:
    '待登记的一批公益服务：全部登记，或一项也不登记。Public services to record: all of them or none.',
})
export class RecordPublicServicesInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码，由其登记。The code of the jurisdiction that records them.' })
  jurisdiction!: string;

  @Field(() => [PublicServiceLine], { description: '公益服务，1 至 500 项。1 to 500 public services.' })
  services!: PublicServiceLine[];
}

@InputType({
  description:
    '公益服务的更正；未写的不变，写 null 则清空。What to correct of a public service: what is absent stays, null clears.',
})
export class CorrectPublicServiceInput extends PublicServiceDetails {
  @Field(() => PublicServiceKind, { nullable: true, description: '服务类型。The kind of the service.' })
  kind?: PublicServiceKind | null;

  @Field(() => String, {
    nullable: true,
    description: '服务名称，1 至 200 字。The title, 1 to 200 characters.',
  })
  title?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '服务日期，不晚于今天。The day, today at the latest.',
  })
  providedOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '次数（或问题个数），至少 1。How many times, or how many questions; at least 1.',
  })
  count?: number | null;
}

@ObjectType({
  description: '批量登记公益服务的结果。What recording several public services gives.',
  simpleResolvers: true,
})
export class RecordPublicServicesPayload {
  @Field(() => [PublicService], {
    nullable: true,
    description: '已登记的公益服务，次序同输入。The public services as recorded, in the order of the input.',
  })
  publicServices?: PublicService[] | null;
}

@ObjectType({
  description: '更正或撤回公益服务的结果。What a change of a public service gives.',
  simpleResolvers: true,
})
export class ChangePublicServicePayload {
  @Field(() => PublicService, {
    nullable: true,
    description:
      '变更后的公益服务；撤回的为最后的样子。The public service as it is now; withdrawn, as it last stood.',
  })
  publicService?: PublicService | null;
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
