import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadAllBy, loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { PartyOrganisation } from '../party-organisation/entity.ts';
import { stepsOf, stepType } from '../workflow/steps.ts';
import { SiteAssessment } from './criterion.ts';
import { DemonstrationSite } from './entity.ts';
import { DemonstrationSiteGroup, demonstrationSiteGroups, DemonstrationSiteGroupsArgs } from './groups.ts';
import {
  AssessDemonstrationSiteInput,
  DemonstrationSitePayload,
  DesignateDemonstrationSiteInput,
  WithdrawDemonstrationSiteInput,
} from './input.ts';
import {
  AllDemonstrationSitesArgs,
  DemonstrationSiteConnection,
  demonstrationSites,
  DemonstrationSitesArgs,
} from './listing.ts';
import { SiteState } from './terms.ts';
import { assessSite, designateSite, withdrawSite } from './write.ts';

const SiteStep = stepType('DemonstrationSite', '党建示范点', SiteState);

@Resolver(() => DemonstrationSite)
export class DemonstrationSiteResolver {
  @Merge('CONNECTION')
  @Query(() => DemonstrationSiteConnection, {
    nullable: true,
    description: '党建示范点列表。Demonstration sites.',
  })
  demonstrationSites(
    @Args(() => AllDemonstrationSitesArgs) args: AllDemonstrationSitesArgs,
    @Ctx() context: RequestContext,
  ): Connection<DemonstrationSite> {
    return listAll(demonstrationSites, context, 'Query.demonstrationSites', args);
  }

  @Merge('ROUTE')
  @Query(() => DemonstrationSite, { nullable: true, description: '一个党建示范点。One demonstration site.' })
  demonstrationSite(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<DemonstrationSite | null> {
    return loadRecord(context, DemonstrationSite, parseId(id, 'site').id);
  }

  @Merge('GROUP')
  @Query(() => [DemonstrationSiteGroup], {
    nullable: true,
    description: '党建示范点分组统计。Demonstration sites counted by any dimensions.',
  })
  demonstrationSiteGroups(
    @Args(() => DemonstrationSiteGroupsArgs) args: DemonstrationSiteGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(demonstrationSiteGroups, context, args);
  }

  @Merge('ROUTE')
  @Mutation(() => DemonstrationSitePayload, {
    nullable: true,
    description:
      '按六项标准考评，由归属地工作人员办理。Assesses a party organisation by the six criteria; by an officer of its jurisdiction.',
  })
  async assessDemonstrationSite(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => AssessDemonstrationSiteInput, { description: '考评内容。The assessment.' })
    input: AssessDemonstrationSiteInput,
    @Ctx() context: RequestContext,
  ): Promise<DemonstrationSitePayload> {
    return { site: await loadRecord(context, DemonstrationSite, await assessSite(context, key, input)) };
  }

  @Merge('ROUTE')
  @Mutation(() => DemonstrationSitePayload, {
    nullable: true,
    description:
      '命名示范点：六项标准须全部达标；由归属地工作人员办理。Designates a candidate that meets all six criteria; by an officer of its jurisdiction.',
  })
  async designateDemonstrationSite(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => DesignateDemonstrationSiteInput, { description: '命名内容。The designation.' })
    input: DesignateDemonstrationSiteInput,
    @Ctx() context: RequestContext,
  ): Promise<DemonstrationSitePayload> {
    return { site: await loadRecord(context, DemonstrationSite, await designateSite(context, key, input)) };
  }

  @Merge('ROUTE')
  @Mutation(() => DemonstrationSitePayload, {
    nullable: true,
    description:
      '撤销示范点，由归属地工作人员办理。Withdraws a designation; by an officer of its jurisdiction.',
  })
  async withdrawDemonstrationSite(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => WithdrawDemonstrationSiteInput, { description: '撤销内容。The withdrawal.' })
    input: WithdrawDemonstrationSiteInput,
    @Ctx() context: RequestContext,
  ): Promise<DemonstrationSitePayload> {
    return { site: await loadRecord(context, DemonstrationSite, await withdrawSite(context, key, input)) };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: DemonstrationSite, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @FieldResolver(() => PartyOrganisation, {
    nullable: true,
    description: '所属党组织。The party organisation.',
  })
  partyOrganisation(
    @Root() { partyOrganisationId }: DemonstrationSite,
    @Ctx() context: RequestContext,
  ): Promise<PartyOrganisation | null> {
    return loadRecord(context, PartyOrganisation, partyOrganisationId);
  }

  @FieldResolver(() => [SiteAssessment], {
    nullable: true,
    description: '六项标准的考评结果，依次。What the last assessment says of the six criteria, in order.',
  })
  criteria(@Root() { id }: DemonstrationSite, @Ctx() context: RequestContext): Promise<SiteAssessment[]> {
    return loadAllBy(context, SiteAssessment, 'siteId', id, 'position');
  }

  @FieldResolver(() => [SiteStep], {
    nullable: true,
    description: '已办步骤，依次。The steps that it went through, in order.',
  })
  steps(@Root() { id }: DemonstrationSite, @Ctx() context: RequestContext): Promise<object[]> {
    return stepsOf(context, id);
  }
}

@Resolver(() => PartyOrganisation)
export class PartyOrganisationSitesResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => DemonstrationSiteConnection, {
    nullable: true,
    description: '它的示范点记录，含已撤销的。Its demonstration sites, also those withdrawn.',
  })
  demonstrationSites(
    @Root() { id }: PartyOrganisation,
    @Args(() => DemonstrationSitesArgs) args: DemonstrationSitesArgs,
    @Ctx() context: RequestContext,
  ): Connection<DemonstrationSite> {
    const link = linkedBy('party_organisation_id');
    return listOf(demonstrationSites, context, 'PartyOrganisation.demonstrationSites', link, id, args);
  }
}

@Resolver(() => Jurisdiction)
export class JurisdictionSitesResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => DemonstrationSiteConnection, {
    nullable: true,
    description: '本地的党建示范点。The demonstration sites that it owns.',
  })
  demonstrationSites(
    @Root() { code }: Jurisdiction,
    @Args(() => DemonstrationSitesArgs) args: DemonstrationSitesArgs,
    @Ctx() context: RequestContext,
  ): Connection<DemonstrationSite> {
    const link = linkedBy('owner');
    return listOf(demonstrationSites, context, 'Jurisdiction.demonstrationSites', link, code, args);
  }
}
