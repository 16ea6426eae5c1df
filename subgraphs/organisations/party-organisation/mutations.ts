import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import { PartyOrganisation } from './entity.ts';
import {
  CorrectPartyOrganisationInput,
  PartyOrganisationPayload,
  RegisterPartyOrganisationInput,
} from './input.ts';
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
    const { id } = await registerParty(context, key, input);
    return { partyOrganisation: await loadRecord(context, PartyOrganisation, id) };
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
    const written = await correctParty(context, { key, id, reason }, input);
    return { partyOrganisation: await loadRecord(context, PartyOrganisation, written.id) };
  }
}
