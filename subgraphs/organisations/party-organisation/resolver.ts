import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadBy, loadRecord, recordOrKey } from '@jiedui/kit/loaders';
import { CrossShard, Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { PartyOrganisation } from './entity.ts';
import { PartyOrganisationGroup, partyOrganisationGroups, PartyOrganisationGroupsArgs } from './groups.ts';
import { AllPartyOrganisationsArgs, PartyOrganisationConnection, partyOrganisations } from './listing.ts';
import { hostIds } from './loader.ts';

@Resolver(() => PartyOrganisation)
export class PartyOrganisationResolver {
  @Merge('CONNECTION')
  @Query(() => PartyOrganisationConnection, {
    nullable: true,
    description: '党组织列表。Party organisations.',
  })
  partyOrganisations(
    @Args(() => AllPartyOrganisationsArgs) args: AllPartyOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PartyOrganisation> {
    return listAll(partyOrganisations, context, 'Query.partyOrganisations', args);
  }

  @Merge('ROUTE')
  @Query(() => PartyOrganisation, { nullable: true, description: '一个党组织。One party organisation.' })
  partyOrganisation(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<PartyOrganisation | null> {
    return loadRecord(context, PartyOrganisation, parseId(id, 'party').id);
  }

  @Merge('GROUP')
  @Query(() => [PartyOrganisationGroup], {
    nullable: true,
    description: '党组织分组统计。Party organisations counted by any dimensions.',
  })
  partyOrganisationGroups(
    @Args(() => PartyOrganisationGroupsArgs) args: PartyOrganisationGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(partyOrganisationGroups, context, args);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(
    @Root() { owner }: PartyOrganisation,
    @Ctx() context: RequestContext,
  ): Promise<Jurisdiction | null> {
    return loadBy(context, Jurisdiction, 'code', owner);
  }

  @CrossShard()
  @FieldResolver(() => [Organisation], {
    // A silent county costs its host, not the list.
    nullable: 'itemsAndList',
    description: '所在的两新组织；联合组建时有多个。The organisations that host it; several where joint.',
  })
  async hosts(
    @Root() { id }: PartyOrganisation,
    @Ctx() context: RequestContext,
  ): Promise<(Organisation | null)[]> {
    const ids = await hostIds(context, id);
    return Promise.all(ids.map((host) => recordOrKey(context, Organisation, host)));
  }
}
