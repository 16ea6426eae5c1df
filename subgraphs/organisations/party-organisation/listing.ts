import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  AsOfArgument,
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, equals, oneOf, present } from '@jiedui/kit/sql';
import { ArgsType, Field, InputType, Int } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { nameContains } from '../search/conditions.ts';
import { PartyOrganisation } from './entity.ts';
import { Establishment, PartyOrganisationLevel } from './kinds.ts';

export const PartyOrganisationOrderField = describedEnum(
  'PartyOrganisationOrderField',
  '党组织的排序字段。What party organisations are ordered by.',
  {
    NAME: ['名称（拼音）', 'The name, by pinyin.'],
    FOUNDED_ON: ['成立日期', 'The day of the founding.'],
    MEMBERS: ['党员数', 'How many party members.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type PartyOrganisationOrderField = keyof typeof PartyOrganisationOrderField;

export const PartyOrganisationOrder = orderInput('PartyOrganisation', '党组织', PartyOrganisationOrderField);

@InputType({
  description: '党组织筛选条件，同时满足。What party organisations must be; all conditions hold.',
})
export class PartyOrganisationFilter {
  @Field(() => [OrganisationKind], { nullable: true, description: '所在组织的类别之一。One of these kinds.' })
  hostKind?: OrganisationKind[] | null;

  @Field(() => [PartyOrganisationLevel], { nullable: true, description: '层级之一。One of these levels.' })
  level?: PartyOrganisationLevel[] | null;

  @Field(() => [Establishment], { nullable: true, description: '组建方式之一。One of these ways.' })
  establishment?: Establishment[] | null;

  @Field(() => Boolean, { nullable: true, description: '是否“一人兼”。Whether the secretary is the owner.' })
  secretaryIsOwner?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: '是否适用“一人兼”。Whether the secretary can be.' })
  ownerSecretaryApplies?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      '名称包含；不计大小写、全半角、空格与标点。The name contains this text; case, width, white space and punctuation aside.',
  })
  nameContains?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '成立不早于。Founded on this day or later.' })
  foundedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '成立不晚于。Founded on this day or earlier.' })
  foundedTo?: string | null;

  @Field(() => Int, { nullable: true, description: '党员不少于。At least so many members.' })
  membersFrom?: number | null;

  @Field(() => Int, { nullable: true, description: '党员不多于。At most so many members.' })
  membersTo?: number | null;

  @Field(() => Boolean, { nullable: true, description: '是否已撤销。Whether it is dissolved.' })
  dissolved?: boolean | null;
}

export const partyOrganisations: Listing<
  PartyOrganisation,
  PartyOrganisationOrderField,
  PartyOrganisationFilter
> = {
  entity: PartyOrganisation,
  history: 'party_organisation_history',
  orderings: { NAME: 'sortName', FOUNDED_ON: 'foundedOn', MEMBERS: 'members', CREATED: 'id' },
  defaultOrder: { field: 'NAME', direction: 'ASCENDING' },
  conditions: (filter, _context, asOf) => [
    oneOf('host_kind', filter.hostKind),
    oneOf('level', filter.level),
    oneOf('establishment', filter.establishment),
    equals('secretary_is_owner', filter.secretaryIsOwner),
    equals('owner_secretary_applies', filter.ownerSecretaryApplies),
    nameContains(filter.nameContains, asOf),
    atLeast('founded_on', filter.foundedFrom),
    atMost('founded_on', filter.foundedTo),
    atLeast('members', filter.membersFrom),
    atMost('members', filter.membersTo),
    present('dissolved_on', filter.dissolved),
  ],
};

@ArgsType()
export class PartyOrganisationsArgs extends PageArgs {
  @Field(() => PartyOrganisationOrder, {
    nullable: true,
    description: '排序，默认按名称。The order; by name where absent.',
  })
  orderBy?: OrderBy<PartyOrganisationOrderField> | null;

  @Field(() => PartyOrganisationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PartyOrganisationFilter | null;

  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class HostsArgs {
  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class AllPartyOrganisationsArgs extends PartyOrganisationsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const PartyOrganisationConnection = connectionType('PartyOrganisation', '党组织', PartyOrganisation);
