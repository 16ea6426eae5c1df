import { type Connection, countOf, linkedBy, listOf } from '@jiedui/kit/connection';
import { knownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';

import { LedgerDayArgs } from '../ledger/record-args.ts';
import type { MemberUnit } from '../member-unit/entity.ts';
import { MemberUnitConnection, memberUnits, MemberUnitsArgs } from '../member-unit/listing.ts';
import type { Organisation } from '../organisation/entity.ts';
import { OrganisationConnection, organisations, OrganisationsArgs } from '../organisation/listing.ts';
import type { PartyOrganisation } from '../party-organisation/entity.ts';
import {
  PartyOrganisationConnection,
  partyOrganisations,
  PartyOrganisationsArgs,
} from '../party-organisation/listing.ts';
import { Jurisdiction } from './entity.ts';
import { allJurisdictions, jurisdictionOf } from './tree.ts';

@Resolver(() => Jurisdiction)
export class JurisdictionResolver {
  @Merge('ANY')
  @Query(() => [Jurisdiction], {
    nullable: true,
    description: '全部行政区划，按名称拼音排列。All jurisdictions of the federation, by name.',
  })
  jurisdictions(@Ctx() context: RequestContext): Jurisdiction[] {
    return allJurisdictions(context);
  }

  @Merge('ANY')
  @Query(() => Jurisdiction, { nullable: true, description: '一个行政区划。One jurisdiction.' })
  jurisdiction(
    @Arg('code', () => ID, { description: '行政区划代码。The code.' })
    code: string,
    @Ctx() context: RequestContext,
  ): Jurisdiction | null {
    return jurisdictionOf(context, knownJurisdiction(context.federation, code));
  }

  @FieldResolver(() => Jurisdiction, { nullable: true, description: '上级。The jurisdiction above.' })
  parent(@Root() { parentCode }: Jurisdiction, @Ctx() context: RequestContext): Jurisdiction | null {
    return parentCode ? jurisdictionOf(context, parentCode) : null;
  }

  @FieldResolver(() => [Jurisdiction], { nullable: true, description: '下级。The jurisdictions below.' })
  children(@Root() { code }: Jurisdiction, @Ctx() context: RequestContext): Jurisdiction[] {
    return allJurisdictions(context).filter(({ parentCode }) => parentCode === code);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => OrganisationConnection, {
    nullable: true,
    description: '本地的两新组织。The organisations that it owns.',
  })
  organisations(
    @Root() { code }: Jurisdiction,
    @Args(() => OrganisationsArgs) args: OrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Organisation> {
    return listOf(organisations, context, 'Jurisdiction.organisations', linkedBy('owner'), code, args);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => MemberUnitConnection, {
    nullable: true,
    description: '本地的成员单位。The member units that it owns.',
  })
  memberUnits(
    @Root() { code }: Jurisdiction,
    @Args(() => MemberUnitsArgs) args: MemberUnitsArgs,
    @Ctx() context: RequestContext,
  ): Connection<MemberUnit> {
    return listOf(memberUnits, context, 'Jurisdiction.memberUnits', linkedBy('owner'), code, args);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => PartyOrganisationConnection, {
    nullable: true,
    description: '本地的党组织。The party organisations that it owns.',
  })
  partyOrganisations(
    @Root() { code }: Jurisdiction,
    @Args(() => PartyOrganisationsArgs) args: PartyOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PartyOrganisation> {
    return listOf(
      partyOrganisations,
      context,
      'Jurisdiction.partyOrganisations',
      linkedBy('owner'),
      code,
      args,
    );
  }

  @Merge('SUM', { scope: 'OWNER' })
  @FieldResolver(() => Int, {
    nullable: true,
    description: '本地两新组织数。How many organisations it owns.',
  })
  organisationCount(
    @Root() { code }: Jurisdiction,
    @Args(() => LedgerDayArgs) { asOf }: LedgerDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<number> {
    return countOf(organisations, context, 'Jurisdiction.organisations', linkedBy('owner'), code, null, asOf);
  }
}
