import { OwnedRecord } from '@jiedui/kit/record';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, ObjectType } from 'type-graphql';

import { MatchingPrinciple } from '../pairing/terms.ts';
import { SuggestionState } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'pairing_suggestion' })
@ObjectType({
  description:
    '结对建议：一个成员单位与一个两新党组织。A suggestion: a unit and a party organisation to pair.',
  simpleResolvers: true,
})
export class PairingSuggestion extends OwnedRecord {
  @Property({ type: 'text' })
  runId!: RecordId;

  @Field(() => String, { description: '名称：双方名称。The title: the names of both sides.' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => SuggestionState, { description: '状态。Where it stands.' })
  @Property({ type: 'text' })
  state!: SuggestionState;

  @Property({ type: 'text' })
  unitId!: RecordId;

  @Property({ type: 'text' })
  organisationId!: RecordId;

  @Property({ type: 'text' })
  partyOrganisationId!: RecordId;

  /** In ten-thousandths. */
  @Property({ type: 'integer' })
  score!: number;

  /** In hundredths, as the other two. */
  @Property({ type: 'integer' })
  functionScore!: number;

  @Property({ type: 'integer' })
  layerScore!: number;

  @Property({ type: 'integer' })
  convenienceScore!: number;

  @Field(() => String, {
    description: '建议理由，含各项分数。Why it is proposed, in Chinese, with its numbers.',
  })
  @Property({ type: 'text' })
  explanation!: string;

  @Field(() => String, {
    description: '建议理由（英文）。Why it is proposed, in English, with its numbers.',
  })
  @Property({ type: 'text' })
  englishExplanation!: string;

  /** Why an officer decided so. Not `reason`: that is what the history calls why a version was written. */
  @Property({ type: 'text', nullable: true })
  grounds?: string | null;

  /** The suggestion in whose place an officer chose this one. */
  @Property({ type: 'text', nullable: true })
  overridesId?: RecordId | null;

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;
}

@ObjectType({
  description: '一项结对原则的得分。The score by one principle.',
  simpleResolvers: true,
})
export class PrincipleScore {
  @Field(() => MatchingPrinciple, { description: '结对原则。The principle.' })
  principle!: MatchingPrinciple;

  @Field(() => Float, { description: '得分，0 至 1。The score, 0 to 1.' })
  score!: number;
}
