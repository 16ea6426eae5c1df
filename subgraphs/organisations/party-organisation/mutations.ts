import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { Written } from '@jiedui/kit/change';
import { OnArgument } from '../on-argument.ts';
import { dissolveParty } from './dissolve.ts';
import { PartyOrganisation } from './entity.ts';
import {
  CorrectPartyOrganisationInput,
  MergePartyOrganisationsPayload,
  PartyOrganisationPayload,
  RegisterPartyOrganisationInput,
} from './input.ts';
import { mergeParties } from './merge.ts';
import { correctParty, registerParty } from './write.ts';

@Resolver()
export class PartyOrganisationMutations {
  @Merge('ROUTE')
  @Mutation(() => PartyOrganisationPayload, {
    nullable: true,
    description:
      '登记一个党组织，由归属地工作人员办理。Registers a party organisation; by an officer of its jurisdiction.',
  })
  async registerPartyOrganisation(
    @KeyArgument() key: string,
    @Arg('input', () => RegisterPartyOrganisationInput, { description: '登记内容。What is registered.' })
    input: RegisterPartyOrganisationInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await registerParty(context, key, input));
  }

  @Merge('ROUTE')
  @Mutation(() => PartyOrganisationPayload, {
    nullable: true,
    description:
      '更正一个党组织的台账内容，由归属地工作人员办理。Corrects facts of a party organisation; by an officer of its jurisdiction.',
  })
  async correctPartyOrganisation(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectPartyOrganisationInput, { description: '更正内容。What is corrected.' })
    input: CorrectPartyOrganisationInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await correctParty(context, { key, id, reason }, input));
  }

  @Merge('ROUTE')
  @Mutation(() => PartyOrganisationPayload, {
    nullable: true,
    description:
      '撤销一个党组织，由归属地工作人员办理，不可恢复；其示范点须先撤销。Dissolves a party organisation, for good; by an officer of its jurisdiction. Its demonstration site is withdrawn first.',
  })
  async dissolvePartyOrganisation(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @OnArgument() on: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await dissolveParty(context, { key, id, reason }, on));
  }

  @Merge('ROUTE')
  @Mutation(() => MergePartyOrganisationsPayload, {
    nullable: true,
    description:
      '合并同一归属地的重复党组织：示范点转移到保留的党组织，重复记录撤销并指向它；其内容不复制。Merges a duplicate into a party organisation of the same jurisdiction: its demonstration sites follow, and it ends as dissolved; its facts are not copied.',
  })
  async mergePartyOrganisations(
    @KeyArgument() key: string,
    @IdArgument('保留的党组织。The party organisation that stays.', 'into') into: string,
    @Arg('duplicate', () => ID, { description: '重复的记录。The duplicate.' })
    duplicate: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const merged = await mergeParties(context, { key, into, duplicate, reason });
    return {
      ...(await changed(context, merged)),
      duplicate: await loadRecord(context, PartyOrganisation, duplicate),
    };
  }
}

async function changed(context: RequestContext, { id, warnings }: Written): Promise<object> {
  return { partyOrganisation: await loadRecord(context, PartyOrganisation, id), warnings };
}
