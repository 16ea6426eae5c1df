import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { PartyOrganisation } from './entity.ts';
import { Establishment, PartyOrganisationLevel } from './kinds.ts';

@InputType({ description: '登记党组织所需内容。What is registered of a party organisation.' })
export class RegisterPartyOrganisationInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码。The code of the jurisdiction that will own it.' })
  jurisdiction!: string;

  @Field(() => String, { description: '名称，至多 200 字。The name, at most 200 characters.' })
  name!: string;

  @Field(() => PartyOrganisationLevel, { description: '层级。The level.' })
  level!: PartyOrganisationLevel;

  @Field(() => Establishment, {
    description:
      '组建方式：单独组建设在一个组织，联合组建设在多个。Alone in one host, or jointly in several.',
  })
  establishment!: Establishment;

  @Field(() => [ID], {
    description:
      '所在的两新组织，本地或下级地区的，依次。The organisations that host it, of the jurisdiction or those below, in order.',
  })
  hosts!: string[];

  @Field(() => Int, {
    description: '党员数，不多于所在组织的从业人员数。How many members; at most the employees of its hosts.',
  })
  members!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否“一人兼”，缺省为否。Whether the secretary is the owner; no where absent.',
  })
  secretaryIsOwner?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '是否适用“一人兼”（出资人或负责人中有党员），缺省为是。Whether an investor or head is a party member; yes where absent.',
  })
  ownerSecretaryApplies?: boolean | null;

  @Field(() => GraphQLDate, {
    description: '成立日期，不晚于今天。The day of its founding; today at the latest.',
  })
  foundedOn!: string;

  @Field(() => OrganisationKind, {
    nullable: true,
    description:
      '所在组织的类别，仅当所在组织均属其他地区时填写。The kind of the hosts; only where all of them belong to other jurisdictions.',
  })
  hostKind?: OrganisationKind | null;

  @Field(() => String, {
    nullable: true,
    description: '登记说明，至多 500 字。Why it is registered; at most 500 characters.',
  })
  reason?: string | null;
}

@InputType({ description: '更正内容：未填的不变。What is corrected: what is absent stays.' })
export class CorrectPartyOrganisationInput {
  @Field(() => String, {
    nullable: true,
    description: '名称，至多 200 字。The name, at most 200 characters.',
  })
  name?: string | null;

  @Field(() => PartyOrganisationLevel, { nullable: true, description: '层级。The level.' })
  level?: PartyOrganisationLevel | null;

  @Field(() => Establishment, { nullable: true, description: '组建方式。How it was established.' })
  establishment?: Establishment | null;

  @Field(() => [ID], {
    nullable: true,
    description: '所在的全部两新组织，依次。All organisations that host it, in order.',
  })
  hosts?: string[] | null;

  @Field(() => Int, { nullable: true, description: '党员数。How many members.' })
  members?: number | null;

  @Field(() => Boolean, { nullable: true, description: '是否“一人兼”。Whether the secretary is the owner.' })
  secretaryIsOwner?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否适用“一人兼”：出资人或负责人中有党员。Whether an investor or head is a party member.',
  })
  ownerSecretaryApplies?: boolean | null;

  @Field(() => GraphQLDate, { nullable: true, description: '成立日期。The day of its founding.' })
  foundedOn?: string | null;

  @Field(() => OrganisationKind, {
    nullable: true,
    description: '所在组织的类别，仅当所在组织均属其他地区时填写。The kind of hosts of other jurisdictions.',
  })
  hostKind?: OrganisationKind | null;
}

@ObjectType({
  description: '登记或变更党组织的结果。The answer to a registration or change of a party organisation.',
  simpleResolvers: true,
})
export class PartyOrganisationPayload {
  @Field(() => PartyOrganisation, { nullable: true, description: '党组织。The party organisation.' })
  partyOrganisation?: PartyOrganisation | null;

  @Field(() => [String], {
    nullable: true,
    description: '需要核对之处；没有则为空列表。What should be checked; an empty list where nothing.',
  })
  warnings?: string[];
}

@ObjectType({ description: '合并党组织的结果。The answer to a merge of duplicates.', simpleResolvers: true })
export class MergePartyOrganisationsPayload extends PartyOrganisationPayload {
  @Field(() => PartyOrganisation, { nullable: true, description: '被合并的重复记录。The duplicate.' })
  duplicate?: PartyOrganisation | null;
}
