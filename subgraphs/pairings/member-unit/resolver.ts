import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Activity } from '../activity/entity.ts';
import { activities, ActivitiesArgs, ActivityConnection } from '../activity/listing.ts';
import type { Pairing } from '../pairing/entity.ts';
import { PairingConnection, pairings, PairingsArgs } from '../pairing/listing.ts';
import { MemberUnit } from './entity.ts';

@Resolver(() => MemberUnit)
export class MemberUnitResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PairingConnection, { nullable: true, description: '本单位的结对。Its own pairings.' })
  pairings(
    @Root() { id }: MemberUnit,
    @Args(() => PairingsArgs) args: PairingsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return listOf(pairings, context, 'MemberUnit.pairings', linkedBy('unit_id'), id, args);
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PairingConnection, {
    nullable: true,
    description: '本单位推动的结对。The pairings of others that it promotes.',
  })
  promotedPairings(
    @Root() { id }: MemberUnit,
    @Args(() => PairingsArgs) args: PairingsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return listOf(pairings, context, 'MemberUnit.promotedPairings', linkedBy('promoted_by_id'), id, args);
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => ActivityConnection, { nullable: true, description: '本单位的活动。Its activities.' })
  activities(
    @Root() { id }: MemberUnit,
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
    @Ctx() context: RequestContext,
  ): Connection<Activity> {
    return listOf(activities, context, 'MemberUnit.activities', linkedBy('unit_id'), id, args);
  }
}
