import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import { changesOf, seesPersons } from '@jiedui/kit/changes';
import { changeType, type RecordChange } from '@jiedui/kit/change-types';
import type { RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, Float, ID, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { PartyOrganisation } from '../party-organisation/entity.ts';
import { PairExclusion } from './exclusion.ts';
import {
  AllSuggestionsArgs,
  ExclusionConnection,
  exclusions,
  ExclusionsArgs,
  MatchingRunConnection,
  matchingRuns,
  MatchingRunsArgs,
  SuggestionConnection,
  suggestions,
  SuggestionsArgs,
  suggestionsOfRun,
  visibleMatching,
} from './listing.ts';
import { MatchingCoverage, MatchingRun, MatchingWeights, policyOfRun } from './run.ts';
import { PairingSuggestion, PrincipleScore } from './suggestion.ts';
import { SuggestionStep } from './terms.ts';

export const SuggestionChange = changeType(
  'PairingSuggestion',
  '结对建议的一次变更。One change of a suggestion.',
  SuggestionStep,
);

@Resolver(() => MatchingRun)
export class MatchingRunResolver {
  @Merge('CONNECTION')
  @Query(() => MatchingRunConnection, {
    nullable: true,
    description:
      '匹配记录，归属地及其上级的工作人员与审计人员可见。Runs of matching, for officers of the owner and above and for auditors.',
  })
  matchingRuns(
    @Args(() => MatchingRunsArgs) args: MatchingRunsArgs,
    @Ctx() context: RequestContext,
  ): Connection<MatchingRun> {
    return listAll(matchingRuns, context, 'Query.matchingRuns', args);
  }

  @Merge('ROUTE')
  @Query(() => MatchingRun, { nullable: true, description: '一次匹配。One run of matching.' })
  matchingRun(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<MatchingRun | null> {
    return loadRecord(context, MatchingRun, parseId(id, 'match').id, visibleMatching);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地：为其成员单位匹配。The jurisdiction whose units are matched.',
  })
  jurisdiction(@Root() { owner }: MatchingRun): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => MatchingWeights, { description: '权重。The weights.' })
  weights(@Root() run: MatchingRun): MatchingWeights {
    return policyOfRun(run).weights;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      '本次所提各组合的总分（人工选定者不计），已证明为最高。The total score of the pairs that it proposed, officers’ choices aside: proven the greatest that any pairs can have.',
  })
  totalScore(@Root() { totalScore }: MatchingRun): number | null {
    return totalScore == null ? null : totalScore / 10_000;
  }

  @FieldResolver(() => [MatchingCoverage], {
    description: '所涉各地的应答与参与情况。How each jurisdiction concerned answered, and took part.',
  })
  coverage(@Root() { coverage }: MatchingRun, @Ctx() { federation }: RequestContext): MatchingCoverage[] {
    return coverage.map((each) => ({ ...each, name: federation.find(each.code)?.name ?? null }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      '发起人标识，仅归属地工作人员与审计人员可见。Who asked for it, for the officers of the owner and for auditors; null for others.',
  })
  requestedBy(@Root() run: MatchingRun, @Ctx() context: RequestContext): string | null {
    return seesPersons(context, run.id) ? run.requestedBy : null;
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => SuggestionConnection, {
    nullable: true,
    description: '本次的结对建议。What it proposed.',
  })
  suggestions(
    @Root() { id }: MatchingRun,
    @Args(() => SuggestionsArgs) args: SuggestionsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PairingSuggestion> {
    return listOf(suggestionsOfRun, context, 'MatchingRun.suggestions', linkedBy('run_id'), id, args);
  }
}

@Resolver(() => PairingSuggestion)
export class PairingSuggestionResolver {
  @Merge('CONNECTION')
  @Query(() => SuggestionConnection, {
    nullable: true,
    description:
      '结对建议，归属地及其上级的工作人员与审计人员可见。Suggestions, for officers of the owner and above and for auditors.',
  })
  pairingSuggestions(
    @Args(() => AllSuggestionsArgs) args: AllSuggestionsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PairingSuggestion> {
    return listAll(suggestions, context, 'Query.pairingSuggestions', { ...args, filter: args.filter ?? {} });
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: PairingSuggestion): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => MatchingRun, { nullable: true, description: '所属匹配。The run that it belongs to.' })
  run(@Root() { runId }: PairingSuggestion, @Ctx() context: RequestContext): Promise<MatchingRun | null> {
    return loadRecord(context, MatchingRun, runId, visibleMatching);
  }

  @FieldResolver(() => MemberUnit, { nullable: true, description: '成员单位。The member unit.' })
  unit(@Root() { unitId }: PairingSuggestion): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: '两新组织。The organisation.' })
  organisation(@Root() { organisationId }: PairingSuggestion): Organisation | null {
    return stubOf(organisationId);
  }

  @FieldResolver(() => PartyOrganisation, {
    nullable: true,
    description: '两新党组织。The party organisation.',
  })
  partyOrganisation(@Root() { partyOrganisationId }: PairingSuggestion): PartyOrganisation | null {
    return stubOf(partyOrganisationId);
  }

  @FieldResolver(() => Float, { description: '总分，0 至 1。The total score, 0 to 1.' })
  score(@Root() { score }: PairingSuggestion): number {
    return score / 10_000;
  }

  @FieldResolver(() => [PrincipleScore], { description: '各原则得分。The score by each principle.' })
  principles(@Root() suggestion: PairingSuggestion): PrincipleScore[] {
    return [
      { principle: 'FUNCTION', score: suggestion.functionScore / 100 },
      { principle: 'LAYER', score: suggestion.layerScore / 100 },
      { principle: 'CONVENIENCE', score: suggestion.convenienceScore / 100 },
    ];
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      '改派、排除或人工选定的理由。Why an officer chose it, excluded it or chose another in its place.',
  })
  reason(@Root() { grounds }: PairingSuggestion): string | null {
    return grounds ?? null;
  }

  @FieldResolver(() => PairingSuggestion, {
    nullable: true,
    description: '被本建议改派的原建议。The suggestion in whose place an officer chose this one.',
  })
  async overrides(
    @Root() { overridesId }: PairingSuggestion,
    @Ctx() context: RequestContext,
  ): Promise<PairingSuggestion | null> {
    return overridesId == null ? null : loadRecord(context, PairingSuggestion, overridesId, visibleMatching);
  }

  @FieldResolver(() => Pairing, { nullable: true, description: '采纳后的结对。The pairing, once accepted.' })
  async pairing(
    @Root() { pairingId }: PairingSuggestion,
    @Ctx() context: RequestContext,
  ): Promise<Pairing | null> {
    return pairingId == null ? null : loadRecord(context, Pairing, pairingId);
  }

  @FieldResolver(() => [SuggestionChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: PairingSuggestion, @Ctx() context: RequestContext): Promise<RecordChange[]> {
    return changesOf(context, { entity: PairingSuggestion, history: 'pairing_suggestion_history' }, id);
  }
}

@Resolver(() => PairExclusion)
export class PairExclusionResolver {
  @Merge('CONNECTION')
  @Query(() => ExclusionConnection, {
    nullable: true,
    description:
      '排除的组合，归属地及其上级的工作人员与审计人员可见。Excluded pairs, for officers of the owner and above and for auditors.',
  })
  pairExclusions(
    @Args(() => ExclusionsArgs) args: ExclusionsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PairExclusion> {
    return listAll(exclusions, context, 'Query.pairExclusions', args);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: PairExclusion): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => String, { description: '理由。Why.' })
  reason(@Root() { grounds }: PairExclusion): string {
    return grounds;
  }

  @FieldResolver(() => MemberUnit, { nullable: true, description: '成员单位。The member unit.' })
  unit(@Root() { unitId }: PairExclusion): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: '两新组织。The organisation.' })
  organisation(@Root() { organisationId }: PairExclusion): Organisation | null {
    return stubOf(organisationId);
  }
}
