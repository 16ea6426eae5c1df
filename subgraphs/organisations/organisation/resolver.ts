import { type Connection, type Link, linkedThrough, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { validAsOf } from '@jiedui/kit/history';
import { loadAllBy, loadRecordAsOf, recordOrKey } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { CrossShard, Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { parseId } from '@jiedui/schema/contract/id';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';

import { phoneShown } from '../phone.ts';
import { changesOf } from '../history/changes.ts';
import { LedgerChange } from '../history/types.ts';
import { LedgerRecordArgs } from '../ledger/record-args.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import type { PartyOrganisation } from '../party-organisation/entity.ts';
import {
  PartyOrganisationConnection,
  partyOrganisations,
  PartyOrganisationsArgs,
} from '../party-organisation/listing.ts';
import { Organisation } from './entity.ts';
import { OrganisationGroup, organisationGroups, OrganisationGroupsArgs } from './groups.ts';
import { AllOrganisationsArgs, OrganisationConnection, organisations } from './listing.ts';

/** The party organisations that an organisation hosts, or hosted at the end of a day. */
function hosting(asOf: string | null | undefined): Link {
  if (asOf == null)
    return linkedThrough('party_organisation_host', 'party_organisation_id', 'organisation_id');
  return (parent) =>
    sql<boolean>`r.id in (select l.party_organisation_id from party_organisation_host_history l
      where l.organisation_id = ${parent} and ${validAsOf('l', asOf)})`;
}

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Merge('CONNECTION')
  @Query(() => OrganisationConnection, { nullable: true, description: '两新组织列表。Organisations.' })
  organisations(
    @Args(() => AllOrganisationsArgs) args: AllOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Organisation> {
    return listAll(organisations, context, 'Query.organisations', args);
  }

  @Merge('ROUTE')
  @Query(() => Organisation, { nullable: true, description: '一个两新组织。One organisation.' })
  organisation(
    @Args(() => LedgerRecordArgs) { id, asOf }: LedgerRecordArgs,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> {
    return loadRecordAsOf(context, organisations, parseId(id, 'org').id, asOf);
  }

  @Merge('GROUP')
  @Query(() => [OrganisationGroup], {
    nullable: true,
    description: '两新组织分组统计。Organisations counted by any dimensions.',
  })
  organisationGroups(
    @Args(() => OrganisationGroupsArgs) args: OrganisationGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(organisationGroups, context, args, selectedNames(info));
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Organisation, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PartyOrganisationConnection, {
    nullable: true,
    description:
      '设在其中的党组织，也可能由上级管理。The party organisations in it; a jurisdiction above may own them.',
  })
  partyOrganisations(
    @Root() { id }: Organisation,
    @Args(() => PartyOrganisationsArgs) args: PartyOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PartyOrganisation> {
    return listOf(
      partyOrganisations,
      context,
      'Organisation.partyOrganisations',
      hosting(args.asOf),
      id,
      args,
    );
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "联系电话：归属地工作人员、本组织及归属地共享策略列出的角色可见，其他工作人员见脱敏号码，公众不可见。The telephone number: clear to the officers of the owner, to the organisation and to the roles of the owner's sharing policy; masked to other officers; not for the public.",
  })
  contactPhone(@Root() organisation: Organisation, @Ctx() context: RequestContext): string | null {
    return phoneShown(context, organisation);
  }

  @CrossShard()
  @FieldResolver(() => Organisation, {
    nullable: true,
    description:
      '重复记录所并入的组织；非重复记录为空。The organisation that this duplicate was merged into.',
  })
  mergedInto(
    @Root() { mergedIntoId }: Organisation,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> {
    return recordOrKey(context, Organisation, mergedIntoId);
  }

  @FieldResolver(() => [Organisation], {
    nullable: true,
    description:
      '并入本组织的重复记录，由先到后；上级管理的结对等仍记在其名下。The duplicates that were merged into it, the first one first: what jurisdictions above hold, such as pairings, stays with them.',
  })
  duplicates(@Root() { id }: Organisation, @Ctx() context: RequestContext): Promise<Organisation[]> {
    return loadAllBy(context, Organisation, 'mergedIntoId', id, 'id');
  }

  @FieldResolver(() => [LedgerChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: Organisation, @Ctx() context: RequestContext): Promise<LedgerChange[]> {
    return changesOf(context, { entity: Organisation, history: organisations.history! }, id);
  }
}
