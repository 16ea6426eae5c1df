import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  Group,
  type Grouping,
  jurisdictionDimension,
  maxOf,
  minOf,
  sumOf,
} from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Industry } from '../industry.ts';
import { Organisation } from './entity.ts';
import { OrganisationKind, OrganisationStatus, SocialSubtype } from './kinds.ts';
import { OrganisationFilter, organisations } from './listing.ts';

export const OrganisationDimension = describedEnum(
  'OrganisationDimension',
  '两新组织的分组维度。What organisations are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['类别', 'The kind.'],
    SUBTYPE: ['社会组织类型', 'The type of a social organisation.'],
    INDUSTRY: ['行业门类', 'The section of industry.'],
    DIVISION: ['行业大类', 'The division of industry.'],
    TOWN: ['镇（街道）', 'The town.'],
    STATUS: ['存续状态', 'Whether it operates.'],
  },
);
export type OrganisationDimension = keyof typeof OrganisationDimension;

@ObjectType({ description: '两新组织分组统计。A bucket of organisations.', simpleResolvers: true })
export class OrganisationGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => OrganisationKind, { nullable: true, description: '类别。The kind.' })
  kind?: OrganisationKind;

  @Field(() => SocialSubtype, { nullable: true, description: '社会组织类型。The type.' })
  subtype?: SocialSubtype | null;

  @Field(() => Industry, { nullable: true, description: '行业门类。The section of industry.' })
  industry?: Industry;

  @Field(() => String, { nullable: true, description: '行业大类。The division of industry.' })
  division?: string | null;

  @Field(() => String, { nullable: true, description: '镇（街道）。The town.' })
  town?: string | null;

  @Field(() => OrganisationStatus, { nullable: true, description: '存续状态。Whether it operates.' })
  status?: OrganisationStatus;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '组织数。How many organisations.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '从业人员数。How many employees.' })
  employees?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早登记日期。The first registration.' })
  earliestRegisteredOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近登记日期。The last registration.' })
  latestRegisteredOn?: string | null;
}

export const organisationGroups: Grouping<OrganisationDimension, OrganisationFilter> = {
  entity: Organisation,
  history: organisations.history,
  conditions: organisations.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    KIND: { field: 'kind', value: 'kind', label: labelIn(OrganisationKind) },
    SUBTYPE: { field: 'subtype', value: 'subtype', label: labelIn(SocialSubtype) },
    INDUSTRY: { field: 'industry', value: 'industry', label: labelIn(Industry) },
    DIVISION: { field: 'division', value: 'division' },
    TOWN: { field: 'town', value: 'town' },
    STATUS: { field: 'status', value: 'status', label: labelIn(OrganisationStatus) },
  },
  measures: {
    count: countRows,
    employees: sumOf('employees'),
    earliestRegisteredOn: minOf('registered_on'),
    latestRegisteredOn: maxOf('registered_on'),
  },
};

@ArgsType()
export class OrganisationGroupsArgs {
  @Field(() => [OrganisationDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: OrganisationDimension[];

  @Field(() => OrganisationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: OrganisationFilter | null;

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
