import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import { Pairing } from '../pairing/entity.ts';
import { acceptSuggestion } from './accept.ts';
import { excludePair, liftExclusion } from './exclude.ts';
import { PairExclusion } from './exclusion.ts';
import {
  ExclusionPayload,
  MatchPairingsInput,
  MatchPairingsPayload,
  OverrideSuggestionInput,
  SuggestionPayload,
} from './input.ts';
import { overrideSuggestion } from './override.ts';
import { requestRun } from './request.ts';
import { MatchingRun } from './run.ts';
import { PairingSuggestion } from './suggestion.ts';

@Resolver()
export class MatchingMutations {
  @Merge('ROUTE')
  @Mutation(() => MatchPairingsPayload, {
    nullable: true,
    description:
      '发起匹配，由归属地工作人员办理：随即返回，后台进行。Asks for a run of matching; by an officer of the jurisdiction. It answers at once and goes on in the background.',
  })
  async matchPairings(
    @KeyArgument() key: string,
    @Arg('input', () => MatchPairingsInput, { description: '匹配内容。What is matched.' })
    input: MatchPairingsInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = await requestRun(context, key, input);
    return { run: await loadRecord(context, MatchingRun, id) };
  }

  @Merge('ROUTE')
  @Mutation(() => SuggestionPayload, {
    nullable: true,
    description:
      '采纳一项建议，由归属地工作人员办理：据此拟结对。Accepts a suggestion; by an officer of its owner. A pairing is proposed.',
  })
  async acceptSuggestion(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('startedOn', () => GraphQLDate, {
      nullable: true,
      description: '拟结对日期；缺省为今天。When the pairing is to begin; today where absent.',
    })
    startedOn: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return decided(context, await acceptSuggestion(context, { key, id }, startedOn));
  }

  @Merge('ROUTE')
  @Mutation(() => SuggestionPayload, {
    nullable: true,
    description:
      '改派一项建议，由归属地工作人员办理：另选单位或党组织，以后的匹配予以保留。Puts another unit or party organisation in a suggestion’s place; by an officer of its owner. Later runs keep it.',
  })
  async overrideSuggestion(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => OverrideSuggestionInput, { description: '改派为。Whom to pair instead.' })
    input: OverrideSuggestionInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return decided(context, await overrideSuggestion(context, { key, id, reason }, input));
  }

  @Merge('ROUTE')
  @Mutation(() => ExclusionPayload, {
    nullable: true,
    description:
      '排除一个组合，由成员单位归属地工作人员办理：以后的匹配不再建议。Excludes a pair; by an officer of the unit’s jurisdiction. Later runs do not propose it.',
  })
  async excludePair(
    @KeyArgument() key: string,
    @IdArgument('成员单位编号。The id of the member unit.', 'unit') unit: string,
    @Arg('organisation', () => ID, { description: '两新组织编号。The id of the organisation.' })
    organisation: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = await excludePair(context, key, { unit, organisation, reason });
    return { exclusion: await loadRecord(context, PairExclusion, id) };
  }

  @Merge('ROUTE')
  @Mutation(() => ExclusionPayload, {
    nullable: true,
    description: '解除排除，由归属地工作人员办理。Lifts an exclusion; by an officer of its owner.',
  })
  async liftExclusion(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const lifted = await liftExclusion(context, { key, id, reason });
    return { exclusion: await loadRecord(context, PairExclusion, lifted) };
  }
}

async function decided(context: RequestContext, id: RecordId): Promise<object> {
  const suggestion = await loadRecord(context, PairingSuggestion, id);
  const pairing = suggestion?.pairingId ? await loadRecord(context, Pairing, suggestion.pairingId) : null;
  return { suggestion, pairing };
}
