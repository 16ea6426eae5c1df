import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { Establishment, PartyOrganisationLevel } from './kinds.ts';

@Entity({ tableName: 'party_organisation' })
@Key()
@Sharded()
@ObjectType({
  description: '两新党组织。A party organisation in one or several "two new" organisations.',
  simpleResolvers: true,
})
export class PartyOrganisation extends OwnedRecord {
  @Field(() => String, { description: '名称。The name.' })
  @Property({ type: 'text' })
  name!: string;

  /** The name's pinyin. */
  @Property({ type: 'text' })
  sortName!: string;

  @Field(() => PartyOrganisationLevel, { description: '层级。The level.' })
  @Property({ type: 'text' })
  level!: PartyOrganisationLevel;

  @Field(() => Establishment, { description: '组建方式。How it was established.' })
  @Property({ type: 'text' })
  establishment!: Establishment;

  @Field(() => Int, { description: '党员数。How many party members.' })
  @Property({ type: 'integer' })
  members!: number;

  @Field(() => Boolean, {
    description:
      '是否“一人兼”：书记由党员出资人或负责人担任。Whether the secretary is also the party-member investor or head.',
  })
  @Property({ type: 'boolean' })
  secretaryIsOwner!: boolean;

  @Field(() => Boolean, {
    description:
      '是否适用“一人兼”：出资人或负责人中有党员。Whether the secretary can be the owner: an investor or head is a party member.',
  })
  @Property({ type: 'boolean', default: true })
  ownerSecretaryApplies!: boolean;

  @Field(() => GraphQLDate, { description: '成立日期。The day of its founding.' })
  @Property({ type: 'date' })
  foundedOn!: string;

  @Field(() => OrganisationKind, { description: '所在组织的类别。The kind of its hosts.' })
  @Property({ type: 'text' })
  hostKind!: OrganisationKind;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '撤销日期；撤销后不再设在任何组织，也不计入指标。When it was dissolved: from then on it is in no organisation and counts in no indicator.',
  })
  @Property({ type: 'date', nullable: true })
  dissolvedOn?: string | null;

  /** The party organisation that this one was a duplicate of. */
  @Property({ type: 'text', nullable: true, fieldName: 'merged_into' })
  mergedIntoId?: RecordId | null;
}
