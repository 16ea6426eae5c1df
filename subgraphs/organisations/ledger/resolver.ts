import { ownedBy } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import {
  countRows,
  countWhere,
  maxOf,
  minOf,
  overviewOf,
  shareOf,
  sumOf,
  sumWhere,
} from '@jiedui/kit/groups';
import { standingAsOf } from '@jiedui/kit/history';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio } from '@jiedui/kit/ratio';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { all, run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { memberUnits } from '../member-unit/listing.ts';
import { Organisation } from '../organisation/entity.ts';
import { isHosted, organisations } from '../organisation/listing.ts';
import { PartyOrganisation } from '../party-organisation/entity.ts';
import { partyIndicators, stands } from '../party-organisation/groups.ts';
import { partyOrganisations } from '../party-organisation/listing.ts';

@ObjectType({
  description: '情况台账总览。The situation ledger at a glance.',
  simpleResolvers: true,
})
export class LedgerOverview {
  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '两新组织数。How many organisations.' })
  organisations?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '从业人员数。How many employees.' })
  employees?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '党组织数，不计已撤销的。How many party organisations stand.',
  })
  partyOrganisations?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '其党员数。How many party members they have.' })
  partyMembers?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '成员单位数，不计已退出的。How many member units.' })
  memberUnits?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早登记日期。The first registration.' })
  firstRegisteredOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近登记日期。The last registration.' })
  lastRegisteredOn?: string | null;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '单独组建率：单独组建的党组织占全部党组织。Party organisations established in one organisation alone, of all.',
  })
  singleEstablishment?: Ratio;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description: '“一人兼”比例：占全部党组织。Party organisations whose secretary is the owner, of all.',
  })
  ownerSecretary?: Ratio;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '组织覆盖：存续的两新组织中设有本地党组织的比例。Operating organisations hosted by a party organisation of their jurisdiction, of all operating.',
  })
  coverage?: Ratio;
}

@ObjectType({ description: '镇（街道）。A town or subdistrict of a jurisdiction.', simpleResolvers: true })
export class Town {
  @Field(() => String, { description: '名称。The name.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: '当地两新组织数。How many organisations are there.' })
  organisations!: number;

  owner!: string;
}

@ArgsType()
export class LedgerArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;

  @AsOfArgument()
  asOf?: string | null;
}

const isOperating = sql<boolean>`r.status = 'OPERATING'`;
/** Of the committee still. */
const isMember = sql<boolean>`r.withdrawn_on is null`;

@Resolver(() => Town)
export class LedgerResolver {
  @Merge('OBJECT')
  @Query(() => LedgerOverview, {
    nullable: true,
    description: '情况台账总览。The situation ledger at a glance.',
  })
  ledgerOverview(
    @Args(() => LedgerArgs) { jurisdictions, asOf }: LedgerArgs,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return overviewOf(
      context,
      [
        {
          entity: Organisation,
          history: organisations.history,
          measures: {
            organisations: countRows,
            employees: sumOf('employees'),
            firstRegisteredOn: minOf('registered_on'),
            lastRegisteredOn: maxOf('registered_on'),
            coverage: shareOf(isHosted(asOf), isOperating),
          },
        },
        {
          entity: PartyOrganisation,
          history: partyOrganisations.history,
          measures: {
            partyOrganisations: countWhere(stands),
            partyMembers: sumWhere('members', stands),
            ...partyIndicators,
          },
        },
        {
          entity: MemberUnit,
          history: memberUnits.history,
          measures: { memberUnits: countWhere(isMember) },
        },
      ],
      jurisdictions,
      asOf,
    );
  }

  @Merge('CONCAT')
  @Query(() => [Town], {
    nullable: true,
    description: '有两新组织的镇（街道），按归属地代码与名称。Towns with organisations, by owner and name.',
  })
  towns(
    @Args(() => LedgerArgs) { jurisdictions, asOf }: LedgerArgs,
    @Ctx() context: RequestContext,
  ): Promise<Town[]> {
    const ledger = tableOf(context.em, Organisation);
    const { source, valid } = standingAsOf(context, ledger, organisations.history, asOf);
    const owned = ownedBy(askedOwners(context, jurisdictions));
    return run<Town>(
      context,
      sql`select r.owner, r.town as name, count(*)::float8 as organisations from ${source} r
        where ${all([owned, valid, sql<boolean>`r.town is not null`])}
        group by r.owner, r.town order by r.owner, r.town`,
    );
  }

  @FieldResolver(() => Jurisdiction, { nullable: true, description: '归属地。The jurisdiction.' })
  jurisdiction(@Root() { owner }: Town, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }
}
