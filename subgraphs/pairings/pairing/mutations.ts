import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import { Pairing } from './entity.ts';
import { CorrectPairingInput, PairingPayload, ProposePairingInput } from './input.ts';
import {
  confirmPairing,
  correctPairing,
  endPairing,
  proposePairing,
  refusePairing,
  renewPairing,
} from './write.ts';

@Resolver(() => Pairing)
export class PairingMutations {
  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '提出拟结对：归属地的工作人员，或本单位的联络员。同一两新（党）组织已有生效的成员单位结对时拒绝。Proposes a pairing: an officer of the jurisdiction, or the liaison of the unit concerned. Refused where a unit is paired with the organisation already.',
  })
  proposePairing(
    @KeyArgument() key: string,
    @Arg('input', () => ProposePairingInput, { description: '拟结对。The proposal.' })
    input: ProposePairingInput,
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return shown(context, proposePairing(context, key, input));
  }

  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '确认拟结对，自此生效；由归属地工作人员办理。Confirms a proposal, which is in force from then on; by an officer of the jurisdiction.',
  })
  confirmPairing(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('startedOn', () => GraphQLDate, {
      nullable: true,
      description:
        '结对日期；缺省为拟结对所写，一年以内。When it begins; as proposed where absent, within a year from today.',
    })
    startedOn: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return shown(context, confirmPairing(context, { key, id }, startedOn));
  }

  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '否决或撤回拟结对：归属地的工作人员，或本单位的联络员。Refuses a proposal or takes it back: an officer of the jurisdiction, or the liaison of the unit concerned.',
  })
  refusePairing(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return shown(context, refusePairing(context, { key, id, reason }));
  }

  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '述职评议后续结；由归属地工作人员办理。Renews a pairing that was assessed; by an officer of the jurisdiction.',
  })
  renewPairing(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('renewedOn', () => GraphQLDate, {
      description: '续结日期，不晚于今天。The day, today at the latest.',
    })
    renewedOn: string,
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return shown(context, renewPairing(context, { key, id }, renewedOn));
  }

  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '结束生效的结对；由归属地工作人员办理。Ends a pairing that is in force; by an officer of the jurisdiction.',
  })
  endPairing(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('endedOn', () => GraphQLDate, {
      description:
        '结束日期，不早于其末次活动，不晚于今天。The day: not before its last activity, today at the latest.',
    })
    endedOn: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return shown(context, endPairing(context, { key, id, reason }, endedOn));
  }

  @Merge('ROUTE')
  @Mutation(() => PairingPayload, {
    nullable: true,
    description:
      '更正结对的内容，历史保留；由归属地工作人员办理。Corrects facts of a pairing, whose history keeps what they were; by an officer of the jurisdiction.',
  })
  correctPairing(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectPairingInput, { description: '更正内容。What to correct.' })
    input: CorrectPairingInput,
    @Ctx() context: RequestContext,
  ): Promise<PairingPayload> {
    return shown(context, correctPairing(context, { key, id, reason }, input));
  }
}

async function shown(context: RequestContext, written: Promise<RecordId>): Promise<PairingPayload> {
  return { pairing: await loadRecord(context, Pairing, await written) };
}
