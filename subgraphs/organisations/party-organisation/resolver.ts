import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadAllBy, loadRecordAsOf, recordOrKey } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { CrossShard, Merge } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';

import { changesOf } from '../history/changes.ts';
import { LedgerChange } from '../history/types.ts';
import { LedgerRecordArgs } from '../ledger/record-args.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { Organisation } from '../organisation/entity.ts';
import { PartyOrganisation } from './entity.ts';
import { PartyOrganisationGroup, partyOrganisationGroups, PartyOrganisationGroupsArgs } from './groups.ts';
import { partyHistory } from './history.ts';
import {
  AllPartyOrganisationsArgs,
  HostsArgs,
  PartyOrganisationConnection,
  partyOrganisations,
} from './listing.ts';
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
    @Args(() => LedgerRecordArgs) { id, asOf }: LedgerRecordArgs,
    @Ctx() context: RequestContext,
  ): Promise<PartyOrganisation | null> {
    return loadRecordAsOf(context, partyOrganisations, parseId(id, 'party').id, asOf);
  }

  @Merge('GROUP')
  @Query(() => [PartyOrganisationGroup], {
    nullable: true,
    description: '党组织分组统计。Party organisations counted by any dimensions.',
  })
  partyOrganisationGroups(
    @Args(() => PartyOrganisationGroupsArgs) args: PartyOrganisationGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(partyOrganisationGroups, context, args, selectedNames(info));
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: PartyOrganisation, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @CrossShard()
  @FieldResolver(() => [Organisation], {
    // A silent county costs its host, not the list.
    nullable: 'itemsAndList',
    description:
      '所在的两新组织；联合组建时有多个。指定日期时为当日所在的组织，内容为现状。The organisations that host it; several where joint. With `asOf` those that hosted it then, as they are now.',
  })
  async hosts(
    @Root() { id }: PartyOrganisation,
    @Args(() => HostsArgs) { asOf }: HostsArgs,
    @Ctx() context: RequestContext,
  ): Promise<(Organisation | null)[]> {
    const ids = await hostIds(context, id, asOf);
    return Promise.all(ids.map((host) => recordOrKey(context, Organisation, host)));
  }

  @CrossShard()
  @FieldResolver(() => PartyOrganisation, {
    nullable: true,
    description:
      '重复记录所并入的党组织；非重复记录为空。The party organisation that this duplicate was merged into.',
  })
  mergedInto(
    @Root() { mergedIntoId }: PartyOrganisation,
    @Ctx() context: RequestContext,
  ): Promise<PartyOrganisation | null> {
    return recordOrKey(context, PartyOrganisation, mergedIntoId);
  }

  @FieldResolver(() => [PartyOrganisation], {
    nullable: true,
    description:
      '并入本党组织的重复记录，由先到后；结对等仍记在其名下。The duplicates that were merged into it, the first one first: pairings and the like stay with them.',
  })
  duplicates(
    @Root() { id }: PartyOrganisation,
    @Ctx() context: RequestContext,
  ): Promise<PartyOrganisation[]> {
    return loadAllBy(context, PartyOrganisation, 'mergedIntoId', id, 'id');
  }

  @FieldResolver(() => [LedgerChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: PartyOrganisation, @Ctx() context: RequestContext): Promise<LedgerChange[]> {
    return changesOf(context, partyHistory, id);
  }
}
