import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Pairing } from '../pairing/entity.ts';
import { PairingConnection, pairings, PairingsArgs } from '../pairing/listing.ts';
import { PartyOrganisation } from './entity.ts';

@Resolver(() => PartyOrganisation)
export class PartyOrganisationResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PairingConnection, { nullable: true, description: '结对共建。Its pairings.' })
  pairings(
    @Root() { id }: PartyOrganisation,
    @Args(() => PairingsArgs) args: PairingsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return listOf(
      pairings,
      context,
      'PartyOrganisation.pairings',
      linkedBy('party_organisation_id'),
      id,
      args,
    );
  }
}
