import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  Group,
  type Grouping,
  jurisdictionDimension,
  type Measures,
  shareOf,
  sumOf,
} from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { PartyOrganisation } from './entity.ts';
import { Establishment, PartyOrganisationLevel } from './kinds.ts';
import { PartyOrganisationFilter, partyOrganisations } from './listing.ts';

export const PartyOrganisationDimension = describedEnum(
  'PartyOrganisationDimension',
  '党组织的分组维度。What party organisations are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['所在组织类别', 'The kind of the hosts.'],
    LEVEL: ['层级', 'The level.'],
    ESTABLISHMENT: ['组建方式', 'How it was established.'],
  },
);
export type PartyOrganisationDimension = keyof typeof PartyOrganisationDimension;

@ObjectType({ description: '党组织分组统计。A bucket of party organisations.', simpleResolvers: true })
export class PartyOrganisationGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => OrganisationKind, { nullable: true, description: '所在组织类别。The kind of the hosts.' })
  kind?: OrganisationKind;

  @Field(() => PartyOrganisationLevel, { nullable: true, description: '层级。The level.' })
  level?: PartyOrganisationLevel;

  @Field(() => Establishment, { nullable: true, description: '组建方式。How they were established.' })
  establishment?: Establishment;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '党组织数。How many party organisations.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '党员数。How many party members.' })
  members?: number;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '单独组建率，不计已撤销的。Party organisations established in one organisation alone, of all that stand.',
  })
  singleEstablishment?: Ratio;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '“一人兼”比例，不计已撤销的。Party organisations whose secretary is the owner, of all that stand.',
  })
  ownerSecretary?: Ratio;
}

/** Whether a party organisation is not dissolved. */
export const stands = sql<boolean>`r.dissolved_on is null`;

/** The indicators of party organisations, version 1: each over all party organisations counted that stand. */
export const partyIndicators = {
  singleEstablishment: shareOf(sql<boolean>`r.establishment = 'SINGLE'`, stands),
  ownerSecretary: shareOf(sql<boolean>`r.secretary_is_owner`, stands),
} satisfies Measures;

export const partyOrganisationGroups: Grouping<PartyOrganisationDimension, PartyOrganisationFilter> = {
  entity: PartyOrganisation,
  history: partyOrganisations.history,
  conditions: partyOrganisations.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    KIND: { field: 'kind', value: 'host_kind', label: labelIn(OrganisationKind) },
    LEVEL: { field: 'level', value: 'level', label: labelIn(PartyOrganisationLevel) },
    ESTABLISHMENT: { field: 'establishment', value: 'establishment', label: labelIn(Establishment) },
  },
  measures: { count: countRows, members: sumOf('members'), ...partyIndicators },
};

@ArgsType()
export class PartyOrganisationGroupsArgs {
  @Field(() => [PartyOrganisationDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: PartyOrganisationDimension[];

  @Field(() => PartyOrganisationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PartyOrganisationFilter | null;

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
