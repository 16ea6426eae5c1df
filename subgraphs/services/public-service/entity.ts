import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { ActionLine, BeneficiaryKind, PublicServiceKind } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'public_service' })
@ObjectType({
  description:
    '公益服务：两新组织服务社会，或为两新组织送政策、送服务、送温暖。Public service: what organisations give to the public, or what is brought to them.',
  simpleResolvers: true,
})
export class PublicService extends OwnedRecord {
  @Field(() => PublicServiceKind, { description: '服务类型。The kind of the service.' })
  @Property({ type: 'text' })
  kind!: PublicServiceKind;

  @Field(() => String, { description: '服务名称。The title.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => GraphQLDate, {
    description:
      '服务日期；来源未写明时为推定，见 periodText。The day; assumed where the source gives none, see periodText.',
  })
  @Property({ type: 'date' })
  providedOn!: string;

  @Field(() => String, { nullable: true, description: '时间的原文表述。The period as the source writes it.' })
  @Property({ type: 'text', nullable: true })
  periodText?: string | null;

  @Field(() => String, { nullable: true, description: '地点。Where it was given.' })
  @Property({ type: 'text', nullable: true })
  place?: string | null;

  @Field(() => Int, { description: '次数（或问题个数）。How many times, or how many questions; at least 1.' })
  @Property({ type: 'int' })
  count!: number;

  @Field(() => Int, { nullable: true, description: '受益人数。How many persons it reached.' })
  @Property({ type: 'int', nullable: true })
  persons?: number | null;

  @Field(() => BeneficiaryKind, {
    nullable: true,
    description: '服务对象的类别；来源未写明的为空。Whom it was for; null where the source does not say.',
  })
  @Property({ type: 'text', nullable: true })
  beneficiaryKind?: BeneficiaryKind | null;

  @Property({ type: 'text', nullable: true })
  beneficiaryOrganisationId?: RecordId | null;

  @Field(() => String, {
    nullable: true,
    description:
      '服务对象的名称：镇村，或来源所写。Whom it served, by name: the village, or as the source writes it.',
  })
  @Property({ type: 'text', nullable: true })
  beneficiary?: string | null;

  @Field(() => ActionLine, { nullable: true, description: '所属行动线。The line of action it belongs to.' })
  @Property({ type: 'text', nullable: true })
  actionLine?: ActionLine | null;

  @Property({ type: 'text', nullable: true })
  organisationId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  partyOrganisationId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;
}
