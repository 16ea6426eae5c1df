import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Industry } from '../industry.ts';
import { LatitudeField, LongitudeField } from '../place.ts';
import { Organisation } from './entity.ts';
import { OrganisationKind, SocialSubtype } from './kinds.ts';

@InputType({ description: '登记两新组织所需内容。What is registered of an organisation.' })
export class RegisterOrganisationInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码。The code of the jurisdiction that will own it.' })
  jurisdiction!: string;

  @Field(() => String, { description: '名称，至多 200 字。The name, at most 200 characters.' })
  name!: string;

  @Field(() => OrganisationKind, { description: '类别。The kind.' })
  kind!: OrganisationKind;

  @Field(() => SocialSubtype, {
    nullable: true,
    description: '社会组织类型，仅用于社会组织。The type; for social organisations only.',
  })
  subtype?: SocialSubtype | null;

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码，18 位（GB 32100-2015）。The unified social credit code, 18 characters.',
  })
  creditCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '校验位不符时，确认已核对证照；须附理由。That the certificate was seen, where a check character does not fit; needs a reason.',
  })
  creditCodeAttested?: boolean | null;

  @Field(() => Industry, { description: '行业门类（GB/T 4754-2017）。The section of industry.' })
  industry!: Industry;

  @Field(() => String, {
    nullable: true,
    description: '行业大类，两位数字，属于该门类。The division, two digits, of that section.',
  })
  division?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '从业人员数，缺省为 0。How many employees; 0 where absent.',
  })
  employees?: number | null;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  town?: string | null;

  @LatitudeField()
  latitude?: number | null;

  @LongitudeField()
  longitude?: number | null;

  @Field(() => GraphQLDate, {
    description: '登记日期，不晚于今天。The day of registration, today at the latest.',
  })
  registeredOn!: string;

  @Field(() => String, { nullable: true, description: '联系电话。The telephone number.' })
  contactPhone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '登记说明，至多 500 字。Why, or on what grounds, it is registered; at most 500 characters.',
  })
  reason?: string | null;
}

@InputType({
  description: '更正内容：未填的不变，填空值即清除。What is corrected: what is absent stays, null clears.',
})
export class CorrectOrganisationInput {
  @Field(() => String, {
    nullable: true,
    description: '名称，至多 200 字。The name, at most 200 characters.',
  })
  name?: string | null;

  @Field(() => OrganisationKind, { nullable: true, description: '类别。The kind.' })
  kind?: OrganisationKind | null;

  @Field(() => SocialSubtype, {
    nullable: true,
    description: '社会组织类型，仅用于社会组织。The type; for social organisations only.',
  })
  subtype?: SocialSubtype | null;

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码，18 位（GB 32100-2015）。The unified social credit code, 18 characters.',
  })
  creditCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '校验位不符时，确认已核对证照。That the certificate was seen, where a check character does not fit.',
  })
  creditCodeAttested?: boolean | null;

  @Field(() => Industry, {
    nullable: true,
    description: '行业门类（GB/T 4754-2017）。The section of industry.',
  })
  industry?: Industry | null;

  @Field(() => String, {
    nullable: true,
    description: '行业大类，两位数字，属于该门类。The division, two digits, of that section.',
  })
  division?: string | null;

  @Field(() => Int, { nullable: true, description: '从业人员数。How many employees.' })
  employees?: number | null;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  town?: string | null;

  @LatitudeField()
  latitude?: number | null;

  @LongitudeField()
  longitude?: number | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '登记日期，不晚于今天。The day of registration, today at the latest.',
  })
  registeredOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '停业日期，仅用于停业或注销的组织；状态由停业、恢复、注销变更。Since when it is suspended; for one that is, or is struck off. Its state is changed by the steps alone.',
  })
  suspendedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '注销日期，仅用于已注销的组织。When it was struck off; for one that is.',
  })
  deregisteredOn?: string | null;

  @Field(() => String, { nullable: true, description: '联系电话。The telephone number.' })
  contactPhone?: string | null;
}

@ObjectType({ description: '登记结果。The answer to a registration.', simpleResolvers: true })
export class RegisterOrganisationPayload {
  @Field(() => Organisation, { nullable: true, description: '登记的两新组织。The organisation.' })
  organisation?: Organisation | null;

  @Field(() => [String], {
    nullable: true,
    description: '需要核对之处；没有则为空列表。What should be checked; an empty list where nothing.',
  })
  warnings?: string[];
}

@ObjectType({
  description: '变更两新组织的结果。The answer to a change of an organisation.',
  simpleResolvers: true,
})
export class ChangeOrganisationPayload {
  @Field(() => Organisation, {
    nullable: true,
    description: '变更后的两新组织。The organisation as it is now.',
  })
  organisation?: Organisation | null;

  @Field(() => [String], {
    nullable: true,
    description: '需要核对之处；没有则为空列表。What should be checked; an empty list where nothing.',
  })
  warnings?: string[];
}

@ObjectType({ description: '合并结果。The answer to a merge of duplicates.', simpleResolvers: true })
export class MergeOrganisationsPayload {
  @Field(() => Organisation, { nullable: true, description: '保留的两新组织。The organisation that stays.' })
  organisation?: Organisation | null;

  @Field(() => Organisation, { nullable: true, description: '被合并的重复记录。The duplicate.' })
  duplicate?: Organisation | null;

  @Field(() => [String], {
    nullable: true,
    description: '需要核对之处；没有则为空列表。What should be checked; an empty list where nothing.',
  })
  warnings?: string[];
}
