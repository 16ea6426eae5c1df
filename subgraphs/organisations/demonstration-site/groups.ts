import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { countRows, Group, type Grouping, jurisdictionDimension, maxOf, minOf } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { DemonstrationSite } from './entity.ts';
import { DemonstrationSiteFilter, demonstrationSites } from './listing.ts';
import { SiteState } from './terms.ts';

export const DemonstrationSiteDimension = describedEnum(
  'DemonstrationSiteDimension',
  '党建示范点的分组维度。What demonstration sites are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['所在组织类别', 'The kind of the hosts.'],
    STATE: ['状态', 'Where they stand.'],
    YEAR: ['命名年份', 'The year of the designation.'],
  },
);
export type DemonstrationSiteDimension = keyof typeof DemonstrationSiteDimension;

@ObjectType({ description: '党建示范点分组统计。A bucket of demonstration sites.', simpleResolvers: true })
export class DemonstrationSiteGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => OrganisationKind, { nullable: true, description: '所在组织类别。The kind of the hosts.' })
  kind?: OrganisationKind;

  @Field(() => SiteState, { nullable: true, description: '状态。Where they stand.' })
  state?: SiteState;

  @Field(() => Int, { nullable: true, description: '命名年份。The year of the designation.' })
  year?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '示范点数。How many demonstration sites.' })
  count?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早命名日期。The earliest designation.' })
  earliestDesignatedOn?: string;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近命名日期。The latest designation.' })
  latestDesignatedOn?: string;
}

export const demonstrationSiteGroups: Grouping<DemonstrationSiteDimension, DemonstrationSiteFilter> = {
  entity: DemonstrationSite,
  conditions: demonstrationSites.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    KIND: { field: 'kind', value: 'host_kind', label: labelIn(OrganisationKind) },
    STATE: { field: 'state', value: 'state', label: labelIn(SiteState) },
    YEAR: { field: 'year', value: sql`extract(year from r.designated_on)::int` },
  },
  measures: {
    count: countRows,
    earliestDesignatedOn: minOf('designated_on'),
    latestDesignatedOn: maxOf('designated_on'),
  },
};

@ArgsType()
export class DemonstrationSiteGroupsArgs {
  @Field(() => [DemonstrationSiteDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: DemonstrationSiteDimension[];

  @Field(() => DemonstrationSiteFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: DemonstrationSiteFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
