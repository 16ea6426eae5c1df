import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Pairing } from './entity.ts';
import { MatchingPrinciple, PairingKind, PairingMechanism } from './terms.ts';

/** What a pairing may say beside its sides, title and days. */
@InputType({ description: '结对的其余内容。What else a pairing says.' })
abstract class PairingDetails {
  @Field(() => String, {
    nullable: true,
    description:
      '不在台账中的村或学校的名称；村企、校校结对时必填。The name of the village or school that is in no ledger: required of the other two kinds.',
  })
  counterpart?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '推动单位编号。The id of the member unit that promotes it.',
  })
  promotedBy?: string | null;

  @Field(() => [MatchingPrinciple], {
    nullable: true,
    description: '结对原则。The principles by which the sides were matched.',
  })
  principles?: MatchingPrinciple[] | null;

  @Field(() => [PairingMechanism], {
    nullable: true,
    description: '共建机制。The mechanisms that keep the pairing going.',
  })
  mechanisms?: PairingMechanism[] | null;
}

@InputType({ description: '拟结对。A pairing to propose.' })
export class ProposePairingInput extends PairingDetails {
  @ShardKey()
  @Field(() => ID, {
    description:
      '归属地代码：双方所属地区或其上级。The code of the jurisdiction that holds it: that of both sides, or one above.',
  })
  jurisdiction!: string;

  @Field(() => PairingKind, { description: '结对类型。The kind of the two sides.' })
  kind!: PairingKind;

  @Field(() => String, {
    description: '名称：双方名称，1 至 200 字。The title: the names of both sides, 1 to 200 characters.',
  })
  title!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      '成员单位编号；成员单位与两新党组织结对时必填，其他类型不填。The id of the member unit: required of UNIT_ORGANISATION, none of the other kinds.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '两新组织编号；与党组织至少填一项。The id of the organisation; it or the party organisation is required.',
  })
  organisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '党组织编号；与两新组织至少填一项。The id of the party organisation; it or the organisation is required.',
  })
  partyOrganisation?: string | null;

  @Field(() => GraphQLDate, {
    description: '（拟）结对日期，一年以内。When it is to begin, or began: within a year from today.',
  })
  startedOn!: string;
}

@InputType({
  description:
    '结对的更正；未写的不变，写 null 则清空。双方不能更正：结束后另行结对。What to correct of a pairing: what is absent stays, null clears. Its sides are not corrected: it is ended, and another proposed.',
})
export class CorrectPairingInput extends PairingDetails {
  @Field(() => String, { nullable: true, description: '名称，1 至 200 字。The title, 1 to 200 characters.' })
  title?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '结对日期，不晚于其首次活动。When it began, on the day of its first activity at the latest.',
  })
  startedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '结束日期，仅限已结束的结对，不早于其末次活动。When it ended: of a pairing that did, and not before its last activity.',
  })
  endedOn?: string | null;
}

@ObjectType({ description: '结对办理的结果。What a step of a pairing gives.', simpleResolvers: true })
export class PairingPayload {
  @Field(() => Pairing, { nullable: true, description: '办理后的结对。The pairing as it is now.' })
  pairing?: Pairing | null;
}
