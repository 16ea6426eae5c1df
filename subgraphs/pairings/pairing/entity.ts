import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { MatchingPrinciple, PairingKind, PairingMechanism, PairingState } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'pairing' })
@ObjectType({
  description:
    '结对共建：成员单位与两新党组织，或村企、校校。Pairing: a member unit and a party organisation, an enterprise and a village, or two schools, that build together.',
  simpleResolvers: true,
})
export class Pairing extends OwnedRecord {
  @Field(() => PairingKind, { description: '结对类型。The kind of the two sides.' })
  @Property({ type: 'text' })
  kind!: PairingKind;

  @Field(() => String, { description: '名称：双方名称。The title: the names of both sides.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => PairingState, { description: '结对状态。Where the pairing stands.' })
  @Property({ type: 'text' })
  state!: PairingState;

  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  organisationId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  partyOrganisationId?: RecordId | null;

  @Field(() => String, {
    nullable: true,
    description:
      '不在台账中的一方（村或学校）的名称。A side that is in no ledger, a village or school, by its name.',
  })
  @Property({ type: 'text', nullable: true })
  counterpart?: string | null;

  @Property({ type: 'text', nullable: true })
  promotedById?: RecordId | null;

  @Field(() => [MatchingPrinciple], {
    description: '结对原则。The principles by which the sides were matched.',
  })
  @Property({ type: 'string[]', columnType: 'text[]' })
  principles!: MatchingPrinciple[];

  @Field(() => [PairingMechanism], { description: '共建机制。The mechanisms that keep the pairing going.' })
  @Property({ type: 'string[]', columnType: 'text[]' })
  mechanisms!: PairingMechanism[];

  @Field(() => GraphQLDate, {
    description:
      '结对日期；来源未写明时为推定，见 periodText。When it began; assumed where the source gives no day, see periodText.',
  })
  @Property({ type: 'date' })
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '结束日期。When it ended.' })
  @Property({ type: 'date', nullable: true })
  endedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '拟结对被否决或撤回的日期；从未生效。When the proposal was refused or taken back: it never was in force.',
  })
  @Property({ type: 'date', nullable: true })
  refusedOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '最近一次续结日期。When it was last renewed.' })
  @Property({ type: 'date', nullable: true })
  renewedOn?: string | null;

  @Field(() => String, { nullable: true, description: '时间的原文表述。The period as the source writes it.' })
  @Property({ type: 'text', nullable: true })
  periodText?: string | null;
}
