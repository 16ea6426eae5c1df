import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { Industry } from '../industry.ts';
import { LatitudeField, LongitudeField } from '../place.ts';
import { OrganisationKind, OrganisationStatus, SocialSubtype } from './kinds.ts';

@Entity({ tableName: 'organisation' })
@Key()
@Sharded()
@ObjectType({
  description:
    '两新组织：非公有制企业或社会组织。A "two new" organisation: a non-public enterprise or a social organisation.',
  simpleResolvers: true,
})
export class Organisation extends OwnedRecord {
  @Field(() => String, { description: '名称。The name.' })
  @Property({ type: 'text' })
  name!: string;

  /** The name's pinyin. */
  @Property({ type: 'text' })
  sortName!: string;

  @Field(() => OrganisationKind, { description: '类别。The kind.' })
  @Property({ type: 'text' })
  kind!: OrganisationKind;

  @Field(() => SocialSubtype, {
    nullable: true,
    description: '社会组织类型；企业为空。The type of a social organisation; null for an enterprise.',
  })
  @Property({ type: 'text', nullable: true })
  subtype?: SocialSubtype | null;

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码（GB 32100-2015）。The unified social credit code.',
  })
  @Property({ type: 'text', nullable: true })
  creditCode?: string | null;

  @Field(() => Boolean, {
    description:
      '信用代码校验位不符，但已核对证照。Whether a check character of the code does not fit, but the certificate was seen.',
  })
  @Property({ type: 'boolean', default: false })
  creditCodeAttested!: boolean;

  @Field(() => Industry, { description: '行业门类（GB/T 4754-2017）。The section of industry.' })
  @Property({ type: 'text' })
  industry!: Industry;

  @Field(() => String, {
    nullable: true,
    description: '行业大类，两位数字（GB/T 4754-2017）。The division of industry, two digits.',
  })
  @Property({ type: 'text', nullable: true })
  division?: string | null;

  @Field(() => Int, { description: '从业人员数。How many people work there.' })
  @Property({ type: 'integer' })
  employees!: number;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  @Property({ type: 'text', nullable: true })
  town?: string | null;

  @LatitudeField()
  @Property({ type: 'double', nullable: true })
  latitude?: number | null;

  @LongitudeField()
  @Property({ type: 'double', nullable: true })
  longitude?: number | null;

  @Field(() => OrganisationStatus, { description: '存续状态。Whether it operates.' })
  @Property({ type: 'text' })
  status!: OrganisationStatus;

  @Field(() => GraphQLDate, { description: '登记日期。The day of registration.' })
  @Property({ type: 'date' })
  registeredOn!: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '停业日期；恢复后为空。Since when it is suspended; null again once it operates.',
  })
  @Property({ type: 'date', nullable: true })
  suspendedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '最近一次恢复经营的日期。When it last resumed after a suspension.',
  })
  @Property({ type: 'date', nullable: true })
  resumedOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '注销日期。When it was struck off the register.' })
  @Property({ type: 'date', nullable: true })
  deregisteredOn?: string | null;

  /** The organisation that this one was a duplicate of. */
  @Property({ type: 'text', nullable: true, fieldName: 'merged_into' })
  mergedIntoId?: RecordId | null;

  /** Never read by a field as it is: the resolver asks the rules first. */
  @Property({ type: 'text', nullable: true })
  contactPhone?: string | null;
}
