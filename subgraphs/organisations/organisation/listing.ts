import { describedEnum } from '@jiedui/kit/enums';
import { validAsOf } from '@jiedui/kit/history';
import type { Listing } from '@jiedui/kit/page';
import {
  AsOfArgument,
  connectionType,
  JurisdictionsArgument,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, type Condition, oneOf, present, sql } from '@jiedui/kit/sql';
import { ArgsType, Field, InputType, Int } from 'type-graphql';

import { Industry } from '../industry.ts';
import { nameContains } from '../search/conditions.ts';
import { Organisation } from './entity.ts';
import { OrganisationKind, OrganisationStatus, SocialSubtype } from './kinds.ts';

export const OrganisationOrderField = describedEnum(
  'OrganisationOrderField',
  '两新组织的排序字段。What organisations are ordered by.',
  {
    NAME: ['名称（拼音）', 'The name, by pinyin.'],
    REGISTERED_ON: ['登记日期', 'The day of registration.'],
    EMPLOYEES: ['从业人员数', 'How many people work there.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type OrganisationOrderField = keyof typeof OrganisationOrderField;

export const OrganisationOrder = orderInput('Organisation', '两新组织', OrganisationOrderField);

@InputType({ description: '两新组织筛选条件，同时满足。What organisations must be; all conditions hold.' })
export class OrganisationFilter {
  @Field(() => [OrganisationKind], { nullable: true, description: '类别之一。One of these kinds.' })
  kind?: OrganisationKind[] | null;

  @Field(() => [SocialSubtype], { nullable: true, description: '社会组织类型之一。One of these types.' })
  subtype?: SocialSubtype[] | null;

  @Field(() => [Industry], { nullable: true, description: '行业门类之一。One of these sections.' })
  industry?: Industry[] | null;

  @Field(() => [String], { nullable: true, description: '行业大类之一。One of these divisions.' })
  division?: string[] | null;

  @Field(() => [String], { nullable: true, description: '镇（街道）之一。One of these towns.' })
  town?: string[] | null;

  @Field(() => [OrganisationStatus], { nullable: true, description: '状态之一。One of these states.' })
  status?: OrganisationStatus[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      '名称包含；不计大小写、全半角、空格与标点。The name contains this text; case, width, white space and punctuation aside.',
  })
  nameContains?: string | null;

  @Field(() => String, { nullable: true, description: '统一社会信用代码。The unified social credit code.' })
  creditCode?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '登记日期不早于。Registered on this day or later.',
  })
  registeredFrom?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '登记日期不晚于。Registered on this day or earlier.',
  })
  registeredTo?: string | null;

  @Field(() => Int, { nullable: true, description: '从业人员不少于。At least so many employees.' })
  employeesFrom?: number | null;

  @Field(() => Int, { nullable: true, description: '从业人员不多于。At most so many employees.' })
  employeesTo?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '是否属于本地某个党组织。Whether a party organisation of the same jurisdiction has it as a host.',
  })
  hasPartyOrganisation?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: '是否有信用代码。Whether the credit code is known.' })
  hasCreditCode?: boolean | null;
}

/**
 * Whether a party organisation of the row's own jurisdiction has it as a host. Not any jurisdiction's: the answer must be
 * the same whichever deployments the jurisdictions are spread over.
 */
export function isHosted(asOf?: string | null): Condition {
  // Not `r.id in (…)`: that reads all hosts for a page of a few rows.
  return asOf == null
    ? sql<boolean>`exists (select 1 from party_organisation_host h where h.own and h.organisation_id = r.id)`
    : sql<boolean>`exists (select 1 from party_organisation_host_history h
        where h.own and h.organisation_id = r.id and ${validAsOf('h', asOf)})`;
}

export const organisations: Listing<Organisation, OrganisationOrderField, OrganisationFilter> = {
  entity: Organisation,
  history: 'organisation_history',
  orderings: { NAME: 'sortName', REGISTERED_ON: 'registeredOn', EMPLOYEES: 'employees', CREATED: 'id' },
  defaultOrder: { field: 'NAME', direction: 'ASCENDING' },
  conditions: (filter, _context, asOf) => [
    oneOf('kind', filter.kind),
    oneOf('subtype', filter.subtype),
    oneOf('industry', filter.industry),
    oneOf('division', filter.division),
    oneOf('town', filter.town),
    oneOf('status', filter.status),
    nameContains(filter.nameContains, asOf),
    oneOf('credit_code', filter.creditCode == null ? null : [filter.creditCode.trim().toUpperCase()]),
    atLeast('registered_on', filter.registeredFrom),
    atMost('registered_on', filter.registeredTo),
    atLeast('employees', filter.employeesFrom),
    atMost('employees', filter.employeesTo),
    filter.hasPartyOrganisation == null
      ? undefined
      : filter.hasPartyOrganisation
        ? isHosted(asOf)
        : sql<boolean>`not (${isHosted(asOf)})`,
    present('credit_code', filter.hasCreditCode),
  ],
};

@ArgsType()
export class OrganisationsArgs extends PageArgs {
  @Field(() => OrganisationOrder, {
    nullable: true,
    description: '排序，默认按名称。The order; by name where absent.',
  })
  orderBy?: OrderBy<OrganisationOrderField> | null;

  @Field(() => OrganisationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: OrganisationFilter | null;

  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class AllOrganisationsArgs extends OrganisationsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const OrganisationConnection = connectionType('Organisation', '两新组织', Organisation);
