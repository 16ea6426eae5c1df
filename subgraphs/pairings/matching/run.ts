import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

import type { MatchingPolicy } from './policy.ts';
import { MatchingState, MatchingStep } from './terms.ts';

/** A jurisdiction that a run asked: as it is stored. */
export interface Covered {
  code: string;
  outcome: string;
  candidates: number;
}

@Key()
@Sharded()
@Entity({ tableName: 'matching_run' })
@ObjectType({
  description:
    '一次匹配：为本地成员单位在本地及下级的未结对党组织中求总分最高的结对方案。A run of matching: the pairing of the jurisdiction’s units with unpaired party organisations, its own and of those below it, that has the greatest total score.',
  simpleResolvers: true,
})
export class MatchingRun extends OwnedRecord {
  @Field(() => MatchingState, { description: '状态。Where it stands.' })
  @Property({ type: 'text' })
  state!: MatchingState;

  @Field(() => MatchingStep, {
    nullable: true,
    description: '当前或最后的步骤；未开始为空。What it is at, or was last at; null before it begins.',
  })
  @Property({ type: 'text', nullable: true })
  step?: MatchingStep | null;

  @Field(() => Int, { description: '进度，0 至 100。How far it is, 0 to 100.' })
  @Property({ type: 'integer' })
  progress!: number;

  /** How often it was begun. Whoever began it last writes its result. */
  @Property({ type: 'integer' })
  attempts!: number;

  @Field(() => Boolean, {
    description:
      '复核：视现有结对为无。其建议只供查看，不能采纳。For review: as if nothing were paired. Its suggestions are to be looked at, not accepted.',
  })
  @Property({ type: 'boolean' })
  asIfUnpaired!: boolean;

  @Property({ type: 'string[]', columnType: 'text[]' })
  jurisdictions!: JurisdictionCode[];

  @Property({ type: 'string[]', columnType: 'text[]', nullable: true })
  unitIds?: string[] | null;

  @Property({ type: 'double' })
  functionWeight!: number;

  @Property({ type: 'double' })
  layerWeight!: number;

  @Property({ type: 'double' })
  convenienceWeight!: number;

  @Field(() => Float, { description: '最低总分，低于此不建议。A pair below this is not proposed.' })
  @Property({ type: 'double' })
  leastScore!: number;

  @Field(() => Int, {
    description:
      '每个单位最多结对数，含已有结对。The most organisations of a unit, those that it is paired with among them.',
  })
  @Property({ type: 'integer' })
  mostPairings!: number;

  @Field(() => Float, {
    description: '不便联系的距离，公里。From how far on a place is not near at all; kilometres.',
  })
  @Property({ type: 'double' })
  farKilometres!: number;

  @Field(() => Int, { nullable: true, description: '参与匹配的单位数。How many units took part.' })
  @Property({ type: 'integer', nullable: true })
  unitCount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: '参与匹配的党组织数。How many party organisations took part.',
  })
  @Property({ type: 'integer', nullable: true })
  candidateCount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: '达到最低总分且未被排除的组合数。How many pairs could have been proposed.',
  })
  @Property({ type: 'integer', nullable: true })
  eligibleCount?: number | null;

  @Field(() => Int, { nullable: true, description: '建议数。How many pairs it proposed.' })
  @Property({ type: 'integer', nullable: true })
  suggestionCount?: number | null;

  /** In ten-thousandths. */
  @Property({ type: 'integer', nullable: true })
  totalScore?: number | null;

  @Field(() => Int, { nullable: true, description: '求解轮数。How many rounds the solver took.' })
  @Property({ type: 'integer', nullable: true })
  rounds?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '求解器实际考虑的组合数；其余已证明无益。How many pairs the solver looked at; of all others it is proven that they are no better.',
  })
  @Property({ type: 'integer', nullable: true })
  edges?: number | null;

  @Property({ type: 'json' })
  coverage!: Covered[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      '所涉各地是否均完整应答；否则未完整应答之地的党组织未参与。Whether every jurisdiction concerned answered wholly; the party organisations of one that did not took no part.',
  })
  @Property({ type: 'boolean', nullable: true })
  whole?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: '未完成的原因：错误代码。Why it failed: a code of the error registry.',
  })
  @Property({ type: 'text', nullable: true })
  fault?: string | null;

  /** Shown to officers of the owner and auditors alone. */
  @Property({ type: 'text' })
  requestedBy!: string;

  @Field(() => String, { description: '以何角色发起。As which role it was asked for.' })
  @Property({ type: 'text' })
  requestedAs!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: '开始时间。When it was begun.' })
  @Property({ type: 'datetime', nullable: true })
  startedAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '结束时间。When it ended.' })
  @Property({ type: 'datetime', nullable: true })
  finishedAt?: Date | null;
}

/** The policy that decided a run, whatever it is now. */
export function policyOfRun(run: MatchingRun): MatchingPolicy {
  const { functionWeight, layerWeight, convenienceWeight, leastScore, mostPairings, farKilometres } = run;
  const weights = { function: functionWeight, layer: layerWeight, convenience: convenienceWeight };
  return { weights, leastScore, mostPairings, farKilometres };
}

@ObjectType({
  description: '各原则的权重，只看比例。How much each principle counts; only the proportion matters.',
  simpleResolvers: true,
})
export class MatchingWeights {
  @Field(() => Float, { description: '职能相近。Function.' })
  function!: number;

  @Field(() => Float, { description: '分层分类。Layer and class.' })
  layer!: number;

  @Field(() => Float, { description: '便于联系。Convenience.' })
  convenience!: number;
}

@ObjectType({
  description: '一次匹配对一地的覆盖情况。What a run covers of one jurisdiction.',
  simpleResolvers: true,
})
export class MatchingCoverage {
  @Field(() => ID, { description: '行政区划代码。The code of the jurisdiction.' })
  code!: string;

  @Field(() => String, { nullable: true, description: '名称。Its name.' })
  name!: string | null;

  @Field(() => String, {
    description:
      '应答情况：answered 或 timeout、down、denied、unsupported 等。How it answered: answered, or timeout, down, denied, unsupported.',
  })
  outcome!: string;

  @Field(() => Int, {
    description: '参与匹配的党组织数。How many of its party organisations took part.',
  })
  candidates!: number;
}
