import { type Connection, countOf, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import type { Pairing } from '../pairing/entity.ts';
import { PairingConnection, pairings, PairingsArgs } from '../pairing/listing.ts';
import { Organisation } from './entity.ts';

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PairingConnection, { nullable: true, description: '结对共建。Its pairings.' })
  pairings(
    @Root() { id }: Organisation,
    @Args(() => PairingsArgs) args: PairingsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return listOf(pairings, context, 'Organisation.pairings', linkedBy('organisation_id'), id, args);
  }

  @Merge('SUM', { scope: 'LINEAGE' })
  @FieldResolver(() => Int, { nullable: true, description: '结对数。How many pairings it has.' })
  pairingCount(@Root() { id }: Organisation, @Ctx() context: RequestContext): Promise<number> {
    return countOf(pairings, context, 'Organisation.pairings', linkedBy('organisation_id'), id);
  }
}
