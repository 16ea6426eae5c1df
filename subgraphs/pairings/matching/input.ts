import { ShardKey } from '@jiedui/kit/sharding';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Pairing } from '../pairing/entity.ts';
import { PairExclusion } from './exclusion.ts';
import { MatchingRun } from './run.ts';
import { PairingSuggestion } from './suggestion.ts';

@InputType({
  description:
    '各原则的权重；未填者依部署的策略。How much each principle counts; by the policy of the deployment where absent.',
})
export class MatchingWeightsInput {
  @Field(() => Float, { nullable: true, description: '职能相近。Function.' })
  function?: number | null;

  @Field(() => Float, { nullable: true, description: '分层分类。Layer and class.' })
  layer?: number | null;

  @Field(() => Float, { nullable: true, description: '便于联系。Convenience.' })
  convenience?: number | null;
}

@InputType({ description: '匹配所需内容。What is to be matched.' })
export class MatchPairingsInput {
  @ShardKey()
  @Field(() => ID, {
    description: '归属地代码：为其成员单位匹配。The code of the jurisdiction whose units are matched.',
  })
  jurisdiction!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      '取哪些地区的党组织，本地或下级；缺省为本地及全部下级。Whose party organisations take part; by default its own and those of all below it.',
  })
  jurisdictions?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: '只为这些单位匹配；缺省为全部。These units alone; all where absent.',
  })
  units?: string[] | null;

  @Field(() => MatchingWeightsInput, { nullable: true, description: '权重。The weights.' })
  weights?: MatchingWeightsInput | null;

  @Field(() => Float, {
    nullable: true,
    description:
      '最低总分，0 至 1；缺省依策略。A pair below this, 0 to 1, is not proposed; by policy where absent.',
  })
  leastScore?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '每个单位最多结对数，含已有结对；缺省依策略。The most organisations of a unit, those that it is paired with among them; by policy where absent.',
  })
  mostPairings?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '复核：视现有结对为无，其建议只供查看。For review: as if nothing were paired; its suggestions are to be looked at only.',
  })
  asIfUnpaired?: boolean | null;
}

@ObjectType({ description: '发起匹配的结果。The answer to a request to match.', simpleResolvers: true })
export class MatchPairingsPayload {
  @Field(() => MatchingRun, {
    nullable: true,
    description:
      '匹配：随即在后台进行，进度见其中。The run: it goes on in the background and tells how far it is.',
  })
  run?: MatchingRun | null;
}

@InputType({
  description:
    '改派为：至少填一项，未填的一方不变。Whom to pair instead: at least one side; what is absent stays.',
})
export class OverrideSuggestionInput {
  @Field(() => ID, {
    nullable: true,
    description: '成员单位编号，同一归属地。The id of a member unit of the same owner.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '党组织编号，归属地或其下级。The id of a party organisation of the owner or of one below it.',
  })
  partyOrganisation?: string | null;
}

@ObjectType({
  description: '办理结对建议的结果。The answer to a decision on a suggestion.',
  simpleResolvers: true,
})
export class SuggestionPayload {
  @Field(() => PairingSuggestion, {
    nullable: true,
    description: '办理的建议；改派时为新的建议。The suggestion; the new one where another was chosen.',
  })
  suggestion?: PairingSuggestion | null;

  @Field(() => Pairing, { nullable: true, description: '采纳后的拟结对。The pairing that was proposed.' })
  pairing?: Pairing | null;
}

@ObjectType({ description: '排除组合的结果。The answer to an exclusion.', simpleResolvers: true })
export class ExclusionPayload {
  @Field(() => PairExclusion, { nullable: true, description: '排除的组合。The excluded pair.' })
  exclusion?: PairExclusion | null;
}
