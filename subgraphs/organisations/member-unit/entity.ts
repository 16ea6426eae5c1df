import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { Industry } from '../industry.ts';
import { JurisdictionLevel } from '../jurisdiction/entity.ts';
import { LatitudeField, LongitudeField } from '../place.ts';

@Entity({ tableName: 'member_unit' })
@Key()
@Sharded()
@ObjectType({
  description:
    '两新工委成员单位：职能部门。A member unit of the "two new" work committee: a government department.',
  simpleResolvers: true,
})
export class MemberUnit extends OwnedRecord {
  @Field(() => String, { description: '名称。The name.' })
  @Property({ type: 'text' })
  name!: string;

  /** The name's pinyin. */
  @Property({ type: 'text' })
  sortName!: string;

  @Field(() => [Industry], {
    description:
      '主管或服务的行业门类（GB/T 4754-2017）。The sections of industry that it regulates or serves.',
  })
  @Property({ type: 'string[]', columnType: 'text[]' })
  functions!: Industry[];

  @Field(() => JurisdictionLevel, { description: '层级。The level of its jurisdiction.' })
  @Property({ type: 'text' })
  level!: JurisdictionLevel;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  @Property({ type: 'text', nullable: true })
  town?: string | null;

  @LatitudeField()
  @Property({ type: 'double', nullable: true })
  latitude?: number | null;

  @LongitudeField()
  @Property({ type: 'double', nullable: true })
  longitude?: number | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '退出两新工委的日期。When it left the committee.',
  })
  @Property({ type: 'date', nullable: true })
  withdrawnOn?: string | null;

  /** Never read by a field as it is: the resolver asks the rules first. */
  @Property({ type: 'text', nullable: true })
  contactPhone?: string | null;
}
