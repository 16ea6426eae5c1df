import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, contains, oneOf } from '@jiedui/kit/sql';
import { ArgsType, Field, InputType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { DemonstrationSite } from './entity.ts';
import { SiteState } from './terms.ts';

export const DemonstrationSiteOrderField = describedEnum(
  'DemonstrationSiteOrderField',
  '党建示范点的排序字段。What demonstration sites are ordered by.',
  {
    TITLE: ['标题（拼音）', 'The title, by pinyin.'],
    ASSESSED_ON: ['考评日期', 'The day of the last assessment.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type DemonstrationSiteOrderField = keyof typeof DemonstrationSiteOrderField;

export const DemonstrationSiteOrder = orderInput(
  'DemonstrationSite',
  '党建示范点',
  DemonstrationSiteOrderField,
);

@InputType({
  description: '党建示范点筛选条件，同时满足。What demonstration sites must be; all conditions hold.',
})
export class DemonstrationSiteFilter {
  @Field(() => [SiteState], { nullable: true, description: '状态之一。One of these states.' })
  state?: SiteState[] | null;

  @Field(() => [OrganisationKind], { nullable: true, description: '所在组织的类别之一。One of these kinds.' })
  hostKind?: OrganisationKind[] | null;

  @Field(() => String, { nullable: true, description: '标题包含。The title contains this text.' })
  titleContains?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '命名不早于。Designated on this day or later.' })
  designatedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '命名不晚于。Designated on this day or earlier.' })
  designatedTo?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

export const demonstrationSites: Listing<
  DemonstrationSite,
  DemonstrationSiteOrderField,
  DemonstrationSiteFilter
> = {
  entity: DemonstrationSite,
  orderings: { TITLE: 'sortTitle', ASSESSED_ON: 'assessedOn', CREATED: 'id' },
  defaultOrder: { field: 'TITLE', direction: 'ASCENDING' },
  conditions: (filter) => [
    oneOf('state', filter.state),
    oneOf('host_kind', filter.hostKind),
    contains('title', filter.titleContains),
    atLeast('designated_on', filter.designatedFrom),
    atMost('designated_on', filter.designatedTo),
    oneOf('provenance', filter.provenance),
  ],
};

@ArgsType()
export class DemonstrationSitesArgs extends PageArgs {
  @Field(() => DemonstrationSiteOrder, {
    nullable: true,
    description: '排序，默认按标题。The order; by title where absent.',
  })
  orderBy?: OrderBy<DemonstrationSiteOrderField> | null;

  @Field(() => DemonstrationSiteFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: DemonstrationSiteFilter | null;
}

@ArgsType()
export class AllDemonstrationSitesArgs extends DemonstrationSitesArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const DemonstrationSiteConnection = connectionType(
  'DemonstrationSite',
  '党建示范点',
  DemonstrationSite,
);
